/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.sample;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Shows the latest events. */
@WebServlet("/events")
public class EventServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient EventLog log;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    for (String line : log.lines()) {
      response.getWriter().println(line);
    }
  }
}
