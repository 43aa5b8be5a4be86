/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account.app;

import io.roster.registry.access.Identity;
import io.roster.registry.access.Role;
import io.roster.registry.account.Account;
import io.roster.registry.account.AccountChange;
import io.roster.registry.account.AccountService;
import io.roster.registry.account.LogIn;
import io.roster.registry.account.UnknownAccount;
import io.roster.registry.account.model.AccountRepository;
import io.roster.registry.account.model.LocalAccount;
import io.roster.registry.account.model.LogInFailures;
import io.roster.registry.account.model.LogInFailures.Failures;
import io.roster.registry.account.model.PasswordHash;
import io.roster.registry.audit.app.Audit;
import io.roster.registry.audit.model.Act;
import io.roster.registry.journal.model.Changes;
import io.roster.registry.journal.model.Journal;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.Names;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Local accounts. */
@Singleton
@Local(AccountService.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Accounts implements AccountService {

  static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");

  private AccountRepository accounts;
  private LogInFailures failures;
  private EnterAccount entering;
  private ChangeAccount changing;
  private Audit audit;
  private Journal journal;
  private Changes changes;

  /** For the container. */
  @SuppressWarnings("NullAway.Init")
  public Accounts() {}

  @Inject
  public Accounts(
      AccountRepository accounts,
      LogInFailures failures,
      EnterAccount entering,
      ChangeAccount changing,
      Audit audit,
      Journal journal,
      Changes changes) {
    this.accounts = accounts;
    this.failures = failures;
    this.entering = entering;
    this.changing = changing;
    this.audit = audit;
    this.journal = journal;
    this.changes = changes;
  }

  @Override
  public LogIn logIn(String username, String password, String origin) {
    return entering.run(username, password, origin);
  }

  @Override
  public void entered(Identity identity) {
    entering.vouched(identity);
  }

  @Override
  public boolean stands(Account account) {
    return changes
        .changeAlone("session", () -> accounts.find(account.username()).map(LocalAccount::account))
        .filter(
            now ->
                now.state() == Account.State.ENABLED
                    && now.role() == account.role()
                    && now.sessions() == account.sessions())
        .isPresent();
  }

  @Override
  public List<Account> list(Identity asking) {
    asking.require(Role.ADMIN, "list accounts");
    return changes.changeAlone(
        "list accounts", () -> accounts.all().stream().map(this::withLock).toList());
  }

  private Account withLock(LocalAccount account) {
    Failures before = failures.of(account.username(), EnterAccount.LOCKED_FOR);
    return account.account(
        before.count() < FAILURES_UNTIL_LOCKED
            ? Optional.empty()
            : Optional.of(before.last().plus(EnterAccount.LOCKED_FOR)));
  }

  @Override
  public Account create(
      String username, String password, Role role, String reason, Identity asking) {
    Act act = Act.of(asking, "CREATE_ACCOUNT", username, reason);
    return audit.watch(
        act,
        () -> {
          asking.require(Role.ADMIN, "create accounts");
          Names.require("reason", reason);
          if (!USERNAME.matcher(username).matches()) {
            throw new InvalidRequest(
                "username", "is 1 to 64 of a-z, 0-9 and . _ @ -, beginning with a letter or digit");
          }
          Passwords.require(password);
          String hash = PasswordHash.of(password);
          return changes.changeAlone("create account", () -> add(act, username, hash, role));
        });
  }

  private Account add(Act act, String username, String hash, Role role) {
    if (accounts.find(username).isPresent()) {
      throw new InvalidRequest("username", username + " is taken");
    }
    LocalAccount account =
        new LocalAccount(username, role, hash, Instant.now().truncatedTo(ChronoUnit.MICROS));
    accounts.add(account);
    journal.append(
        act.who().actor(),
        "account.created",
        username,
        JsonValue.NULL,
        ChangeAccount.state(account));
    audit.accepted(act, "");
    return account.account();
  }

  @Override
  public Account change(Account seen, AccountChange change, String reason, Identity asking) {
    Act act = Act.of(asking, ChangeAccount.action(change), seen.username(), reason);
    return audit.watch(
        act,
        () -> {
          ChangeAccount.require(seen.username(), change, asking);
          Names.require("reason", reason);
          if (change instanceof AccountChange.ResetPassword reset) {
            Passwords.require(reset.password());
          }
          return changes.changeAlone(
              act.action(),
              () -> {
                Account changed = changing.run(seen, change, asking.actor());
                audit.accepted(act, "");
                return changed;
              });
        });
  }

  @Override
  public Account changePassword(
      Account own, String oldPassword, String newPassword, String origin) {
    Act act = Act.of(own.identity(origin), "CHANGE_PASSWORD", own.username(), "");
    return audit.watch(
        act,
        () -> {
          Passwords.require(newPassword);
          String hash = PasswordHash.of(newPassword);
          return changes.changeAlone(
              "change password", () -> replacePassword(act, oldPassword, hash));
        });
  }

  static void requirePassword(LocalAccount account) {
    if (account.isVouched()) {
      throw new InvalidRequest(
          "username",
          account.username() + " has no password here: the identity provider vouches for it");
    }
  }

  private Account replacePassword(Act act, String oldPassword, String newHash) {
    LocalAccount account =
        accounts.lock(act.target()).orElseThrow(() -> new UnknownAccount(act.target()));
    requirePassword(account);
    if (!PasswordHash.matches(oldPassword, account.passwordHash())) {
      throw new InvalidRequest("password", "is not the present one");
    }
    account.changePassword(newHash);
    journal.append(
        act.who().actor(),
        "account.password-changed",
        act.target(),
        JsonValue.NULL,
        ChangeAccount.state(account));
    audit.accepted(act, "");
    return account.account();
  }
}
