/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.accounts;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.GridKt;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.roster.console.testing.ConsoleTest;
import io.roster.console.testing.FakeRegistry;
import io.roster.registry.access.Role;
import io.roster.registry.account.AccountChange;
import io.roster.registry.account.LastAdministrator;
import io.roster.registry.platform.ConcurrentChange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each thing that is done to accounts: left, done, refused, and met by somebody else's change. */
class AccountActionsTest extends ConsoleTest {

  private static final String REASON = "she asked for it";

  /** What an administrator does to the account of ben, or to make that of ann. */
  enum Case {
    CREATE("account-create", "ann Create"),
    DISABLE("account-disable", "ben Disable"),
    ENABLE("account-enable", "ben Enable"),
    LOG_OUT_EVERYWHERE("account-log-out", "ben LogOutEverywhere"),
    CHANGE_ROLE("account-change-role", "ben ChangeRole"),
    RESET_PASSWORD("account-reset", "ben ResetPassword");

    private final String opener;
    private final String change;

    Case(String opener, String change) {
      this.opener = opener;
      this.change = change;
    }

    private void open() {
      if (this == CREATE) {
        _click(one(Button.class, opener));
      } else {
        chooseInFirstRow(accounts(), opener);
      }
    }

    private void fill() {
      if (this == CREATE) {
        _setValue(one(TextField.class, "account-name"), "ann");
      }
      if (this == CREATE || this == RESET_PASSWORD) {
        _setValue(one(PasswordField.class, "account-password"), "long enough for it");
      }
      if (this == CREATE || this == CHANGE_ROLE) {
        _setValue(role(), Role.OPERATOR);
      }
      _setValue(one(TextField.class, "account-reason"), REASON);
    }
  }

  @BeforeEach
  void openAccounts() {
    registry.addAccount("ben", Role.VIEWER);
    logInAs("admin");
    open("accounts");
  }

  @ParameterizedTest
  @EnumSource
  void nothing_happens_when_it_is_cancelled(Case which) {
    which.open();
    which.fill();

    _click(one(Button.class, "account-cancel"));

    assertThat(shown("account-dialog")).isFalse();
    assertThat(registry.changes).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void it_is_done_once_with_its_reason_and_the_list_shows_it(Case which) {
    which.open();
    which.fill();

    _click(one(Button.class, "account-confirm"));

    assertThat(shown("account-dialog")).isFalse();
    assertThat(registry.changes).containsExactly(which.change + " " + REASON);
    assertThat(GridKt._findAll(accounts())).isEqualTo(registry.list(FakeRegistry.ADMINISTRATOR));
    if (which == Case.CHANGE_ROLE) {
      assertThat(registry.findAccount("ben").role()).isEqualTo(Role.OPERATOR);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_refusal_is_told_and_nothing_is_repeated(Case which) {
    which.open();
    which.fill();
    registry.refuseNext(new LastAdministrator("ben"));

    _click(one(Button.class, "account-confirm"));

    assertThat(failure()).contains("ben is the last administrator");
    assertThat(shown("account-dialog")).isTrue();
    assertThat(registry.changes).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void what_met_another_change_is_told_and_done_only_when_it_is_asked_for_again(Case which) {
    which.open();
    which.fill();
    registry.refuseNext(new ConcurrentChange("The change of the account"));

    _click(one(Button.class, "account-confirm"));
    assertThat(failure()).contains("met another change");
    assertThat(registry.changes).isEmpty();

    _click(one(Button.class, "account-confirm"));
    assertThat(shown("account-dialog")).isFalse();
    assertThat(registry.changes).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = "CREATE", mode = EnumSource.Mode.EXCLUDE)
  void what_somebody_else_did_meanwhile_is_shown_before_anything_is_done(Case which) {
    which.open();
    which.fill();
    registry.change(
        registry.findAccount("ben"),
        new AccountChange.ChangeRole(Role.AUDITOR),
        "another administrator",
        FakeRegistry.ADMINISTRATOR);
    registry.changes.clear();

    _click(one(Button.class, "account-confirm"));

    assertThat(failure()).contains("ben was changed since you looked", "the role auditor");
    assertThat(textOf("account-changes")).contains("account.ChangeRole").doesNotContain("created");
    assertThat(registry.changes).isEmpty();
    assertThat(GridKt._findAll(accounts())).isEqualTo(registry.list(FakeRegistry.ADMINISTRATOR));

    _click(one(Button.class, "account-confirm"));
    assertThat(shown("account-dialog")).isFalse();
    assertThat(registry.changes).containsExactly(which.change + " " + REASON);
  }

  @SuppressWarnings("unchecked")
  private static Select<Role> role() {
    return one(Select.class, "account-role");
  }

  private static Grid<?> accounts() {
    return one(Grid.class, "accounts-grid");
  }

  private static String failure() {
    return textOf("account-failure");
  }

  private static String textOf(String testId) {
    return one(Component.class, testId).getElement().getTextRecursively();
  }
}
