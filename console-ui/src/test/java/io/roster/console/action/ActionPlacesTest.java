/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.action;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static com.github.mvysny.kaributesting.v10.NotificationsKt.expectNotifications;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.roster.console.testing.ConsoleTest;
import io.roster.console.testing.OneOfEach;
import io.roster.registry.command.CommandRequest;
import io.roster.registry.facts.Sync;
import io.roster.registry.facts.WorkerCondition;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where each action is offered, and that it is about what it is offered on. */
class ActionPlacesTest extends ConsoleTest {

  private static final String REPLICA = "5d3c8bb2-7f0e-4d6c-9a52-0a3f3d1c7e11";

  @BeforeEach
  void logIn() {
    logInAs("admin");
    OneOfEach.in(registry);
  }

  @ParameterizedTest
  @CsvSource({
    "workers/w-1, resync, Resync worker w-1",
    "workers/w-1, drain, Drain worker w-1",
    "workers/w-1, prefetch, Prefetch an artifact to worker w-1",
    "workers/w-1, unregister, Unregister worker w-1",
    "topology?focus=w-1, node-resync, Resync worker w-1",
    "topology?focus=w-1, node-drain, Drain worker w-1",
    "topology?focus=w-1, node-resume, Resume worker w-1",
    "artifacts/mi2:a, prefetch, Prefetch artifact mi2:a",
    "transports/" + REPLICA + ", cancel-transport, Cancel transport " + REPLICA,
    "keys/models/llama, swap-key, Swap key models/llama",
    "keys/models/llama, revoke-key, Revoke key models/llama",
    "coordinators, hand-over, Hand the leadership over to any other coordinator"
  })
  void a_button_asks_about_what_it_stands_at(String address, String button, String title) {
    look(address);

    _click(one(Button.class, button));

    assertThat(one(ActionDialog.class, "action-dialog").getHeaderTitle()).isEqualTo(title);
  }

  @ParameterizedTest
  @CsvSource({
    "replicas, evict, Evict replica " + REPLICA,
    "replicas, mark-unavailable, Mark replica " + REPLICA + " unavailable",
    "leases, release-lease, Release the lease of shard 3",
    "coordinators, hand-over-to, Hand the leadership over to coordinator-a"
  })
  void the_menu_of_a_row_asks_about_the_row(String list, String entry, String title) {
    look(list);

    chooseInFirstRow(one(Grid.class, list + "-grid"), entry);

    assertThat(one(ActionDialog.class, "action-dialog").getHeaderTitle()).isEqualTo(title);
  }

  @Test
  void a_worker_that_drains_can_be_resumed_instead() {
    registry.register("w-1", WorkerCondition.DRAINING);
    look("workers/w-1");
    assertThat(shown("drain")).isFalse();

    _click(one(Button.class, "resume"));

    assertThat(one(ActionDialog.class, "action-dialog").getHeaderTitle())
        .isEqualTo("Resume worker w-1");
  }

  @Test
  void all_that_are_stale_are_resynced_at_once_and_nobody_else() {
    registry.register("w-2", WorkerCondition.READY, Sync.STALE);
    registry.register("w-3", WorkerCondition.SILENT, Sync.STALE);
    look("workers");

    _click(one(Button.class, "resync-stale"));
    assertThat(one(ActionDialog.class, "action-dialog").getHeaderTitle())
        .isEqualTo("Resync 2 workers");
    _setValue(one(TextField.class, "action-reason"), "a good reason");
    _click(one(Button.class, "action-confirm"));

    assertThat(registry.requests)
        .extracting(CommandRequest::order)
        .extracting(order -> order.target())
        .containsExactly("w-2", "w-3");
  }

  @Test
  void where_nobody_is_stale_there_is_nothing_to_ask_about() {
    look("workers");

    _click(one(Button.class, "resync-stale"));

    assertThat(shown("action-dialog")).isFalse();
    expectNotifications("Every worker agrees with the registry; there is nothing to resync.");
  }

  @Test
  void what_is_done_to_the_chosen_waits_until_some_are_chosen() {
    look("workers");

    for (String button : new String[] {"resync-selected", "drain-selected", "resume-selected"}) {
      assertThat(one(Button.class, button).isEnabled()).as(button).isFalse();
    }
  }

  private void look(String address) {
    String[] parts = address.split("\\?", 2);
    open(parts[0], QueryParameters.fromString(parts.length > 1 ? parts[1] : ""));
    pass(Duration.ofSeconds(1));
  }
}
