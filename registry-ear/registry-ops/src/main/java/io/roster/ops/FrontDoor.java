/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.ops;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Whoever opens the bare address wants the console. */
@WebServlet("")
public class FrontDoor extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.sendRedirect("/console/");
  }
}
