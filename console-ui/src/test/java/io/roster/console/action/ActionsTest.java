/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.action;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.TextField;
import io.roster.console.testing.ConsoleTest;
import io.roster.registry.command.CommandKind;
import io.roster.registry.command.CommandRequest;
import io.roster.registry.command.CommandState;
import io.roster.registry.command.Danger;
import io.roster.registry.facts.Effect;
import io.roster.registry.key.KeyMapping;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.InvalidRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each action four times: left, done, refused, and met by somebody else's change. */
class ActionsTest extends ConsoleTest {

  private static final UUID ID = UUID.fromString("5d3c8bb2-7f0e-4d6c-9a52-0a3f3d1c7e11");
  private static final KeyMapping KEY =
      new KeyMapping(
          "models/llama", "mi2:a", "", "", OptionalLong.empty(), 4, KeyMapping.Kind.ALIAS);

  private final Actions actions = new Actions(registry.asRegistry());
  private int afterwards;

  /** Everything that an operator may do. */
  enum Case {
    RESYNC(CommandKind.REQUEST_RESYNC, all -> all.resync(List.of("w-1")), "w-1"),
    DRAIN(CommandKind.DRAIN_WORKER, all -> all.drain(List.of("w-1")), "w-1"),
    RESUME(CommandKind.RESUME_WORKER, all -> all.resume(List.of("w-1")), "w-1"),
    UNREGISTER(CommandKind.FORCE_UNREGISTER, all -> all.unregister("w-1"), "w-1"),
    PREFETCH(
        CommandKind.PREFETCH_ARTIFACT,
        all -> all.prefetch(Optional.of("w-1"), Optional.of("mi2:a")),
        "w-1"),
    EVICT(CommandKind.EVICT_REPLICA, all -> all.evict(ID), ID.toString()),
    MARK_UNAVAILABLE(
        CommandKind.MARK_REPLICA_UNAVAILABLE, all -> all.markUnavailable(ID), ID.toString()),
    HAND_OVER(
        CommandKind.HAND_OVER_LEADERSHIP, all -> all.handOver(Optional.of("b")), "leadership"),
    CANCEL_TRANSPORT(CommandKind.CANCEL_TRANSPORT, all -> all.cancelTransport(ID), ID.toString()),
    SWAP_KEY(CommandKind.SWAP_KEY, all -> all.swapKey(KEY), "models/llama"),
    REVOKE_KEY(CommandKind.REVOKE_KEY, all -> all.revokeKey(KEY), "models/llama"),
    RELEASE_LEASE(CommandKind.RELEASE_LEASE, all -> all.releaseLease(3), "3");

    private final CommandKind kind;
    private final Function<Actions, Action> action;
    private final String target;

    Case(CommandKind kind, Function<Actions, Action> action, String target) {
      this.kind = kind;
      this.action = action;
      this.target = target;
    }
  }

