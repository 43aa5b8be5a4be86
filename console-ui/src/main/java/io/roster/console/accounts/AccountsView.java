/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.accounts;

import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.roster.console.account.Roles;
import io.roster.console.account.SignedIn;
import io.roster.console.action.ActionButton;
import io.roster.console.list.Columns;
import io.roster.console.list.ListSpec;
import io.roster.console.list.ListView;
import io.roster.console.list.RowActions;
import io.roster.console.list.RowActions.Choice;
import io.roster.console.list.Rows;
import io.roster.console.registry.Registry;
import io.roster.console.ui.EmptyState;
import io.roster.console.ui.Mark;
import io.roster.console.ui.Mark.Tone;
import io.roster.registry.access.Role;
import io.roster.registry.account.Account;
import io.roster.registry.account.AccountChange;
import io.roster.registry.journal.JournalEntry;
import io.roster.registry.page.Moment;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Who may log in with an account of this registry's own. */
@Route(AccountsView.PATH)
@PageTitle("Accounts · Roster")
@RolesAllowed(Roles.ADMIN)
public class AccountsView extends ListView<Account> {

  static final String PATH = "accounts";

  private final transient Registry registry;

  @Inject
  public AccountsView(Registry registry) {
    super(PATH, spec(registry));
    this.registry = registry;
    addTools(new ActionButton("Create an account", "account-create", Role.ADMIN, this::create));
  }

  private void create() {
    new AccountDialog(
            "Create an account",
            "Create",
            "The account is there.",
            entered -> {
              registry
                  .accounts()
                  .create(
                      entered.name(),
                      entered.password(),
                      entered.role(),
                      entered.reason(),
                      SignedIn.identity());
              panel().refresh();
            })
        .askingName()
        .askingPassword()
        .askingRole(Role.VIEWER)
        .open();
  }

  private static ListSpec<Account> spec(Registry registry) {
    return new ListSpec<>(
        "accounts",
        "Accounts",
        state -> {
          List<Account> all = registry.accounts().list(SignedIn.identity());
          return new Rows<>(
              all,
              Optional.empty(),
              String.valueOf(all.size()),
              new Moment(registry.journal().position().revision(), Clock.systemUTC().instant()));
        },
        Account::username,
        List.of(),
        columns -> columns(columns, registry),
        () -> new EmptyState("accounts-empty", "There is no account", "That cannot be."),
        false);
  }

  private static void columns(Columns<Account> columns, Registry registry) {
    columns.mono("Name", "12rem", Account::username);
    columns.text("Role", "7rem", account -> account.role().name().toLowerCase(Locale.ROOT));
    columns.mark("State", "7rem", AccountsView::mark);
    columns.optionalTime("Last log-in", "11rem", Account::lastLogIn);
    columns.optionalTime("Locked until", "11rem", Account::lockedUntil);
    columns.time("Created", "11rem", Account::createdAt);
    RowActions.on(
        columns,
        account -> "account " + account.username(),
        change(registry, "Disable", "account-disable", entered -> new AccountChange.Disable()),
        change(registry, "Enable", "account-enable", entered -> new AccountChange.Enable()),
        change(
            registry,
            "Log out everywhere",
            "account-log-out",
            entered -> new AccountChange.LogOutEverywhere()),
        new Choice<>(
            "Change the role",
            "account-change-role",
            Role.ADMIN,
            (account, done) ->
                dialog(
                        registry,
                        account,
                        "Change the role",
                        entered -> new AccountChange.ChangeRole(entered.role()),
                        done)
                    .askingRole(account.role())
                    .open()),
        new Choice<>(
            "Reset the password",
            "account-reset",
            Role.ADMIN,
            (account, done) ->
                dialog(
                        registry,
                        account,
                        "Reset the password",
                        entered -> new AccountChange.ResetPassword(entered.password()),
                        done)
                    .askingPassword()
                    .open()));
  }

  private static Choice<Account> change(
      Registry registry,
      String verb,
      String testId,
      Function<AccountDialog.Entered, AccountChange> wish) {
    return new Choice<>(
        verb,
        testId,
        Role.ADMIN,
        (account, done) -> dialog(registry, account, verb, wish, done).open());
  }

  private static AccountDialog dialog(
      Registry registry,
      Account account,
      String verb,
      Function<AccountDialog.Entered, AccountChange> wish,
      Runnable afterwards) {
    SeenAccount seen = new SeenAccount(registry, account);
    return new AccountDialog(
            verb + ": " + account.username(),
            verb,
            verb + ": done.",
            entered -> {
              seen.change(wish.apply(entered), entered.reason());
              afterwards.run();
            })
        .onConflict(
            () -> {
              List<JournalEntry> changes = seen.lookAgain();
              afterwards.run();
              return changes;
            });
  }

  private static Mark mark(Account account) {
    if (account.state() == Account.State.DISABLED) {
      return new Mark(Tone.IDLE, "disabled");
    }
    return account.lockedUntil().isPresent()
        ? new Mark(Tone.WARN, "locked")
        : new Mark(Tone.GOOD, "enabled");
  }
}
