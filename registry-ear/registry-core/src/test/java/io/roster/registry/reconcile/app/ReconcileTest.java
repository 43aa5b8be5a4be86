/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.app;

import static io.roster.registry.cluster.Workers.registration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.registry.cluster.UnknownWorker;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.Workers;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.reconcile.InventoryEntry;
import io.roster.registry.reconcile.ReconcileRequest;
import io.roster.registry.reconcile.ReconcileRequest.Kind;
import io.roster.registry.reconcile.Reconciliation;
import io.roster.registry.reconcile.Reconciliation.Result;
import io.roster.registry.reconcile.StateChange;
import io.roster.registry.replica.ExportState;
import io.roster.registry.replica.ReplicaExport;
import io.roster.registry.replica.ReplicaPlace;
import io.roster.registry.replica.ReplicaView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconcileTest {

  private final TestDatabase database = TestDatabase.clean();
  private final Daemon daemon =
      new Daemon("d1", Workers.actions(database).register(registration("d1", 50_052)));
  private final ReconcilingCoordinator a = new ReconcilingCoordinator("a", database);
  private final ReconcilingCoordinator b = new ReconcilingCoordinator("b", database);

  @AfterEach
  void end() {
    a.close();
    b.close();
  }

  @Test
  void what_the_worker_holds_and_the_registry_did_not_know_is_added() {
    daemon.hold("x");
    daemon.hold("y");

    Reconciliation outcome = a.reconcile(daemon.next());

    assertThat(outcome.result()).isEqualTo(Result.APPLIED);
    assertThat(outcome.stateVersion()).isEqualTo(2);
    assertThat(outcome.stateChecksum()).isEqualTo(daemon.checksum());
    assertThat(outcome.changes())
        .containsExactly(new StateChange.Added(0), new StateChange.Added(1));
    assertThat(a.held(daemon)).containsExactlyInAnyOrder("x", "y");
    assertThat(
            database.text("select string_agg(artifact_id, ' ' order by artifact_id) from artifact"))
        .as("the artifacts that are known then")
        .isEqualTo("x y");
    assertThat(database.text("select state_checksum from worker_reconcile"))
        .isEqualTo(daemon.checksum());
  }

  @Test
  void what_it_no_longer_holds_is_removed_with_its_load() {
    hold("x", "y");
    database.execute(
        "insert into replica_counter select replica_id, 1, now() from replica where artifact_id = 'y'");
    daemon.drop("y");

    Reconciliation outcome = b.reconcile(daemon.next());

    assertThat(outcome.changes()).singleElement().isInstanceOf(StateChange.Removed.class);
    assertThat(outcome.changes().get(0).reason())
        .isEqualTo("Global replica not found in local state");
    assertThat(database.text("select count(*) from replica_counter")).isEqualTo("0");
    assertThat(b.held(daemon)).containsExactly("x");
  }

  @Test
  void what_it_knows_differently_is_updated_and_the_reason_names_the_differences() {
    hold("x");
    ReplicaExport export =
        new ReplicaExport(ExportState.EXPORTABLE, 2, List.of("k"), List.of(100L), "{}");
    daemon.hold("x", false, Optional.of(export));

    Reconciliation outcome = a.reconcile(daemon.next());

    StateChange.Updated updated = (StateChange.Updated) outcome.changes().get(0);
    assertThat(updated.reason())
        .isEqualTo(
            "Replica metadata changed (availability, export_state, export_generation,"
                + " remote_memory_keys, buffer_sizes, verification_json)");
    assertThat(updated.transportChanged()).isTrue();
    assertThat(updated.now().export()).isEqualTo(export);
    assertThat(outcome.stateChecksum()).isEqualTo(daemon.checksum());
  }

  @Test
  void nothing_that_differs_changes_no_version_and_writes_no_entry() {
    hold("x");
    String revision = database.text("select revision from journal_head");

    assertThat(a.reconcile(daemon.next()).result()).isEqualTo(Result.NOOP);
    assertThat(b.reconcile(daemon.next()).result()).isEqualTo(Result.NOOP);

    assertThat(database.text("select revision from journal_head")).isEqualTo(revision);
    assertThat(database.text("select request_seq from worker_reconcile")).isEqualTo("3");
  }

  @Test
  void a_request_that_comes_again_on_another_coordinator_is_a_replay() {
    daemon.hold("x");
    ReconcileRequest request = daemon.next();
    Reconciliation first = a.reconcile(request);

    Reconciliation second = b.reconcile(request);

    assertThat(second.result()).isEqualTo(Result.NOOP);
    assertThat(second.stateVersion()).isEqualTo(first.stateVersion());
    assertThat(second.stateChecksum()).isEqualTo(first.stateChecksum());
    assertThat(second.changes()).isEmpty();
  }

  @Test
  void an_agreement_that_another_coordinator_has_overtaken_is_not_relied_on() {
    hold("x");
    a.reconcile(daemon.next());
    daemon.hold("y");
    b.reconcile(daemon.next());
    daemon.drop("y");

    Reconciliation outcome = a.reconcile(daemon.next());

    assertThat(outcome.result()).isEqualTo(Result.APPLIED);
    assertThat(a.held(daemon)).containsExactly("x");
  }

  @Test
  void an_inventory_that_is_as_before_but_a_replica_that_is_not_is_compared() {
    hold("x");
    a.reconcile(daemon.next());
    database.execute("update replica set is_available = false, updated_at = clock_timestamp()");

    Reconciliation outcome = a.reconcile(daemon.next());

    assertThat(outcome.result()).isEqualTo(Result.APPLIED);
    assertThat(outcome.stateChecksum()).isEqualTo(daemon.checksum());
  }

  @Test
  void a_request_that_overtook_another_is_to_come_later() {
    daemon.next();

    Reconciliation outcome = a.reconcile(daemon.next());

    assertThat(outcome.result()).isEqualTo(Result.RETRY_LATER);
    assertThat(outcome.retryAfter().toMillis()).isEqualTo(100);
  }

  @Test
  void another_daemon_gets_the_whole_view_and_changes_nothing() {
    hold("x");
    ReconcileRequest next = daemon.next();

    Reconciliation outcome =
        a.reconcile(
            new ReconcileRequest(
                next.worker(), "d2", next.generation(), next.requestSeq(), next.kind(), List.of()));

    assertThat(outcome.result()).isEqualTo(Result.REBASE_REQUIRED);
    assertThat(outcome.expected())
        .extracting(replica -> replica.place().artifactId())
        .containsExactly("x");
    assertThat(a.reconcile(next).result()).isEqualTo(Result.NOOP);
  }

  @Test
  void an_empty_snapshot_removes_everything_and_an_empty_delta_nothing() {
    hold("x");

    assertThat(a.reconcile(daemon.next(Kind.DELTA, List.of())).result()).isEqualTo(Result.NOOP);
    assertThat(a.held(daemon)).containsExactly("x");

    assertThat(a.reconcile(daemon.next(Kind.SNAPSHOT, List.of())).result())
        .isEqualTo(Result.APPLIED);
    assertThat(a.held(daemon)).isEmpty();
  }

  @Test
  void a_replica_that_was_registered_after_the_snapshot_is_kept() {
    hold("x", "late");
    InventoryEntry early = Objects.requireNonNull(daemon.held().get("x"));
    InventoryEntry taken =
        new InventoryEntry(
            early.place(),
            100,
            4,
            true,
            Optional.empty(),
            Optional.of(Instant.parse("2020-01-01T00:00:00Z")));

    assertThat(a.reconcile(daemon.next(Kind.SNAPSHOT, List.of(taken))).result())
        .isEqualTo(Result.NOOP);
    assertThat(a.held(daemon)).containsExactlyInAnyOrder("x", "late");
  }

  @Test
  void of_two_entries_for_one_replica_the_last_counts() {
    InventoryEntry first = entry("x", true);
    InventoryEntry last = entry("x", false);

    Reconciliation outcome = a.reconcile(daemon.next(Kind.SNAPSHOT, List.of(first, last)));

    assertThat(outcome.changes()).containsExactly(new StateChange.Added(1));
    assertThat(a.replicas(daemon)).extracting(ReplicaView::available).containsExactly(false);
  }

  @Test
  void a_replica_that_moves_takes_the_place_that_a_former_worker_left() {
    hold("x");
    ReplicaPlace place = daemon.place("x");
    database.execute(
        """
        insert into replica (replica_id, artifact_id, node_id, node_address, node_port, memory_size, memory_type,
          device_id, max_concurrency, is_available, export_state, export_generation, worker_id, created_at, updated_at)
        values (gen_random_uuid(), 'x', '%s', '10.0.0.9', 65090, 10, 'GPU', 0, 1, false, 'PRESENCE_ONLY', 0, 'gone',
          now(), now())
        """
            .formatted(place.nodeId()));
    InventoryEntry moved =
        new InventoryEntry(
            new ReplicaPlace("x", "", place.nodeId(), "10.0.0.9", 65_090, place.memoryType(), 0),
            100,
            4,
            true,
            Optional.empty(),
            Optional.empty());

    Reconciliation outcome = a.reconcile(daemon.next(Kind.SNAPSHOT, List.of(moved)));

    assertThat(outcome.changes().get(0).reason())
        .isEqualTo("Replica metadata changed (node_address)");
    assertThat(database.text("select string_agg(worker_id, ',') from replica"))
        .isEqualTo(daemon.worker().value());
  }

  @Test
  void a_large_inventory_is_reconciled_as_a_small_one() {
    List<InventoryEntry> many = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      many.add(entry("artifact-" + i, true));
    }

    assertThat(a.reconcile(daemon.next(Kind.SNAPSHOT, many)).changes()).hasSize(3_000);
    assertThat(b.reconcile(daemon.next(Kind.SNAPSHOT, many)).result()).isEqualTo(Result.NOOP);
    assertThat(b.reconcile(daemon.next(Kind.SNAPSHOT, many)).result()).isEqualTo(Result.NOOP);
    assertThat(database.text("select count(*) from journal where kind = 'replica.registered'"))
        .isEqualTo("3000");
  }

  @Test
  void an_unknown_worker_is_told_so_and_a_bad_name_changes_nothing() {
    assertThatThrownBy(
            () ->
                a.reconcile(
                    new ReconcileRequest(
                        new WorkerId("nobody"), "", 1, 1, Kind.SNAPSHOT, List.of())))
        .isInstanceOf(UnknownWorker.class);
    assertThatThrownBy(
            () -> a.reconcile(daemon.next(Kind.SNAPSHOT, List.of(entry("bad\u0000id", true)))))
        .isInstanceOf(InvalidRequest.class);
    assertThat(database.text("select request_seq from worker_reconcile")).isEqualTo("0");
  }

  private InventoryEntry entry(String artifact, boolean available) {
    return new InventoryEntry(
        daemon.place(artifact), 100, 4, available, Optional.empty(), Optional.empty());
  }

  private void hold(String... artifacts) {
    for (String artifact : artifacts) {
      daemon.hold(artifact);
    }
    assertThat(a.reconcile(daemon.next()).result()).isEqualTo(Result.APPLIED);
  }
}
