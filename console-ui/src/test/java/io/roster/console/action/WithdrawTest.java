/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.action;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static com.github.mvysny.kaributesting.v10.NotificationsKt.expectNoNotifications;
import static com.github.mvysny.kaributesting.v10.NotificationsKt.expectNotifications;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.TextField;
import io.roster.console.testing.ConsoleTest;
import io.roster.registry.access.Identity;
import io.roster.registry.access.Role;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.command.Command;
import io.roster.registry.command.CommandRequest;
import io.roster.registry.command.CommandState;
import io.roster.registry.command.Order;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.Overloaded;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Taking a command back: left, done, refused, and met by its end. */
class WithdrawTest extends ConsoleTest {

  private Command command;

  @BeforeEach
  void openCommand() {
    logInAs("admin");
    registry.register("w-1");
    command =
        registry.issue(
            new CommandRequest(
                Order.requestResync(new WorkerId("w-1")),
                "a good reason",
                "key",
                OptionalLong.empty(),
                CommandRequest.USUAL_LIMIT),
            new Identity(Actor.user("ann"), Set.of(Role.OPERATOR), "10.0.0.9"));
    open("commands/" + command.id());
    pass(Duration.ofSeconds(1));
    _click(one(Button.class, "withdraw"));
  }

  @Test
  void nothing_happens_when_it_is_kept() {
    _setValue(one(TextField.class, "withdraw-reason"), "it was a mistake");

    _click(one(Button.class, "withdraw-cancel"));

    assertThat(shown("withdraw-dialog")).isFalse();
    assertThat(state()).isEqualTo(CommandState.PENDING);
    expectNoNotifications();
  }

  @Test
  void it_is_withdrawn_with_its_reason_and_cannot_be_withdrawn_again() {
    withdraw("  it was a mistake ");

    assertThat(shown("withdraw-dialog")).isFalse();
    assertThat(state()).isEqualTo(CommandState.CANCELLED);
    assertThat(registry.find(command.id()).detail()).isEqualTo("it was a mistake");
    assertThat(shown("withdraw")).isFalse();
    expectNotifications("Resync worker w-1: cancelled.");
  }

  @Test
  void a_refusal_is_told_and_the_command_goes_on() {
    registry.refuseNext(new Overloaded("the withdrawal"));

    withdraw("it was a mistake");

    assertThat(shown("withdraw-dialog")).isTrue();
    assertThat(state()).isEqualTo(CommandState.PENDING);
    expectNotifications(
        "The coordinator is busy: the withdrawal was not begun; try again, or try another one.");
  }

  @Test
  void a_command_that_ended_meanwhile_stays_as_it_ended_and_that_is_told() {
    registry.advance(command.id(), CommandState.DONE, "reconciled");

    withdraw("it was a mistake");

    assertThat(state()).isEqualTo(CommandState.DONE);
    assertThat(shown("withdraw")).isFalse();
    expectNotifications("Resync worker w-1: done. It had ended before it could be withdrawn.");
  }

  @Test
  void a_reason_is_required() {
    withdraw("why");

    assertThat(one(TextField.class, "withdraw-reason").isInvalid()).isTrue();
    assertThat(state()).isEqualTo(CommandState.PENDING);
  }

  private CommandState state() {
    return registry.find(command.id()).state();
  }

  private static void withdraw(String reason) {
    _setValue(one(TextField.class, "withdraw-reason"), reason);
    _click(one(Button.class, "withdraw-confirm"));
  }
}
