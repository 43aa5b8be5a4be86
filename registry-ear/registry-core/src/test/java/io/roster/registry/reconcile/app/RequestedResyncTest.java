/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.app;

import static io.roster.registry.cluster.Workers.registration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roster.registry.cluster.app.ClusterActions;
import io.roster.registry.command.Command;
import io.roster.registry.command.CommandState;
import io.roster.registry.command.Order;
import io.roster.registry.command.app.CommandingCoordinator;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.reconcile.ReconcileRequest;
import io.roster.registry.reconcile.Reconciliation.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator asks at one coordinator, the daemon reconciles at another. */
class RequestedResyncTest {

  private final TestDatabase database = TestDatabase.clean();
  private final Daemon daemon =
      new Daemon("d1", new ClusterActions(database).register(registration("d1", 50_052)));
  private final CommandingCoordinator asked = new CommandingCoordinator("asked", database);
  private final ReconcilingCoordinator other = new ReconcilingCoordinator("other", database);

  @BeforeEach
  void lead() {
    asked.core().electing();
    await().until(asked.core().leadership()::leads);
  }

  @AfterEach
  void end() {
    asked.close();
    other.close();
  }

  @Test
  void a_reconcile_that_changes_something_is_what_was_asked_for() {
    Command command = asked.issue(Order.requestResync(daemon.worker()));
    daemon.hold("artifact");

    assertThat(other.reconcile(daemon.next()).result()).isEqualTo(Result.APPLIED);

    await().until(() -> !asked.open().wants(daemon.worker()));
    assertThat(state(command)).isEqualTo(CommandState.DONE);
  }

  @Test
  void one_that_finds_nothing_to_change_is_too() {
    daemon.hold("artifact");
    other.reconcile(daemon.next());
    Command command = asked.issue(Order.requestResync(daemon.worker()));

    assertThat(other.reconcile(daemon.next()).result()).isEqualTo(Result.NOOP);

    assertThat(state(command)).isEqualTo(CommandState.DONE);
    assertThat(asked.open().wants(daemon.worker())).isFalse();
  }

  @Test
  void a_repetition_of_an_earlier_one_is_not() {
    daemon.hold("artifact");
    ReconcileRequest earlier = daemon.next();
    other.reconcile(earlier);
    Command command = asked.issue(Order.requestResync(daemon.worker()));

    assertThat(other.reconcile(earlier).result()).isEqualTo(Result.NOOP);

    assertThat(state(command)).isEqualTo(CommandState.PENDING);
    assertThat(asked.open().wants(daemon.worker())).isTrue();
  }

  private CommandState state(Command command) {
    asked.runJobs();
    return asked.registry().find(command.id()).state();
  }
}
