/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.action;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.TextField;
import io.roster.console.testing.ConsoleTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActionRolesTest extends ConsoleTest {

  @Test
  void a_viewer_sees_the_buttons_disabled_and_why() {
    logInAs("vera");
    registry.register("w-1");
    open("workers/w-1");

    assertThat(one(Button.class, "resync").isEnabled()).isFalse();
    assertThat(one(Button.class, "resync").getElement().getAttribute("title"))
        .isEqualTo("This needs the role operator: ask an administrator");
  }

  @Test
  void an_operator_may_drain_but_not_unregister() {
    logInAs("olga");
    registry.register("w-1");
    open("workers/w-1");

    assertThat(one(Button.class, "drain").isEnabled()).isTrue();
    assertThat(one(Button.class, "unregister").isEnabled()).isFalse();
  }

  @Test
  void the_service_refuses_whoever_reaches_the_dialog_all_the_same() {
    logInAs("vera");
    registry.register("w-1");
    open("workers/w-1");
    Actions actions = new Actions(registry.asRegistry());
    actions.ask(actions.drain(List.of("w-1")), () -> {});
    _setValue(one(TextField.class, "action-reason"), "a good reason");
    _click(one(Button.class, "action-confirm"));

    assertThat(one(Component.class, "action-failure").getElement().getTextRecursively())
        .contains("user:vera may not");
    assertThat(registry.requests).isEmpty();
  }
}
