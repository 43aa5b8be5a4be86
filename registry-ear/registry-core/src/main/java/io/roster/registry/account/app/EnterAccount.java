/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account.app;

import io.roster.registry.access.Identity;
import io.roster.registry.account.Account;
import io.roster.registry.account.AccountService;
import io.roster.registry.account.LogIn;
import io.roster.registry.account.model.AccountRepository;
import io.roster.registry.account.model.LocalAccount;
import io.roster.registry.account.model.LogInFailures;
import io.roster.registry.account.model.LogInFailures.Failures;
import io.roster.registry.account.model.PasswordHash;
import io.roster.registry.audit.app.Audit;
import io.roster.registry.audit.model.Act;
import io.roster.registry.journal.model.Changes;
import io.roster.registry.platform.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Lets people in, and keeps those out who guess. */
@ApplicationScoped
public class EnterAccount {

  static final Duration LOCKED_FOR = Duration.ofMinutes(15);

  private static final String LOG_IN = "LOG_IN";
  private static final int LONGEST_NAME = 64;

  private AccountRepository accounts;
  private LogInFailures failures;
  private Audit audit;
  private Changes changes;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public EnterAccount() {}

  @Inject
  public EnterAccount(
      AccountRepository accounts, LogInFailures failures, Audit audit, Changes changes) {
    this.accounts = accounts;
    this.failures = failures;
    this.audit = audit;
    this.changes = changes;
  }

  /** What is known of a name before its password is looked at. */
  private record Known(Optional<LocalAccount> account, Duration locked) {}

  LogIn run(String username, String password, String origin) {
    if (username.length() > LONGEST_NAME
        || username.chars().anyMatch(Character::isISOControl)
        || password.length() > Passwords.LONGEST) {
      return new LogIn.Refused();
    }
    Known known = changes.changeAlone("log-in", () -> look(username));
    if (!known.locked().isZero()) {
      audit.refused(act(nobody(origin), username), "the account is locked");
      return new LogIn.Locked(known.locked());
    }
    return matches(known.account(), password)
        ? changes.changeAlone("log-in", () -> enter(username, origin))
        : fail(username, origin);
  }

  private Known look(String username) {
    Failures before = failures.of(username, LOCKED_FOR);
    Duration locked =
        before.count() < AccountService.FAILURES_UNTIL_LOCKED
            ? Duration.ZERO
            : Duration.between(failures.now(), before.last().plus(LOCKED_FOR));
    return new Known(accounts.find(username), locked.isNegative() ? Duration.ZERO : locked);
  }

  /** The hash is computed outside of any transaction, since it takes its time. */
  private static boolean matches(Optional<LocalAccount> account, String password) {
    if (account.filter(known -> !known.isVouched()).isEmpty()) {
      PasswordHash.spendTime(password);
      return false;
    }
    return PasswordHash.matches(password, account.get().passwordHash())
        && account.get().isEnabled();
  }

  private LogIn enter(String username, String origin) {
    LocalAccount account = accounts.lock(username).filter(LocalAccount::isEnabled).orElse(null);
    if (account == null) {
      return new LogIn.Refused();
    }
    Instant now = failures.now();
    account.entered(now);
    failures.clear(username);
    Account entered = account.account();
    audit.accepted(act(entered.identity(origin), username), "");
    return new LogIn.Entered(entered);
  }

  private LogIn fail(String username, String origin) {
    int count = changes.changeAlone("log-in", () -> failures.add(username, LOCKED_FOR));
    audit.refused(
        act(nobody(origin), username),
        count < AccountService.FAILURES_UNTIL_LOCKED
            ? "name and password do not belong together"
            : "name and password do not belong together; the account is locked now");
    return count < AccountService.FAILURES_UNTIL_LOCKED
        ? new LogIn.Refused()
        : new LogIn.Locked(LOCKED_FOR);
  }

  /** Somebody came in whom an identity provider vouches for. */
  void vouched(Identity identity) {
    changes.changeAlone(
        "log-in",
        () -> {
          audit.accepted(act(identity, identity.actor().id()), "");
          return identity;
        });
  }

  private static Act act(Identity who, String username) {
    return Act.of(who, LOG_IN, username, "");
  }

  private static Identity nobody(String origin) {
    return new Identity(Actor.client(origin.isBlank() ? "unknown" : origin), Set.of(), origin);
  }
}
