/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.accounts;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.roster.console.action.WhatChanged;
import io.roster.console.ui.Notices;
import io.roster.console.ui.TestId;
import io.roster.registry.access.Role;
import io.roster.registry.journal.JournalEntry;
import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Asks for what a change of an account needs, and why it is wanted. */
final class AccountDialog extends Dialog {

  private static final int SHORTEST_REASON = 5;
  private static final int LONGEST_REASON = 200;
  private static final int LONGEST = 256;

  private final Div failure = new Div();
  private final WhatChanged changes =
      new WhatChanged("account-changes", "The journal no longer holds it; the list shows it.");
  private final Div fields = new Div();
  private final TextField name = new TextField("Name");
  private final PasswordField password = new PasswordField("New password");
  private final Select<Role> role = new Select<>();
  private final TextField reason = new TextField("Reason");
  private final String verb;
  private transient Supplier<List<JournalEntry>> lookAgain = List::of;

  /** What was entered. */
  record Entered(String name, String password, Role role, String reason) {}

  /**
   * @param done what is told when it went well
   * @param change asks the registry
   */
  AccountDialog(String title, String verb, String done, Consumer<Entered> change) {
    this.verb = verb;
    TestId.on(this, "account-dialog");
    setHeaderTitle(title);
    setWidth("26rem");
    setOverlayRole("alertdialog");
    setCloseOnOutsideClick(false);
    failure.addClassNames("notice", "notice-bad");
    failure.getElement().setAttribute("role", "alert");
    TestId.on(failure, "account-failure");
    failure.setVisible(false);
    TestId.on(name, "account-name");
    name.setMaxLength(LONGEST);
    TestId.on(password, "account-password");
    password.setMaxLength(LONGEST);
    password.setAutocomplete(Autocomplete.NEW_PASSWORD);
    password.setHelperText("At least 12 characters");
    TestId.on(role, "account-role");
    role.setLabel("Role");
    role.setItems(Role.values());
    role.setValue(Role.VIEWER);
    role.setItemLabelGenerator(one -> one.name().toLowerCase(java.util.Locale.ROOT));
    TestId.on(reason, "account-reason");
    reason.setMaxLength(LONGEST_REASON);
    reason.setHelperText("It stays in the audit with your name");
    fields.addClassName("stack");
    fields.add(failure, changes, reason);
    add(fields);
    Button cancel = new Button("Cancel", click -> close());
    TestId.on(cancel, "account-cancel");
    Button confirm = new Button(verb);
    confirm.addClickListener(click -> confirmed(done, change));
    TestId.on(confirm, "account-confirm");
    confirm.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    getFooter().add(cancel, confirm);
    addOpenedChangeListener(
        opened -> {
          if (opened.isOpened()) {
            cancel.focus();
          }
        });
  }

  AccountDialog askingName() {
    return asking(name);
  }

  AccountDialog askingPassword() {
    return asking(password);
  }

  AccountDialog askingRole(Role present) {
    role.setValue(present);
    return asking(role);
  }

  /**
   * Calls this when the account is no longer as it was shown; from then on what it is now counts as
   * seen.
   *
   * @param look tells what happened to it meanwhile
   */
  AccountDialog onConflict(Supplier<List<JournalEntry>> look) {
    lookAgain = look;
    return this;
  }

  private AccountDialog asking(com.vaadin.flow.component.Component field) {
    fields.addComponentAtIndex(fields.getComponentCount() - 1, field);
    return this;
  }

  private void confirmed(String done, Consumer<Entered> change) {
    String why = reason.getValue().strip();
    if (why.length() < SHORTEST_REASON) {
      refuse("Say why, in at least " + SHORTEST_REASON + " characters.");
      return;
    }
    try {
      change.accept(
          new Entered(name.getValue().strip(), password.getValue(), role.getValue(), why));
      close();
      Notices.done(done);
    } catch (RegistryException refused) {
      if (refused.code() == ErrorCode.TARGET_CHANGED) {
        changes.show(lookAgain.get());
        refuse(
            refused.getMessage()
                + ". Nothing was done; to go on all the same, press "
                + verb
                + " again.");
      } else {
        refuse(refused.getMessage() + ".");
      }
    }
  }

  private void refuse(String sentence) {
    failure.setText(sentence);
    failure.setVisible(true);
  }
}
