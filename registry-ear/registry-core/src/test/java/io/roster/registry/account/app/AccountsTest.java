/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.registry.TestCoordinator;
import io.roster.registry.access.Identity;
import io.roster.registry.access.Role;
import io.roster.registry.account.Account;
import io.roster.registry.account.AccountChange;
import io.roster.registry.account.AccountChanged;
import io.roster.registry.account.AccountService;
import io.roster.registry.account.LastAdministrator;
import io.roster.registry.account.LogIn;
import io.roster.registry.account.UnknownAccount;
import io.roster.registry.account.jpa.JpaAccountRepository;
import io.roster.registry.account.jpa.SqlLogInFailures;
import io.roster.registry.audit.app.Audit;
import io.roster.registry.audit.jpa.SqlAuditLog;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.NotPermitted;
import io.roster.registry.platform.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountsTest {

  private static final String PASSWORD = "correct horse battery";
  private static final String WRONG = "wrong horse battery!";
  private static final Identity ADA =
      new Identity(Actor.user("ada"), Set.of(Role.ADMIN), "10.0.0.1");

  private final TestDatabase database = TestDatabase.clean();
  private final TestCoordinator core = new TestCoordinator("a", database);
  private final AccountService accounts = accounts();

  private AccountService accounts() {
    JpaAccountRepository rows = new JpaAccountRepository(core.entities());
    SqlLogInFailures failures = new SqlLogInFailures(core.entities());
    Audit audit = new Audit(new SqlAuditLog(core.entities()), core.changes());
    return new Accounts(
        rows,
        failures,
        new EnterAccount(rows, failures, audit, core.changes()),
        new ChangeAccount(rows, failures, core.journal()),
        audit,
        core.journal(),
        core.changes());
  }

  @AfterEach
  void end() {
    core.close();
  }

  private Account make(String name, Role role) {
    return accounts.create(name, PASSWORD, role, "a test", ADA);
  }

  private Account enter(String name) {
    return ((LogIn.Entered) accounts.logIn(name, PASSWORD, "10.0.0.2")).account();
  }

  private Account change(String name, AccountChange change) {
    return accounts.change(present(name), change, "a test", ADA);
  }

  private Account present(String name) {
    return accounts.list(ADA).stream()
        .filter(account -> account.username().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void only_an_administrator_makes_changes_and_lists_accounts() {
    Account vera = make("vera", Role.VIEWER);
    Identity her = vera.identity("10.0.0.3");

    assertThatThrownBy(() -> accounts.list(her)).isInstanceOf(NotPermitted.class);
    assertThatThrownBy(() -> accounts.create("eve", PASSWORD, Role.ADMIN, "want it", her))
        .isInstanceOf(NotPermitted.class);
    assertThatThrownBy(
            () -> accounts.change(vera, new AccountChange.ChangeRole(Role.ADMIN), "want it", her))
        .isInstanceOf(NotPermitted.class);
    assertThat(accounts.list(ADA)).extracting(Account::username).containsExactly("vera");
    assertThat(database.text("select count(*) from audit where result = 'FORBIDDEN'"))
        .isEqualTo("2");
  }

  @Test
  void a_disabled_account_lets_nobody_in_and_its_sessions_are_over() {
    make("olga", Role.OPERATOR);
    Account session = enter("olga");
    assertThat(accounts.stands(session)).isTrue();

    change("olga", new AccountChange.Disable());

    assertThat(accounts.stands(session)).isFalse();
    assertThat(accounts.logIn("olga", PASSWORD, "here")).isEqualTo(new LogIn.Refused());
    change("olga", new AccountChange.Enable());
    assertThat(accounts.stands(session)).isFalse();
    assertThat(accounts.stands(enter("olga"))).isTrue();
  }

  @Test
  void ten_failures_in_a_row_lock_an_account_until_its_password_is_reset() {
    make("olga", Role.OPERATOR);
    for (int i = 1; i < AccountService.FAILURES_UNTIL_LOCKED; i++) {
      assertThat(accounts.logIn("olga", WRONG, "here")).isEqualTo(new LogIn.Refused());
    }
    assertThat(accounts.logIn("olga", WRONG, "here")).isInstanceOf(LogIn.Locked.class);
    assertThat(accounts.logIn("olga", PASSWORD, "here")).isInstanceOf(LogIn.Locked.class);
    assertThat(accounts.list(ADA).get(0).lockedUntil()).isPresent();

    change("olga", new AccountChange.ResetPassword("another long password"));

    assertThat(accounts.logIn("olga", "another long password", "here"))
        .isInstanceOf(LogIn.Entered.class);
  }

  @Test
  void a_name_that_nobody_has_is_locked_in_the_same_way() {
    for (int i = 1; i < AccountService.FAILURES_UNTIL_LOCKED; i++) {
      assertThat(accounts.logIn("nobody", WRONG, "here")).isEqualTo(new LogIn.Refused());
    }
    assertThat(accounts.logIn("nobody", WRONG, "here")).isInstanceOf(LogIn.Locked.class);
  }

  @Test
  void a_success_forgets_the_failures_before_it_and_time_does_too() {
    make("olga", Role.OPERATOR);
    accounts.logIn("olga", WRONG, "here");
    enter("olga");
    assertThat(database.text("select count(*) from log_in_failure")).isEqualTo("0");

    database.execute(
        "insert into log_in_failure values ('olga', 10, now() - interval '16 minutes')");
    assertThat(accounts.logIn("olga", PASSWORD, "here")).isInstanceOf(LogIn.Entered.class);
  }

  @Test
  void everybody_may_end_their_own_sessions() {
    make("vera", Role.VIEWER);
    Account session = enter("vera");

    accounts.change(
        session, new AccountChange.LogOutEverywhere(), "lost a laptop", session.identity("here"));

    assertThat(accounts.stands(session)).isFalse();
  }

  @Test
  void a_new_role_or_password_ends_the_sessions_of_before() {
    make("vera", Role.VIEWER);
    Account session = enter("vera");
    change("vera", new AccountChange.ChangeRole(Role.OPERATOR));
    assertThat(accounts.stands(session)).isFalse();

    Account again = enter("vera");
    Account changed = accounts.changePassword(again, PASSWORD, "another long password", "10.0.0.2");
    assertThat(accounts.stands(again)).isFalse();
    assertThat(accounts.stands(changed)).isTrue();
    assertThatThrownBy(
            () -> accounts.changePassword(changed, PASSWORD, "yet another password", "here"))
        .isInstanceOf(InvalidRequest.class);
  }

  @Test
  void the_last_administrator_stays() {
    make("ada", Role.ADMIN);
    make("vera", Role.VIEWER);

    assertThatThrownBy(() -> change("ada", new AccountChange.Disable()))
        .isInstanceOf(LastAdministrator.class);
    assertThatThrownBy(() -> change("ada", new AccountChange.ChangeRole(Role.VIEWER)))
        .isInstanceOf(LastAdministrator.class);
    make("bob", Role.ADMIN);
    assertThat(change("ada", new AccountChange.Disable()).state())
        .isEqualTo(Account.State.DISABLED);
    assertThatThrownBy(() -> change("bob", new AccountChange.Disable()))
        .isInstanceOf(LastAdministrator.class);
  }

  @Test
  void what_is_refused_says_why() {
    make("vera", Role.VIEWER);
    assertThatThrownBy(() -> make("vera", Role.VIEWER)).hasMessageContaining("taken");
    assertThatThrownBy(() -> make("Vera", Role.VIEWER)).isInstanceOf(InvalidRequest.class);
    assertThatThrownBy(() -> accounts.create("eve", "short", Role.VIEWER, "a test", ADA))
        .hasMessageContaining("12 to 256");
    assertThatThrownBy(() -> accounts.create("eve", PASSWORD, Role.VIEWER, " ", ADA))
        .hasMessageContaining("reason");
    assertThatThrownBy(() -> accounts.change(nobody(), new AccountChange.Disable(), "a test", ADA))
        .isInstanceOf(UnknownAccount.class);
  }

  private static Account nobody() {
    return new Account(
        "nobody",
        Role.VIEWER,
        Account.State.ENABLED,
        0,
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void of_two_administrators_who_looked_at_the_same_only_the_first_changes_it() {
    Account seen = make("vera", Role.VIEWER);
    change("vera", new AccountChange.ChangeRole(Role.OPERATOR));

    for (AccountChange late :
        List.of(
            new AccountChange.Disable(),
            new AccountChange.Enable(),
            new AccountChange.ChangeRole(Role.ADMIN),
            new AccountChange.ResetPassword("another long password"),
            new AccountChange.LogOutEverywhere())) {
      assertThatThrownBy(() -> accounts.change(seen, late, "a test", ADA))
          .isInstanceOf(AccountChanged.class)
          .hasMessageContaining("vera was changed")
          .hasMessageContaining("enabled with the role operator");
    }

    assertThat(present("vera").role()).isEqualTo(Role.OPERATOR);
    assertThat(accounts.stands(enter("vera"))).isTrue();
    assertThat(change("vera", new AccountChange.Disable()).state())
        .isEqualTo(Account.State.DISABLED);
  }

  @Test
  void somebody_who_logs_in_meanwhile_changes_nothing_about_their_account() {
    Account seen = make("vera", Role.VIEWER);
    enter("vera");

    assertThat(accounts.change(seen, new AccountChange.Disable(), "a test", ADA).state())
        .isEqualTo(Account.State.DISABLED);
  }

  @Test
  void every_way_in_and_every_change_is_in_the_audit_without_any_password() {
    make("vera", Role.VIEWER);
    enter("vera");
    accounts.logIn("vera", WRONG, "10.0.0.9");
    change("vera", new AccountChange.ResetPassword("another long password"));
    accounts.entered(new Identity(Actor.user("oidc:ann"), Set.of(Role.VIEWER), "10.0.0.4"));

    assertThat(
            database.text(
                "select string_agg(action || ' ' || result || ' ' || actor, ', ' order by id) from"
                    + " audit"))
        .isEqualTo(
            "CREATE_ACCOUNT ACCEPTED user:ada, LOG_IN ACCEPTED user:vera, LOG_IN REFUSED"
                + " client:10.0.0.9, RESET_PASSWORD ACCEPTED user:ada, LOG_IN ACCEPTED"
                + " user:oidc:ann");
    assertThat(database.text("select count(*) from audit a where a::text like '%password%'"))
        .isEqualTo("1");
    assertThat(database.text("select string_agg(after::text, '') from journal"))
        .doesNotContain("pbkdf2")
        .doesNotContain(PASSWORD);
  }
}
