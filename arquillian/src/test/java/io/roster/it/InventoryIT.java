/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static io.roster.wire.globalstore.v1.ReconcileResultKind.RECONCILE_RESULT_KIND_APPLIED;
import static io.roster.wire.globalstore.v1.ReconcileResultKind.RECONCILE_RESULT_KIND_NOOP;
import static io.roster.wire.globalstore.v1.StateChange.ChangeType.CHANGE_TYPE_ADD_REPLICA;
import static io.roster.wire.globalstore.v1.StateChange.ChangeType.CHANGE_TYPE_REMOVE_REPLICA;
import static io.roster.wire.globalstore.v1.StateChange.ChangeType.CHANGE_TYPE_UPDATE_REPLICA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.roster.it.client.Daemon;
import io.roster.it.client.Fleet;
import io.roster.it.client.Replica;
import io.roster.it.client.StateChecksum;
import io.roster.it.client.Transports;
import io.roster.it.client.Wire;
import io.roster.it.client.Worker;
import io.roster.it.product.Product;
import io.roster.it.product.Setup;
import io.roster.wire.common.v1.ByteSpaceKind;
import io.roster.wire.common.v1.ByteSpaceRef;
import io.roster.wire.common.v1.MemoryInfo;
import io.roster.wire.common.v1.MemoryType;
import io.roster.wire.common.v1.ReplicaInfo;
import io.roster.wire.common.v1.ReplicaTransportMetadata;
import io.roster.wire.common.v1.ReplicaTransportMetadata.ExportState;
import io.roster.wire.globalstore.v1.MarkReplicaUnavailableRequest;
import io.roster.wire.globalstore.v1.ReconcileRequestKind;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateResponse;
import io.roster.wire.globalstore.v1.RequestReplicaTransportResponse;
import io.roster.wire.globalstore.v1.StateChange;
import io.roster.wire.globalstore.v1.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** ReconcileWorkerState: what is added, removed and changed by an inventory, and what never is. */
@ParameterizedClass
@EnumSource(Product.class)
class InventoryIT {

  private static final Duration LONG = Duration.ofHours(1);

  private final Wire wire;
  private final Transports transports;
  private final Fleet fleet;
  private final Worker worker;
  private final Replica held;
  private final Replica another;

  InventoryIT(Product product) {
    wire = Wire.to(product.registry(Setup.PLAIN));
    transports = new Transports(wire);
    fleet = new Fleet(wire);
    worker = fleet.join();
    held = Replica.of(worker.daemon());
    another = Replica.of(worker.daemon());
  }

  @AfterEach
  void disconnect() {
    fleet.close();
    wire.close();
  }

  private ReconcileWorkerStateResponse report(ReconcileRequestKind kind, ReplicaInfo... inventory) {
    return worker.send(wire, worker.next(inventory).setRequestKind(kind));
  }

  private MemoryInfo listed(Replica replica) {
    List<MemoryInfo> found = wire.replicasOf(replica.artifact());
    assertThat(found).as("replicas of " + replica.artifact()).hasSize(1);
    return found.get(0);
  }

  private static StateChange onlyChange(ReconcileWorkerStateResponse answer) {
    assertThat(answer.getResultKind()).isEqualTo(RECONCILE_RESULT_KIND_APPLIED);
    assertThat(answer.getStateChangesList()).hasSize(1);
    return answer.getStateChanges(0);
  }

  private static void assertNoop(ReconcileWorkerStateResponse answer, long version) {
    assertThat(answer.getResultKind()).isEqualTo(RECONCILE_RESULT_KIND_NOOP);
    assertThat(answer.getStateChangesList()).isEmpty();
    assertThat(answer.getNewStateVersion()).isEqualTo(version);
  }

  private static ReplicaInfo changed(Replica replica, Consumer<ReplicaInfo.Builder> change) {
    ReplicaInfo.Builder entry = replica.entry().toBuilder();
    change.accept(entry);
    return entry.build();
  }

  // What is added

