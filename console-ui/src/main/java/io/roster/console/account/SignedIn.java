/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.account;

import com.vaadin.flow.server.VaadinSession;
import io.roster.registry.account.Account;
import io.roster.registry.account.Role;
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
        .map(session -> session.getAttribute(SignedIn.class))
        .filter(person -> person.validAt(Instant.now()));
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
