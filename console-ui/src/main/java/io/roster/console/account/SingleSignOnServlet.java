/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.account;

import io.roster.registry.account.Account;
import io.roster.registry.account.NotRecognized;
import io.roster.registry.account.SingleSignOn;
import io.roster.registry.account.SingleSignOn.Journey;
import io.roster.registry.platform.RegistryException;
import jakarta.ejb.EJB;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;

/** Sends the browser to the identity provider, and takes it back. */
@WebServlet({SingleSignOnServlet.BEGIN, SingleSignOnServlet.CALLBACK})
public class SingleSignOnServlet extends HttpServlet {

  static final String BEGIN = "/sso";
  static final String CALLBACK = "/sso/callback";

  private static final long serialVersionUID = 1L;
  private static final String JOURNEY = SingleSignOnServlet.class.getName() + ".journey";
  private static final String WANTED = SingleSignOnServlet.class.getName() + ".wanted";

  @EJB private transient SingleSignOn door;

  /** For the container, which fills the door in. */
  @SuppressWarnings("NullAway.Init")
  public SingleSignOnServlet() {}

  SingleSignOnServlet(SingleSignOn door) {
    this.door = door;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    try {
      response.sendRedirect(
          request.getServletPath().equals(BEGIN) ? begin(request) : finish(request));
    } catch (RegistryException refused) {
      Vouching.leaveFailure(request.getSession(), refused.getMessage() + ".");
      response.sendRedirect(
          request.getContextPath() + "/" + wanted(request.getSession()).behind("login"));
    }
  }

  private String begin(HttpServletRequest request) {
    request
        .getSession()
        .setAttribute(WANTED, ReturnPath.of(request.getParameter(ReturnPath.PARAMETER)));
    Journey journey = door.begin(console(request));
    request.getSession().setAttribute(JOURNEY, journey);
    return journey.address();
  }

  /** Where the browser reached us. */
  private static String console(HttpServletRequest request) {
    StringBuffer address = request.getRequestURL();
    return address.substring(0, address.length() - request.getServletPath().length());
  }

  private String finish(HttpServletRequest request) {
    HttpSession session = request.getSession();
    Object kept = session.getAttribute(JOURNEY);
    session.removeAttribute(JOURNEY);
    if (!(kept instanceof Journey journey)) {
      throw new NotRecognized("No log-in is under way in this browser; begin it anew");
    }
    Account account =
        door.finish(
            journey, given(request, "state"), given(request, "code"), request.getRemoteAddr());
    // A session that was planted before the log-in is worth nothing after it.
    request.changeSessionId();
    Vouching.leave(session, account);
    return wanted(session).under(request.getContextPath());
  }

  /** Where the log-in that this browser began last leads to. */
  private static ReturnPath wanted(HttpSession session) {
    return session.getAttribute(WANTED) instanceof ReturnPath wanted
        ? wanted
        : ReturnPath.FIRST_PAGE;
  }

  private static String given(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getParameter(name))
        .orElseThrow(
            () -> new NotRecognized("The identity provider let nobody in; begin the log-in anew"));
  }
}