  @Test
  void what_the_registry_does_not_know_is_added_and_told_word_for_word() {
    StateChange added = onlyChange(worker.report(wire, held));

    assertThat(added.getType()).isEqualTo(CHANGE_TYPE_ADD_REPLICA);
    assertThat(added.getReason()).isEqualTo("Local replica not found in global state");
    assertThat(added.getReplicaInfo()).isEqualTo(held.entry());
    MemoryInfo info = listed(held);
    assertThat(info.getReplicaId()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(info.getNodeId()).isEqualTo(worker.daemon().node());
    assertThat(info.getNodeAddress()).isEqualTo(worker.daemon().address());
    assertThat(info.getNodePort()).isEqualTo(worker.daemon().p2pPort());
    assertThat(info.getMemorySize()).isEqualTo(held.bytes());
    assertThat(info.getMemoryType()).isEqualTo(MemoryType.MEMORY_TYPE_GPU);
    assertThat(info.getTransport()).isEqualTo(held.transport());
  }

  @Test
  void an_added_replica_can_be_fetched_as_often_at_a_time_as_it_says() {
    worker.report(wire, held.withSlots(1));

    RequestReplicaTransportResponse granted = transports.request(held.artifact());

    assertThat(granted.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(granted.getRemoteMemoryInfo().getNodeId()).isEqualTo(worker.daemon().node());
    assertThat(transports.request(held.artifact()).getStatus()).isEqualTo(Status.STATUS_TIMED_OUT);
  }

  @Test
  void an_added_replica_begins_idle_whatever_it_says() {
    ReplicaInfo busy =
        changed(held.withSlots(3), entry -> entry.getStatsBuilder().setCurrentRequests(2));
    worker.report(wire, busy);

    assertThat(transports.look(listed(held).getReplicaId()).getCurrentRequests()).isZero();
  }

  @Test
  void copies_in_other_memories_on_other_devices_and_of_other_views_are_replicas_of_their_own() {
    Replica[] all = {
      held,
      held.onDevice(1),
      held.in(MemoryType.MEMORY_TYPE_RAM),
      held.in(MemoryType.MEMORY_TYPE_DISK),
      held.ofView("view-1"),
      held.ofView("view-2")
    };

    ReconcileWorkerStateResponse answer = worker.report(wire, all);

    assertThat(answer.getStateChangesList())
        .hasSize(6)
        .allMatch(change -> change.getType() == CHANGE_TYPE_ADD_REPLICA);
    assertThat(wire.replicasOf(held.artifact()))
        .extracting(MemoryInfo::getReplicaId)
        .hasSize(6)
        .doesNotHaveDuplicates();
    assertNoop(worker.report(wire, all), 2);
  }

  @Test
  void a_memory_of_no_type_is_a_disk() {
    worker.report(wire, held.in(MemoryType.MEMORY_TYPE_UNSPECIFIED));

    assertThat(listed(held).getMemoryType()).isEqualTo(MemoryType.MEMORY_TYPE_DISK);
    assertNoop(worker.report(wire, held.in(MemoryType.MEMORY_TYPE_DISK)), 2);
  }

  @Test
  void a_view_is_known_by_its_trimmed_id_and_the_artifact_itself_has_none() {
    worker.report(wire, held.ofView("view-1"), another);
    ReplicaInfo padded =
        changed(
            held,
            entry ->
                entry
                    .getMemoryInfoBuilder()
                    .setByteSpace(
                        ByteSpaceRef.newBuilder()
                            .setKind(ByteSpaceKind.BYTE_SPACE_KIND_VIEW)
                            .setId("  view-1 ")));
    ReplicaInfo canonicalWithId =
        changed(
            another,
            entry -> entry.getMemoryInfoBuilder().getByteSpaceBuilder().setId("meaningless"));

    assertNoop(worker.report(wire, padded, canonicalWithId), 2);
    assertThat(listed(held).getByteSpace()).isEqualTo(held.ofView("view-1").byteSpace());
    assertThat(listed(another).getByteSpace().getKind())
        .isEqualTo(ByteSpaceKind.BYTE_SPACE_KIND_CANONICAL);
  }

  @Test
  void a_replica_without_a_byte_space_is_of_the_artifact_itself() {
    worker.report(wire, held);

    ReplicaInfo bare = changed(held, entry -> entry.getMemoryInfoBuilder().clearByteSpace());

    assertNoop(worker.report(wire, bare), 2);
  }

  @Test
  void of_a_replica_that_is_listed_twice_the_last_word_counts() {
    worker.report(wire, held.entry(), held.unavailable().entry());

    assertThat(wire.replicasOf(held.artifact())).hasSize(1);
    assertNoop(worker.report(wire, held.unavailable()), 2);
  }

  @Test
  void a_replica_that_an_older_worker_left_belongs_to_the_one_that_reports_it() {
    worker.report(wire, held);
    String id = listed(held).getReplicaId();
    fleet.silence(worker);
    Daemon place = worker.daemon();
    Worker successor =
        fleet.join(
            Worker.register(
                wire,
                new Daemon(
                    place.id() + "-reborn", place.node(), place.address(), place.grpcPort())));

    ReconcileWorkerStateResponse answer = successor.report(wire, held.at(successor.daemon()));

    assertThat(onlyChange(answer).getType()).isEqualTo(CHANGE_TYPE_ADD_REPLICA);
    assertThat(answer.getNewStateChecksum()).isEqualTo(StateChecksum.of(held.entry()));
    assertThat(listed(held).getReplicaId()).isEqualTo(id);
    assertThat(transports.request(held.artifact()).getStatus()).isEqualTo(Status.STATUS_OK);
  }

  // What is removed

  @Test
  void what_the_worker_no_longer_holds_is_removed() {
    worker.report(wire, held, another);
    String id = listed(held).getReplicaId();

    StateChange removed = onlyChange(worker.report(wire, another));

    assertThat(removed.getType()).isEqualTo(CHANGE_TYPE_REMOVE_REPLICA);
    assertThat(removed.getReason()).isEqualTo("Global replica not found in local state");
    assertThat(removed.getReplicaInfo().getRef().getArtifactId()).isEqualTo(held.artifact());
    assertThat(removed.getReplicaInfo().getRef().getReplicaId()).isEqualTo(id);
    assertThat(removed.getReplicaInfo().getMemoryInfo().getTransport()).isEqualTo(held.transport());
    assertThat(wire.replicasOf(held.artifact())).isEmpty();
    assertThat(wire.replicasOf(another.artifact())).hasSize(1);
  }

  @Test
  void what_comes_is_told_before_what_goes() {
    worker.report(wire, held);

    assertThat(worker.report(wire, another).getStateChangesList())
        .extracting(StateChange::getType)
        .containsExactly(CHANGE_TYPE_ADD_REPLICA, CHANGE_TYPE_REMOVE_REPLICA);
  }

  @Test
  void a_source_that_is_removed_while_it_is_fetched_from_does_not_disturb_the_end_of_the_fetch() {
    worker.report(wire, held);
    String transport = transports.hold(held.artifact());

    worker.report(wire, another);

    assertThat(transports.complete(transport)).isEqualTo(Status.STATUS_OK);
    assertThat(transports.request(held.artifact()).getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
  }

  @Test
  void an_empty_snapshot_removes_everything() {
    worker.report(wire, held, another);

    ReconcileWorkerStateResponse answer =
        report(ReconcileRequestKind.RECONCILE_REQUEST_KIND_SNAPSHOT);

    assertThat(answer.getStateChangesList())
        .hasSize(2)
        .allMatch(change -> change.getType() == CHANGE_TYPE_REMOVE_REPLICA);
    assertThat(answer.getNewStateVersion()).isEqualTo(3);
    assertThat(answer.getNewStateChecksum()).isEqualTo(StateChecksum.of());
    assertThat(wire.replicasOf(held.artifact())).isEmpty();
    assertThat(wire.replicasOf(another.artifact())).isEmpty();
  }

  @Test
  void an_empty_delta_removes_nothing() {
    worker.report(wire, held, another);

    assertNoop(report(ReconcileRequestKind.RECONCILE_REQUEST_KIND_DELTA), 2);

    assertThat(wire.replicasOf(held.artifact())).hasSize(1);
    assertThat(wire.replicasOf(another.artifact())).hasSize(1);
  }

  @Test
  void a_delta_that_lists_something_removes_the_rest_unless_it_is_younger() {
    worker.report(wire, held, another);

    ReconcileWorkerStateResponse early =
        report(
            ReconcileRequestKind.RECONCILE_REQUEST_KIND_DELTA,
            held.entry(Instant.now().minus(LONG)));
    assertNoop(early, 2);

    ReconcileWorkerStateResponse later =
        report(
            ReconcileRequestKind.RECONCILE_REQUEST_KIND_DELTA,
            held.entry(Instant.now().plus(LONG)));
    assertThat(onlyChange(later).getType()).isEqualTo(CHANGE_TYPE_REMOVE_REPLICA);
    assertThat(wire.replicasOf(another.artifact())).isEmpty();
  }

  @Test
  void a_delta_adds_and_updates_like_a_snapshot() {
    worker.report(wire, held);

    ReconcileWorkerStateResponse answer =
        report(
            ReconcileRequestKind.RECONCILE_REQUEST_KIND_DELTA,
            held.unavailable().entry(),
            another.entry());

    assertThat(answer.getStateChangesList())
        .extracting(StateChange::getType)
        .containsExactlyInAnyOrder(CHANGE_TYPE_ADD_REPLICA, CHANGE_TYPE_UPDATE_REPLICA);
  }

  @Test
  void a_replica_that_is_younger_than_the_snapshot_stays() {
    worker.report(wire, held);
    wire.register(another.registration(worker.id()));

    ReconcileWorkerStateResponse answer =
        worker.report(wire, held.entry(Instant.now().minus(LONG)));

    assertNoop(answer, 2);
    assertThat(answer.getNewStateChecksum())
        .isEqualTo(StateChecksum.of(held.entry(), another.entry()));
    assertThat(wire.replicasOf(another.artifact())).hasSize(1);
  }

  @Test
  void the_snapshot_is_as_old_as_its_oldest_entry() {
    worker.report(wire, held);
    wire.register(another.registration(worker.id()));
    Replica third = Replica.of(worker.daemon());

    ReconcileWorkerStateResponse answer =
        worker.report(
            wire, third.entry(Instant.now().plus(LONG)), held.entry(Instant.now().minus(LONG)));

    assertThat(onlyChange(answer).getType()).isEqualTo(CHANGE_TYPE_ADD_REPLICA);
    assertThat(wire.replicasOf(another.artifact())).hasSize(1);
  }

  @Test
  void an_entry_that_tells_no_time_does_not_make_the_snapshot_older() {
    worker.report(wire, held);
    wire.register(another.registration(worker.id()));
    Replica third = Replica.of(worker.daemon());

    worker.report(wire, third.entry(), held.entry(Instant.now().plus(LONG)));

    assertThat(wire.replicasOf(another.artifact())).isEmpty();
  }

  @Test
  void a_replica_that_is_older_than_the_snapshot_goes_even_right_after_an_equal_report() {
    worker.report(wire, held);
    worker.report(wire, held.entry(Instant.now().plus(LONG)));
    wire.register(another.registration(worker.id()));

    StateChange removed = onlyChange(worker.report(wire, held.entry(Instant.now().plus(LONG))));

    assertThat(removed.getType()).isEqualTo(CHANGE_TYPE_REMOVE_REPLICA);
    assertThat(removed.getReplicaInfo().getRef().getArtifactId()).isEqualTo(another.artifact());
  }

  @Test
  void an_empty_snapshot_spares_not_even_the_youngest() {
    wire.register(held.registration(worker.id()));

    report(ReconcileRequestKind.RECONCILE_REQUEST_KIND_SNAPSHOT);

    assertThat(wire.replicasOf(held.artifact())).isEmpty();
  }

  @Test
  void the_copy_on_another_node_is_another_replica() {
    worker.report(wire, held);
    ReplicaInfo elsewhere =
        changed(held, entry -> entry.getMemoryInfoBuilder().setNodeId("node-elsewhere"));

    assertThat(worker.report(wire, elsewhere).getStateChangesList())
        .extracting(StateChange::getType)
        .containsExactly(CHANGE_TYPE_ADD_REPLICA, CHANGE_TYPE_REMOVE_REPLICA);
  }

  // What is changed

  /** A replica before, what its daemon says of it now, and what the registry answers about it. */
  static Stream<Arguments> changes() {
    return Stream.of(
        change("availability", false, entry -> entry.getStatsBuilder().setIsAvailable(false)),
        change(
            "node_address",
            false,
            entry -> entry.getMemoryInfoBuilder().setNodeAddress("10.250.0.1")),
        change("node_port", false, entry -> entry.getMemoryInfoBuilder().setNodePort(61_000)),
        change("memory_size", false, entry -> entry.getMemoryInfoBuilder().setMemorySize(1)),
        change(
            "export_state",
            true,
            entry -> transportOf(entry).setExportState(ExportState.EXPORT_STATE_DRAINING)),
        change("export_generation", true, entry -> transportOf(entry).setExportGeneration(-1L)),
        change(
            "remote_memory_keys",
            true,
            entry -> transportOf(entry).clearRemoteMemoryKeys().addRemoteMemoryKeys("other")),
        change(
            "remote_memory_keys, buffer_sizes",
            true,
            entry ->
                transportOf(entry)
                    .clearBufferSizes()
                    .addRemoteMemoryKeys("second")
                    .addBufferSizes(1)
                    .addBufferSizes(Replica.BYTES - 1)),
        change(
            "verification_json",
            true,
            entry -> transportOf(entry).setVerificationJson("{\"leaf\":1}")),
        change(
            "memory_size, buffer_sizes",
            true,
            entry -> {
              entry.getMemoryInfoBuilder().setMemorySize(7);
              transportOf(entry).setBufferSizes(0, 7);
            }),
        change(
            "availability, node_address, node_port, memory_size, export_state, export_generation,"
                + " remote_memory_keys, buffer_sizes, verification_json",
            true,
            entry -> {
              entry.getStatsBuilder().setIsAvailable(false);
              entry
                  .getMemoryInfoBuilder()
                  .setNodeAddress("10.250.0.2")
                  .setNodePort(61_001)
                  .setMemorySize(9);
              transportOf(entry)
                  .setExportState(ExportState.EXPORT_STATE_DRAINING)
                  .setExportGeneration(2)
                  .setRemoteMemoryKeys(0, "other")
                  .setBufferSizes(0, 9)
                  .setVerificationJson("");
            }));
  }

  private static Arguments change(
      String fields, boolean exportable, Consumer<ReplicaInfo.Builder> change) {
    return arguments(fields, exportable, change);
  }

  private static ReplicaTransportMetadata.Builder transportOf(ReplicaInfo.Builder entry) {
    return entry.getMemoryInfoBuilder().getTransportBuilder();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void what_differs_is_updated_and_named(
      String fields, boolean exportable, Consumer<ReplicaInfo.Builder> change) {
    Replica before = exportable ? held : held.with(Replica.present());
    worker.report(wire, before);
    String id = listed(before).getReplicaId();
    ReplicaInfo after = changed(before, change);

    ReconcileWorkerStateResponse answer = worker.report(wire, after);

    StateChange updated = onlyChange(answer);
    assertThat(updated.getType()).isEqualTo(CHANGE_TYPE_UPDATE_REPLICA);
    assertThat(updated.getReason()).isEqualTo("Replica metadata changed (" + fields + ")");
    ReplicaInfo told = updated.getReplicaInfo();
    assertThat(told.getRef().getReplicaId()).isEqualTo(id);
    assertThat(told.getStats().getIsAvailable()).isEqualTo(after.getStats().getIsAvailable());
    assertSamePlaceAndContent(told.getMemoryInfo(), after.getMemoryInfo());
    assertThat(answer.getNewStateVersion()).isEqualTo(3);
    assertThat(answer.getNewStateChecksum()).isEqualTo(StateChecksum.of(after));
    MemoryInfo stored = listed(before);
    assertThat(stored.getReplicaId()).isEqualTo(id);
    assertSamePlaceAndContent(stored, after.getMemoryInfo());
    assertNoop(worker.report(wire, after), 3);
  }

  private static void assertSamePlaceAndContent(MemoryInfo actual, MemoryInfo expected) {
    assertThat(actual.getNodeAddress()).isEqualTo(expected.getNodeAddress());
    assertThat(actual.getNodePort()).isEqualTo(expected.getNodePort());
    assertThat(actual.getMemorySize()).isEqualTo(expected.getMemorySize());
    assertThat(actual.getTransport()).isEqualTo(expected.getTransport());
  }

  @Test
  void an_update_of_the_transport_is_told_in_the_old_fields_too() {
    worker.report(wire, held);
    ReplicaInfo after = changed(held, entry -> transportOf(entry).setRemoteMemoryKeys(0, "other"));

    MemoryInfo told = onlyChange(worker.report(wire, after)).getReplicaInfo().getMemoryInfo();

    assertThat(told.getRemoteMemoryKeysList()).containsExactly("other");
    assertThat(told.getBufferSizesList()).containsExactly(Replica.BYTES);
    assertThat(told.getVerificationJson()).isEqualTo("{}");
  }

  @Test
  void what_is_not_said_is_not_compared() {
    worker.report(wire, held);
    ReplicaInfo silent =
        changed(
            held,
            entry ->
                entry
                    .getMemoryInfoBuilder()
                    .clearNodeAddress()
                    .clearNodePort()
                    .clearMemorySize()
                    .clearTransport());

    assertNoop(worker.report(wire, silent), 2);

    assertThat(listed(held).getTransport()).isEqualTo(held.transport());
  }

  @Test
  void an_entry_without_transport_leaves_the_stored_one_when_something_else_changes() {
    worker.report(wire, held);

    StateChange updated = onlyChange(worker.report(wire, held.withoutTransport().unavailable()));

    assertThat(updated.getReason()).isEqualTo("Replica metadata changed (availability)");
    assertThat(listed(held).getTransport()).isEqualTo(held.transport());
  }

  @Test
  void the_old_transport_fields_are_never_read() {
    worker.report(wire, held);
    ReplicaInfo old =
        changed(
            held.withoutTransport(),
            entry ->
                entry
                    .getMemoryInfoBuilder()
                    .addRemoteMemoryKeys("old")
                    .addBufferSizes(Replica.BYTES)
                    .setVerificationJson("old"));

    assertNoop(worker.report(wire, old), 2);
  }

  @Test
  void load_and_slots_alone_are_no_change() {
    worker.report(wire, held);
    ReplicaInfo busy =
        changed(held, entry -> entry.getStatsBuilder().setMaxConcurrency(99).setCurrentRequests(1));

    assertNoop(worker.report(wire, busy), 2);
  }

  @Test
  void transports_are_compared_as_they_would_be_stored() {
    ReplicaTransportMetadata present = Replica.present().toBuilder().setExportGeneration(0).build();
    ReplicaTransportMetadata nothingToFetch =
        present.toBuilder().setExportState(ExportState.EXPORT_STATE_EXPORTABLE).build();
    ReplicaTransportMetadata keysThatDoNotFit =
        nothingToFetch.toBuilder().addRemoteMemoryKeys("key").addBufferSizes(1).build();
    worker.report(wire, held.with(present));

    assertNoop(worker.report(wire, held.with(keysThatDoNotFit)), 2);
    assertNoop(worker.report(wire, held.with(nothingToFetch)), 2);
  }

  @Test
  void an_update_takes_the_slots_and_keeps_the_load() {
    worker.report(wire, held.withSlots(2));
    transports.hold(held.artifact());

    worker.report(
        wire,
        held.withSlots(1)
            .with(Replica.exportable(Replica.BYTES).toBuilder().setExportGeneration(2).build()));

    assertThat(transports.look(listed(held).getReplicaId()).getCurrentRequests()).isEqualTo(1);
    assertThat(transports.request(held.artifact()).getStatus()).isEqualTo(Status.STATUS_TIMED_OUT);
  }

  @Test
  void a_replica_that_was_marked_unavailable_comes_back_with_the_next_report() {
    worker.report(wire, held);
    worker.report(wire, held);
    wire.runtime()
        .markReplicaUnavailable(
            MarkReplicaUnavailableRequest.newBuilder()
                .setReplicaId(listed(held).getReplicaId())
                .build());

    StateChange updated = onlyChange(worker.report(wire, held));

    assertThat(updated.getReason()).isEqualTo("Replica metadata changed (availability)");
    assertThat(transports.request(held.artifact()).getStatus()).isEqualTo(Status.STATUS_OK);
  }

  @Test
  void an_available_replica_that_its_worker_calls_unavailable_is_not_fetched_from() {
    worker.report(wire, held);

    worker.report(wire, held.unavailable());

    assertThat(transports.request(held.artifact()).getStatus()).isEqualTo(Status.STATUS_TIMED_OUT);
  }
}