  @BeforeEach
  void openConsole2() {
    logInAs("admin");
    open("");
    pass(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @EnumSource
  void nothing_happens_when_it_is_cancelled(Case which) {
    ask(which);
    _setValue(one(TextField.class, "action-reason"), "a good reason");

    _click(one(Button.class, "action-cancel"));

    assertThat(shown("action-dialog")).isFalse();
    assertThat(registry.requests).isEmpty();
    assertThat(afterwards).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void it_is_done_once_with_reason_and_seen_revision_and_then_followed(Case which) {
    registry.register("w-1");
    ask(which);

    confirm("  a good reason ");

    assertThat(shown("action-dialog")).isFalse();
    CommandRequest request = registry.requests.get(0);
    assertThat(registry.requests).hasSize(1);
    assertThat(request.order().kind()).isEqualTo(which.kind);
    assertThat(request.order().target()).isEqualTo(which.target);
    assertThat(request.reason()).isEqualTo("a good reason");
    assertThat(request.expectedRevision()).hasValue(1);
    assertThat(shown("follow-card")).isTrue();
    assertThat(textOf("follow-card")).contains("Audit", registry.commands.get(0).id().toString());
    assertThat(afterwards).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void a_refusal_is_told_and_nothing_is_repeated(Case which) {
    ask(which);
    registry.refuseNext(new InvalidRequest("target", "is not what it should be"));

    confirm("a good reason");

    assertThat(textOf("action-failure")).isEqualTo("target is not what it should be.");
    assertThat(shown("action-dialog")).isTrue();
    assertThat(registry.requests).isEmpty();
    assertThat(afterwards).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void what_changed_meanwhile_is_shown_and_asked_about_anew(Case which) {
    ask(which);
    registry.write("thing.changed", which.target, "null", "{}");

    confirm("a good reason");

    assertThat(textOf("action-failure")).contains("no longer as you saw it");
    assertThat(textOf("action-changes")).contains("thing.changed");
    assertThat(registry.requests).isEmpty();

    _click(one(Button.class, "action-confirm"));

    assertThat(shown("action-dialog")).isFalse();
    assertThat(registry.requests).hasSize(1);
  }

  @Test
  void a_reason_is_required() {
    ask(Case.DRAIN);

    confirm("why");

    assertThat(textOf("action-failure")).contains("at least 5");
    assertThat(registry.requests).isEmpty();
  }

  @Test
  void what_cannot_be_taken_back_wants_the_name_typed() {
    registry.facts.danger = Danger.IRREVERSIBLE;
    registry.facts.typed = Optional.of("w-1");
    ask(Case.UNREGISTER);
    assertThat(textOf("action-danger")).isEqualTo("Cannot be taken back");

    confirm("a good reason");
    assertThat(textOf("action-failure")).contains("not the target's name");
    _setValue(one(TextField.class, "action-name"), "w-1");
    _click(one(Button.class, "action-confirm"));

    assertThat(registry.requests).hasSize(1);
  }

  @Test
  void the_consequences_are_told_before() {
    registry.facts.effects =
        List.of(
            new Effect(Effect.What.LAST_COPIES_LOST, 2, List.of("mi2:a", "mi2:b")),
            new Effect(Effect.What.REPLICAS_UNAVAILABLE, 12, List.of()));
    ask(Case.UNREGISTER);

    assertThat(textOf("action-consequences"))
        .contains("2 artifacts lose their last copy: mi2:a, mi2:b")
        .contains("12 replicas become unavailable");
  }

  @Test
  void a_lost_answer_is_asked_for_again_with_the_same_key() {
    ask(Case.DRAIN);
    registry.refuseNext(new DatabaseAway(new IllegalStateException("gone")));
    confirm("a good reason");
    assertThat(textOf("action-failure")).contains("nothing is done twice");

    _click(one(Button.class, "action-confirm"));
    String key = registry.requests.get(0).idempotencyKey();

    assertThat(key).startsWith("console-");
    assertThat(registry.requests).hasSize(1);
  }

  @Test
  void of_several_targets_those_that_are_done_are_not_done_again() {
    registry.register("w-1");
    registry.register("w-2");
    ask(actions.drain(List.of("w-1", "w-2")));
    registry.refuseNext(new InvalidRequest("worker", "is shy"));

    confirm("a good reason");
    assertThat(textOf("action-results")).contains("w-1", "worker is shy", "w-2", "asked for");
    _click(one(Button.class, "action-confirm"));

    assertThat(registry.requests)
        .extracting(request -> request.order().target())
        .containsExactly("w-2", "w-1");
  }

  @Test
  void a_command_is_followed_to_its_end() {
    registry.register("w-1");
    ask(Case.RESYNC);
    confirm("a good reason");
    assertThat(textOf("follow-card")).contains("requested", "delivered", "acknowledged");

    UUID command = registry.commands.get(0).id();
    registry.advance(command, CommandState.DELIVERED, "");
    registry.write("replica.removed", ID.toString(), "{\"worker_id\":\"w-1\"}", "null");
    registry.advance(command, CommandState.DONE, "reconciled");
    pass(Duration.ofSeconds(1));

    assertThat(textOf("follow-outcome")).contains("reconciled", "1 × replica.removed");
  }

  private void ask(Case which) {
    ask(which.action.apply(actions));
    if (which == Case.SWAP_KEY) {
      _setValue(one(TextField.class, "swap-artifact"), "mi2:b");
    }
  }

  private void ask(Action action) {
    actions.ask(action, () -> afterwards++);
  }

  private static void confirm(String reason) {
    _setValue(one(TextField.class, "action-reason"), reason);
    _click(one(Button.class, "action-confirm"));
  }

  private static String textOf(String testId) {
    return one(Component.class, testId).getElement().getTextRecursively();
  }
}
