/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.account;

import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.WrappedSession;
import io.roster.registry.account.Account;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;

/**
 * What passes between the servlet that speaks with the identity provider and the console: both see
 * the browser's session. Everything is taken once.
 */
final class Vouching {

  private static final String ACCOUNT = Vouching.class.getName() + ".account";
  private static final String FAILURE = Vouching.class.getName() + ".failure";

  private Vouching() {}

  static void leave(HttpSession session, Account account) {
    session.setAttribute(ACCOUNT, account);
  }

  static void leaveFailure(HttpSession session, String sentence) {
    session.setAttribute(FAILURE, sentence);
  }

  static Optional<Account> takeAccount(VaadinSession session) {
    return take(session, ACCOUNT).filter(Account.class::isInstance).map(Account.class::cast);
  }

  static Optional<String> takeFailure(VaadinSession session) {
    return take(session, FAILURE).filter(String.class::isInstance).map(String.class::cast);
  }

  private static Optional<Object> take(VaadinSession session, String name) {
    WrappedSession browser = session.getSession();
    Optional<Object> left = Optional.ofNullable(browser).map(known -> known.getAttribute(name));
    left.ifPresent(unused -> browser.removeAttribute(name));
    return left;
  }
}
