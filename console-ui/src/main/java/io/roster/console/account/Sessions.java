/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.account;

import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServletRequest;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.WrappedSession;
import com.vaadin.flow.server.auth.NavigationAccessControl;
import java.util.Optional;

/** What log-in and log-out do to the browser's session. */
final class Sessions {

  private Sessions() {}

  /** Where the person was turned away before; asked once. */
  static ReturnPath takeReturnPath() {
    WrappedSession session = VaadinSession.getCurrent().getSession();
    Object wanted = session.getAttribute(NavigationAccessControl.SESSION_STORED_REDIRECT);
    session.removeAttribute(NavigationAccessControl.SESSION_STORED_REDIRECT);
    session.removeAttribute(NavigationAccessControl.SESSION_STORED_REDIRECT_ABSOLUTE);
    return ReturnPath.of(wanted);
  }

  /** Gives the session a new id: one that was planted before the log-in is worth nothing after. */
  static void renewId() {
    servletRequest().ifPresent(request -> request.getHttpServletRequest().changeSessionId());
  }

  static void end() {
    VaadinSession.getCurrent().getSession().invalidate();
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
