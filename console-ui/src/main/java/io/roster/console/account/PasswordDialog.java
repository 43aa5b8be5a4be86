/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.account;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.server.VaadinSession;
import io.roster.console.registry.Registry;
import io.roster.console.ui.Notices;
import io.roster.console.ui.TestId;
import io.roster.registry.account.Account;
import io.roster.registry.platform.RegistryException;

/** Lets a person replace its own password. */
public final class PasswordDialog extends Dialog {

  private static final int SHORTEST = 12;
  private static final int LONGEST = 256;

  private final transient Registry registry;
  private final SignedIn person;
  private final PasswordField old = field("Current password", "password-old");
  private final PasswordField fresh = field("New password", "password-new");
  private final PasswordField again = field("New password, again", "password-again");
  private final Div failure = new Div();

  public PasswordDialog(Registry registry, SignedIn person) {
    this.registry = registry;
    this.person = person;
    setHeaderTitle("Change password");
    setWidth("24rem");
    old.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
    fresh.setHelperText("At least " + SHORTEST + " characters");
    failure.addClassNames("notice", "notice-bad");
    failure.getElement().setAttribute("role", "alert");
    TestId.on(failure, "password-failure");
    failure.setVisible(false);
    Div content = new Div(failure, old, fresh, again);
    content.addClassName("stack");
    add(content);
    Button cancel = new Button("Cancel", click -> close());
    TestId.on(cancel, "password-cancel");
    Button save = new Button("Change password", click -> save());
    TestId.on(save, "password-save");
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    getFooter().add(cancel, save);
  }

  private static PasswordField field(String label, String testId) {
    PasswordField field = new PasswordField(label);
    TestId.on(field, testId);
    field.setAutocomplete(Autocomplete.NEW_PASSWORD);
    field.setMaxLength(LONGEST);
    field.setWidthFull();
    return field;
  }

  private void save() {
    if (fresh.getValue().length() < SHORTEST) {
      refuse("The new password needs at least " + SHORTEST + " characters.");
    } else if (!fresh.getValue().equals(again.getValue())) {
      refuse("The new password and its repetition differ.");
    } else {
      change();
    }
  }

  private void change() {
    try {
      Account changed =
          registry
              .accounts()
              .changePassword(
                  person.account(), old.getValue(), fresh.getValue(), Sessions.origin());
      new SignedIn(changed, person.since()).enter(VaadinSession.getCurrent());
      close();
      Notices.done("Password changed.");
    } catch (RegistryException refused) {
      refuse(refused.getMessage() + ".");
    }
  }

  private void refuse(String sentence) {
    failure.setText(sentence);
    failure.setVisible(true);
  }
}
