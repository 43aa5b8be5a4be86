/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.action;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import io.roster.console.account.SignedIn;
import io.roster.console.ui.TestId;
import io.roster.registry.access.Role;
import java.util.Locale;

/** Opens an action's dialog. Whoever may not do it sees the button, disabled, and why. */
public final class ActionButton extends Button {

  private final Role needs;

  public ActionButton(String label, String testId, Role needs, Runnable open) {
    super(label, click -> open.run());
    this.needs = needs;
    TestId.on(this, testId);
    addThemeVariants(ButtonVariant.LUMO_SMALL);
    offer(true);
    if (!SignedIn.may(needs)) {
      String reason = refusal(needs);
      getElement().setAttribute("title", reason).setAttribute("aria-description", reason);
    }
  }

  /** Enables it where it makes sense, for those who may use it. */
  public void offer(boolean sensible) {
    setEnabled(sensible && SignedIn.may(needs));
  }

  static String refusal(Role needs) {
    return "This needs the role "
        + needs.name().toLowerCase(Locale.ROOT)
        + ": ask an administrator";
  }
}
