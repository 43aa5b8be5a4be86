/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account.app;

import io.roster.registry.access.Identity;
import io.roster.registry.access.Role;
import io.roster.registry.account.Account;
import io.roster.registry.account.Account.State;
import io.roster.registry.account.AccountChange;
import io.roster.registry.account.AccountChanged;
import io.roster.registry.account.LastAdministrator;
import io.roster.registry.account.UnknownAccount;
import io.roster.registry.account.model.AccountRepository;
import io.roster.registry.account.model.LocalAccount;
import io.roster.registry.account.model.LogInFailures;
import io.roster.registry.account.model.PasswordHash;
import io.roster.registry.journal.model.Journal;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.JsonValues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;

/** What administrators do to accounts. */
@ApplicationScoped
public class ChangeAccount {

  private AccountRepository accounts;
  private LogInFailures failures;
  private Journal journal;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public ChangeAccount() {}

  @Inject
  public ChangeAccount(AccountRepository accounts, LogInFailures failures, Journal journal) {
    this.accounts = accounts;
    this.failures = failures;
    this.journal = journal;
  }

  /** For the audit. */
  static String action(AccountChange change) {
    if (change instanceof AccountChange.Disable) {
      return "DISABLE_ACCOUNT";
    } else if (change instanceof AccountChange.Enable) {
      return "ENABLE_ACCOUNT";
    } else if (change instanceof AccountChange.ChangeRole) {
      return "CHANGE_ROLE";
    } else if (change instanceof AccountChange.ResetPassword) {
      return "RESET_PASSWORD";
    }
    return "LOG_OUT_EVERYWHERE";
  }

  static void require(String username, AccountChange change, Identity asking) {
    boolean own = asking.actor().equals(Actor.user(username));
    if (!(own && change instanceof AccountChange.LogOutEverywhere)) {
      asking.require(Role.ADMIN, "change accounts");
    }
  }

  /** Runs inside one transaction. */
  Account run(Account seen, AccountChange change, Actor actor) {
    String username = seen.username();
    // Taken before the account itself, so that of two administrators who remove each other one
    // stays.
    List<LocalAccount> administrators = accounts.lockAdministrators();
    LocalAccount account = accounts.lock(username).orElseThrow(() -> new UnknownAccount(username));
    if (account.account().sessions() != seen.sessions()) {
      throw new AccountChanged(account.account());
    }
    requireOneLeft(administrators, account, change);
    if (change instanceof AccountChange.Disable) {
      tell(account, actor, "account.disabled", open -> open.changeState(State.DISABLED));
    } else if (change instanceof AccountChange.Enable) {
      tell(account, actor, "account.enabled", open -> open.changeState(State.ENABLED));
    } else if (change instanceof AccountChange.ChangeRole wanted) {
      tell(account, actor, "account.role-changed", open -> open.changeRole(wanted.role()));
    } else if (change instanceof AccountChange.ResetPassword wanted) {
      Accounts.requirePassword(account);
      String hash = PasswordHash.of(wanted.password());
      failures.clear(username);
      tell(account, actor, "account.password-reset", open -> open.changePassword(hash));
    } else {
      tell(account, actor, "account.sessions-ended", LocalAccount::endSessions);
    }
    return account.account();
  }

  private static void requireOneLeft(
      List<LocalAccount> administrators, LocalAccount account, AccountChange change) {
    boolean goes =
        change instanceof AccountChange.Disable
            || change instanceof AccountChange.ChangeRole wanted && wanted.role() != Role.ADMIN;
    boolean last =
        administrators.size() == 1 && administrators.get(0).username().equals(account.username());
    if (goes && last) {
      throw new LastAdministrator(account.username());
    }
  }

  private void tell(LocalAccount account, Actor actor, String kind, Consumer<LocalAccount> change) {
    JsonObject before = state(account);
    change.accept(account);
    journal.append(actor, kind, account.username(), before, state(account));
  }

  static JsonObject state(LocalAccount account) {
    return JsonValues.object()
        .add("role", account.role().name())
        .add("state", account.state().name())
        .build();
  }
}
