/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.accounts;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.GridKt;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.roster.console.testing.ConsoleTest;
import org.junit.jupiter.api.Test;

class AccountsViewTest extends ConsoleTest {

  @Test
  void an_account_is_created_with_a_reason() {
    logInAs("admin");
    open("accounts");
    _click(one(Button.class, "account-create"));
    _setValue(one(TextField.class, "account-name"), "ann");
    _setValue(one(PasswordField.class, "account-password"), "short");
    _setValue(one(TextField.class, "account-reason"), "she is new here");
    _click(one(Button.class, "account-confirm"));
    assertThat(one(Component.class, "account-failure").getElement().getTextRecursively())
        .isEqualTo("password is shorter than 12 characters.");

    _setValue(one(PasswordField.class, "account-password"), "long enough for it");
    _click(one(Button.class, "account-confirm"));

    assertThat(shown("account-dialog")).isFalse();
    assertThat(GridKt._size(one(Grid.class, "accounts-grid"))).isEqualTo(1);
  }

  @Test
  void nothing_is_done_without_a_reason() {
    logInAs("admin");
    open("accounts");
    _click(one(Button.class, "account-create"));
    _click(one(Button.class, "account-confirm"));

    assertThat(one(Component.class, "account-failure").getElement().getTextRecursively())
        .contains("Say why");
  }

  @Test
  void only_an_administrator_sees_the_accounts() {
    logInAs("olga");
    open("accounts");

    assertThat(shown("denied")).isTrue();
    assertThat(shown("nav-accounts")).isFalse();
  }
}
