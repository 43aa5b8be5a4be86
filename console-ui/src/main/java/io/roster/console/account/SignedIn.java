/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.account;

import com.vaadin.flow.server.VaadinSession;
import io.roster.registry.access.Identity;
import io.roster.registry.access.Role;
import io.roster.registry.account.Account;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Who is at the console in this session.
 *
 * @param since when the log-in was
 */
public record SignedIn(Account account, Instant since) implements Principal {

  /** However busy, a session ends after this; the person logs in again. */
  static final Duration LONGEST = Duration.ofHours(12);

  /** The person of the current session, if one is logged in. */
  public static Optional<SignedIn> current() {
    return Optional.ofNullable(VaadinSession.getCurrent())
        .flatMap(SignedIn::of)
        .filter(person -> person.validAt(Instant.now()));
  }

  private static Optional<SignedIn> of(VaadinSession session) {
    Vouching.takeAccount(session)
        .ifPresent(account -> new SignedIn(account, Instant.now()).enter(session));
    return Optional.ofNullable(session.getAttribute(SignedIn.class));
  }

  /**
   * What the person of the current session may do, and from where they act. A session that ended
   * acts for nobody.
   */
  public static Identity identity() {
    return current().orElseThrow(SessionOver::new).account().identity(Sessions.origin());
  }

  /** Whether the person of the current session may do what asks for this role. */
  public static boolean may(Role needed) {
    return current().map(person -> person.account().role().includes(needed)).orElse(false);
  }

  void enter(VaadinSession session) {
    session.setAttribute(SignedIn.class, this);
  }

  boolean validAt(Instant now) {
    return now.isBefore(since.plus(LONGEST));
  }

  @Override
  public String getName() {
    return account.username();
  }

  /** Whether the person may do what asks for this role, by its name. */
  public boolean hasRole(String role) {
    return account.role().includes(Role.valueOf(role));
  }

  /** The role as a word. */
  public String roleWord() {
    return account.role().name().toLowerCase(Locale.ROOT);
  }
}
