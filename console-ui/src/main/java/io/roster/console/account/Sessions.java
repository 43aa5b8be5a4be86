/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.account;

import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServletRequest;
import com.vaadin.flow.server.VaadinSession;
import java.util.Optional;

/** What log-in and log-out do to the browser's session. */
final class Sessions {

  private Sessions() {}

  /** Gives the session a new id: one that was planted before the log-in is worth nothing after. */
  static void renewId() {
    servletRequest().ifPresent(request -> request.getHttpServletRequest().changeSessionId());
  }

  /**
   * Ends what the person had open, in all tabs. The browser keeps its cookie, which opens nothing
   * any more and is renewed at the log-in: with the cookie taken away, tabs that ask for a new one
   * at the same moment would overwrite each other's, and one would lose what is typed into it.
   */
  static void end() {
    VaadinSession.getCurrent().close();
  }

  /** From where the person acts; for the audit. */
  static String origin() {
    return servletRequest().map(VaadinServletRequest::getRemoteAddr).orElse("");
  }

  static String contextPath() {
    return servletRequest().map(VaadinServletRequest::getContextPath).orElse("");
  }

  private static Optional<VaadinServletRequest> servletRequest() {
    return VaadinRequest.getCurrent() instanceof VaadinServletRequest request
        ? Optional.of(request)
        : Optional.empty();
  }
}
