/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.action;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import io.roster.console.account.SignedIn;
import io.roster.console.registry.Registry;
import io.roster.console.ui.Notices;
import io.roster.console.ui.TestId;
import io.roster.registry.access.Role;
import io.roster.registry.command.Command;
import io.roster.registry.command.CommandState;
import io.roster.registry.platform.RegistryException;
import java.util.UUID;
import java.util.function.Supplier;

/** Takes a command back that is not finished; repeating that changes nothing. */
public final class WithdrawButton extends Div {

  private static final int SHORTEST_REASON = 5;
  private static final int LONGEST_REASON = 200;

  private final transient Registry registry;
  private final transient Supplier<UUID> command;
  private final Runnable afterwards;

  public WithdrawButton(Registry registry, Supplier<UUID> command, Runnable afterwards) {
    this.registry = registry;
    this.command = command;
    this.afterwards = afterwards;
    add(new ActionButton("Withdraw", "withdraw", Role.OPERATOR, this::ask));
  }

  private void ask() {
    Dialog dialog = new Dialog();
    TestId.on(dialog, "withdraw-dialog");
    dialog.setOverlayRole("alertdialog");
    dialog.setHeaderTitle("Withdraw the command");
    TextField reason = new TextField("Reason");
    TestId.on(reason, "withdraw-reason");
    reason.setMaxLength(LONGEST_REASON);
    reason.setWidthFull();
    dialog.add(reason);
    Button cancel = new Button("Keep it", click -> dialog.close());
    TestId.on(cancel, "withdraw-cancel");
    Button confirm = new Button("Withdraw", click -> confirmed(dialog, reason));
    TestId.on(confirm, "withdraw-confirm");
    confirm.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    dialog.getFooter().add(cancel, confirm);
    dialog.addOpenedChangeListener(
        change -> {
          if (change.isOpened()) {
            cancel.focus();
          }
        });
    dialog.open();
  }

  private void confirmed(Dialog dialog, TextField reason) {
    String why = reason.getValue().strip();
    if (why.length() < SHORTEST_REASON) {
      reason.setInvalid(true);
      reason.setErrorMessage("Say why, in at least " + SHORTEST_REASON + " characters");
      return;
    }
    try {
      Command now = registry.commands().cancel(command.get(), why, SignedIn.identity());
      dialog.close();
      tell(now);
      afterwards.run();
    } catch (RegistryException refused) {
      Notices.failed(refused.getMessage() + ".");
    }
  }

  /** Whoever finished it in the meantime was faster, and that stands. */
  private static void tell(Command now) {
    String outcome = CommandWords.title(now) + ": " + CommandWords.word(now.state());
    if (now.state() == CommandState.CANCELLED) {
      Notices.done(outcome + ".");
    } else {
      Notices.failed(outcome + ". It had ended before it could be withdrawn.");
    }
  }
}
