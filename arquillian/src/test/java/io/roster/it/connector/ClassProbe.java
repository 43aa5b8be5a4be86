/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.connector;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Runs in the application, and looks for a class there by its name. */
@WebServlet("/")
public class ClassProbe extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response.getWriter().print(look(request.getParameter("class")));
  }

  private static String look(String name) {
    try {
      return Class.forName(name, false, Thread.currentThread().getContextClassLoader()).getName();
    } catch (ClassNotFoundException hidden) {
      return hidden.getClass().getSimpleName();
    }
  }
}
