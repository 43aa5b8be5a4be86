/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static io.roster.it.client.Wire.statusOf;
import static io.roster.wire.globalstore.v1.ReconcileResultKind.RECONCILE_RESULT_KIND_APPLIED;
import static io.roster.wire.globalstore.v1.ReconcileResultKind.RECONCILE_RESULT_KIND_IGNORED_STALE;
import static io.roster.wire.globalstore.v1.ReconcileResultKind.RECONCILE_RESULT_KIND_NOOP;
import static io.roster.wire.globalstore.v1.ReconcileResultKind.RECONCILE_RESULT_KIND_REBASE_REQUIRED;
import static io.roster.wire.globalstore.v1.ReconcileResultKind.RECONCILE_RESULT_KIND_RETRY_LATER;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.roster.it.client.Fleet;
import io.roster.it.client.Replica;
import io.roster.it.client.StateChecksum;
import io.roster.it.client.Wire;
import io.roster.it.client.Worker;
import io.roster.it.product.Product;
import io.roster.it.product.Setup;
import io.roster.wire.common.v1.ReplicaInfo;
import io.roster.wire.globalstore.v1.ReconcileRequestKind;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateRequest;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * ReconcileWorkerState: which report is taken, which is late, which came too early. What an
 * inventory that is taken changes is {@link InventoryIT}'s.
 */
@ParameterizedClass
@EnumSource(Product.class)
class ReconcileIT {

  private static final long LARGEST = -1L;

  private final Wire wire;
  private final Fleet fleet;
  private final Worker worker;
  private final Replica held;
  private final Replica another;

  ReconcileIT(Product product) {
    wire = Wire.to(product.registry(Setup.PLAIN));
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

  private ReconcileWorkerStateResponse send(ReconcileWorkerStateRequest.Builder report) {
    return wire.runtime().reconcileWorkerState(report.build());
  }

  /** That the registry's cursor and state are where the last taken report left them. */
  private void assertStillAt(long version, ReplicaInfo... inventory) {
    ReconcileWorkerStateResponse answer = worker.report(wire, inventory);

    assertThat(answer.getResultKind())
        .as("the next number is taken, and it changes nothing")
        .isEqualTo(RECONCILE_RESULT_KIND_NOOP);
    assertState(answer, version, inventory);
  }

  private static void assertState(
      ReconcileWorkerStateResponse answer, long version, ReplicaInfo... inventory) {
    assertThat(answer.getNewStateVersion()).isEqualTo(version);
    assertThat(answer.getNewStateChecksum()).isEqualTo(StateChecksum.of(inventory));
  }

  private static void assertNothingChanged(ReconcileWorkerStateResponse answer) {
    assertThat(answer.getStateChangesList()).isEmpty();
    assertThat(answer.getExpectedReplicasList()).isEmpty();
  }

  @Test
  void a_first_report_is_applied_and_counts_as_a_version() {
    ReconcileWorkerStateResponse answer = worker.report(wire, held);

    assertThat(answer.getResultKind()).isEqualTo(RECONCILE_RESULT_KIND_APPLIED);
    assertThat(answer.getRetryAfterMs()).isZero();
    assertThat(answer.getExpectedReplicasList()).isEmpty();
    assertState(answer, 2, held.entry());
  }

  @Test
  void each_applied_report_is_one_version_more() {
    worker.report(wire, held);
    worker.report(wire, held, another);

    ReconcileWorkerStateResponse answer = worker.report(wire, another);

    assertThat(answer.getResultKind()).isEqualTo(RECONCILE_RESULT_KIND_APPLIED);
    assertState(answer, 4, another.entry());
    assertThat(wire.find(worker.id()).orElseThrow().getStateVersion()).isEqualTo(4);
  }

  @Test
  void a_worker_that_holds_nothing_has_nothing_to_apply() {
    ReconcileWorkerStateResponse answer = worker.report(wire, new ReplicaInfo[0]);

    assertThat(answer.getResultKind()).isEqualTo(RECONCILE_RESULT_KIND_NOOP);
    assertNothingChanged(answer);
    assertState(answer, 1);
  }

  @Test
  void the_same_inventory_under_the_next_number_changes_nothing_and_moves_the_cursor() {
    worker.report(wire, held);
    ReconcileWorkerStateRequest.Builder second = worker.next(held.entry());

    ReconcileWorkerStateResponse answer = worker.send(wire, second);

    assertThat(answer.getResultKind()).isEqualTo(RECONCILE_RESULT_KIND_NOOP);
    assertNothingChanged(answer);
    assertState(answer, 2, held.entry());
    assertThat(worker.report(wire, held, another).getResultKind())
        .as("the number after it")
        .isEqualTo(RECONCILE_RESULT_KIND_APPLIED);
    assertThat(send(second).getResultKind()).isEqualTo(RECONCILE_RESULT_KIND_IGNORED_STALE);
  }

  @Test
  void the_order_of_an_inventory_does_not_matter() {
    worker.report(wire, held, another);

    assertThat(worker.report(wire, another, held).getResultKind())
        .isEqualTo(RECONCILE_RESULT_KIND_NOOP);
  }

  @Test
  void a_doubled_report_is_answered_without_a_second_change() {
    ReconcileWorkerStateRequest.Builder report = worker.next(held.entry());
    worker.send(wire, report);

    ReconcileWorkerStateResponse again = send(report);

    assertThat(again.getResultKind()).isEqualTo(RECONCILE_RESULT_KIND_NOOP);
    assertNothingChanged(again);
    assertState(again, 2, held.entry());
  }

  @Test
  void a_number_that_is_done_with_changes_nothing_whatever_comes_under_it() {
    worker.report(wire, held);

    ReconcileWorkerStateResponse again =
        send(worker.next(another.entry()).setRequestSeq(worker.acknowledged()));

    assertThat(again.getResultKind()).isEqualTo(RECONCILE_RESULT_KIND_NOOP);
    assertNothingChanged(again);
    assertThat(wire.replicasOf(held.artifact())).hasSize(1);
    assertThat(wire.replicasOf(another.artifact())).isEmpty();
    assertStillAt(2, held.entry());
  }

  @Test
  void number_zero_is_the_registration_itself() {
    ReconcileWorkerStateResponse answer = send(worker.next(held.entry()).setRequestSeq(0));

    assertThat(answer.getResultKind()).isEqualTo(RECONCILE_RESULT_KIND_NOOP);
    assertNothingChanged(answer);
    assertThat(answer.getNewStateVersion()).isEqualTo(1);
    assertThat(wire.replicasOf(held.artifact())).isEmpty();
  }

  @Test
  void a_late_report_is_stale() {
    ReconcileWorkerStateRequest.Builder late = worker.next(another.entry());
    worker.report(wire, held);
    worker.report(wire, held);

    ReconcileWorkerStateResponse answer = send(late);

    assertThat(answer.getResultKind()).isEqualTo(RECONCILE_RESULT_KIND_IGNORED_STALE);
    assertNothingChanged(answer);
    assertState(answer, 2, held.entry());
    assertThat(wire.replicasOf(another.artifact())).isEmpty();
    assertStillAt(2, held.entry());
  }

  @Test
  void a_report_of_an_older_generation_is_stale_whatever_its_number() {
    ReconcileWorkerStateRequest.Builder older = worker.next(another.entry());
    worker.report(wire, held);
    worker.registerAgain(wire);

    for (long number : new long[] {0, 1, 2, 50, LARGEST}) {
      ReconcileWorkerStateResponse answer = send(older.setRequestSeq(number));
      assertThat(answer.getResultKind())
          .as("number " + Long.toUnsignedString(number))
          .isEqualTo(RECONCILE_RESULT_KIND_IGNORED_STALE);
      assertNothingChanged(answer);
      assertState(answer, 2, held.entry());
    }
    assertStillAt(2, held.entry());
  }

  @Test
  void generation_zero_is_older_than_the_first() {
    assertThat(send(worker.next(held.entry()).setGeneration(0)).getResultKind())
        .isEqualTo(RECONCILE_RESULT_KIND_IGNORED_STALE);
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, LARGEST})
  void a_report_of_a_generation_that_was_not_opened_is_rebased(long generation) {
    worker.report(wire, held);

    ReconcileWorkerStateResponse answer =
        send(worker.next(another.entry()).setGeneration(generation));

    assertThat(answer.getResultKind()).isEqualTo(RECONCILE_RESULT_KIND_REBASE_REQUIRED);
    assertThat(answer.getStateChangesList()).isEmpty();
    assertThat(answer.getExpectedReplicasList())
        .extracting(expected -> expected.getRef().getArtifactId())
        .containsExactly(held.artifact());
    assertState(answer, 2, held.entry());
    assertStillAt(2, held.entry());
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, LARGEST})
  void a_number_that_skips_one_has_to_come_later(long number) {
    worker.report(wire, held);

    ReconcileWorkerStateResponse answer = send(worker.next(another.entry()).setRequestSeq(number));

    assertThat(answer.getResultKind()).isEqualTo(RECONCILE_RESULT_KIND_RETRY_LATER);
    assertThat(answer.getRetryAfterMs()).isEqualTo(100);
    assertNothingChanged(answer);
    assertState(answer, 2, held.entry());
    assertThat(wire.replicasOf(another.artifact())).isEmpty();
    assertStillAt(2, held.entry());
  }

  @Test
  void another_daemons_report_is_rebased() {
    worker.report(wire, held);

    ReconcileWorkerStateResponse answer =
        send(worker.next(another.entry()).setDaemonId("somebody-else"));

    assertThat(answer.getResultKind()).isEqualTo(RECONCILE_RESULT_KIND_REBASE_REQUIRED);
    assertThat(answer.getExpectedReplicasList()).hasSize(1);
    assertState(answer, 2, held.entry());
    assertThat(wire.replicasOf(another.artifact())).isEmpty();
    assertStillAt(2, held.entry());
  }

  @Test
  void who_reports_is_looked_at_before_what() {
    worker.report(wire, held);

    assertThat(
            send(worker.next(held.entry()).setDaemonId("somebody-else").setGeneration(0))
                .getResultKind())
        .as("an older generation")
        .isEqualTo(RECONCILE_RESULT_KIND_REBASE_REQUIRED);
    assertThat(
            send(worker.next(held.entry()).setDaemonId("somebody-else").setRequestSeq(50))
                .getResultKind())
        .as("a number too high")
        .isEqualTo(RECONCILE_RESULT_KIND_REBASE_REQUIRED);
  }

  @Test
  void a_report_need_not_name_its_daemon() {
    assertThat(worker.send(wire, worker.next(held.entry()).setDaemonId("")).getResultKind())
        .isEqualTo(RECONCILE_RESULT_KIND_APPLIED);
  }

  @Test
  void blanks_around_the_daemons_name_do_not_matter() {
    String padded = "  " + worker.daemon().id() + "\t";

    assertThat(worker.send(wire, worker.next(held.entry()).setDaemonId(padded)).getResultKind())
        .isEqualTo(RECONCILE_RESULT_KIND_APPLIED);
  }

  @Test
  void a_rebase_carries_the_whole_picture_of_the_registry() {
    Replica view = another.ofView("view-7").unavailable().withSlots(5);
    worker.report(wire, held, view);

    ReconcileWorkerStateResponse answer = send(worker.next().setGeneration(99));

    assertThat(answer.getExpectedReplicasList()).hasSize(2);
    assertExpected(answer, held);
    assertExpected(answer, view);
  }

  private void assertExpected(ReconcileWorkerStateResponse answer, Replica replica) {
    ReplicaInfo expected =
        answer.getExpectedReplicasList().stream()
            .filter(each -> each.getRef().getArtifactId().equals(replica.artifact()))
            .findFirst()
            .orElseThrow();
    String id = wire.replicasOf(replica.artifact()).get(0).getReplicaId();
    assertThat(expected.getRef().getReplicaId()).isEqualTo(id);
    assertThat(expected.getMemoryInfo().getReplicaId()).isEqualTo(id);
    assertThat(expected.getMemoryInfo().getNodeId()).isEqualTo(worker.daemon().node());
    assertThat(expected.getMemoryInfo().getNodeAddress()).isEqualTo(worker.daemon().address());
    assertThat(expected.getMemoryInfo().getNodePort()).isEqualTo(worker.daemon().p2pPort());
    assertThat(expected.getMemoryInfo().getMemorySize()).isEqualTo(replica.bytes());
    assertThat(expected.getMemoryInfo().getMemoryType()).isEqualTo(replica.memory());
    assertThat(expected.getMemoryInfo().getDeviceId()).isEqualTo(replica.device());
    assertThat(expected.getMemoryInfo().getTransport()).isEqualTo(replica.transport());
    assertThat(expected.getMemoryInfo().getByteSpace()).isEqualTo(replica.byteSpace());
    assertThat(expected.getStats().getMaxConcurrency()).isEqualTo(replica.slots());
    assertThat(expected.getStats().getCurrentRequests()).isZero();
    assertThat(expected.getStats().getIsAvailable()).isEqualTo(replica.available());
    assertThat(Instant.ofEpochSecond(expected.getStats().getRegisteredTs().getSeconds()))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
  }

  @Test
  void a_report_of_nobody_is_fatal() {
    assertThat(statusOf(() -> send(worker.next(held.entry()).setWorkerId("nobody"))).getCode())
        .isEqualTo(Code.NOT_FOUND);
    assertThat(statusOf(() -> send(worker.next(held.entry()).setWorkerId(""))).getCode())
        .isEqualTo(Code.NOT_FOUND);
    assertThat(wire.replicasOf(held.artifact())).isEmpty();
  }

  @Test
  void a_report_of_a_worker_that_left_is_fatal_even_when_it_was_answered_before() {
    ReconcileWorkerStateRequest.Builder report = worker.next(held.entry());
    worker.send(wire, report);
    fleet.silence(worker);
    wire.unregister(worker.id());

    assertThat(statusOf(() -> send(report)).getCode()).isEqualTo(Code.NOT_FOUND);
    assertThat(statusOf(() -> worker.report(wire, held)).getCode()).isEqualTo(Code.NOT_FOUND);
  }

  @Test
  void a_replica_id_that_is_none_is_fatal() {
    ReplicaInfo.Builder entry = held.entry().toBuilder();
    entry.getRefBuilder().setReplicaId("not-a-uuid");

    assertThat(statusOf(() -> send(worker.next(entry.build()))).getCode())
        .isEqualTo(Code.NOT_FOUND);
    assertThat(wire.replicasOf(held.artifact())).isEmpty();
    assertStillAt(1);
  }

  @Test
  void a_registration_opens_a_generation_and_keeps_the_state_of_a_worker_that_was_there() {
    worker.report(wire, held);

    assertThat(worker.registerAgain(wire).getExpectedStateVersion()).isEqualTo(2);

    assertThat(worker.generation()).isEqualTo(2);
    assertStillAt(2, held.entry());
  }

  @Test
  void a_worker_that_left_and_came_back_starts_its_state_anew() {
    worker.report(wire, held);
    wire.unregister(worker.id());

    assertThat(worker.registerAgain(wire).getExpectedStateVersion()).isEqualTo(1);

    ReconcileWorkerStateResponse answer = worker.report(wire, held);
    assertThat(answer.getResultKind())
        .as("its replica had become unavailable")
        .isEqualTo(RECONCILE_RESULT_KIND_APPLIED);
    assertState(answer, 2, held.entry());
  }

  @Test
  void a_report_of_no_kind_is_a_snapshot() {
    worker.report(wire, held);

    ReconcileWorkerStateResponse answer =
        worker.send(
            wire,
            worker.next().setRequestKind(ReconcileRequestKind.RECONCILE_REQUEST_KIND_UNSPECIFIED));

    assertThat(answer.getResultKind()).isEqualTo(RECONCILE_RESULT_KIND_APPLIED);
    assertState(answer, 3);
    assertThat(wire.replicasOf(held.artifact())).isEmpty();
  }

  @Test
  void one_workers_report_says_nothing_about_anothers_replicas() {
    Worker neighbour = fleet.join();
    Replica same = held.at(neighbour.daemon());
    neighbour.report(wire, same);
    worker.report(wire, held);

    assertState(worker.report(wire, new ReplicaInfo[0]), 3);

    assertThat(wire.replicasOf(held.artifact()))
        .extracting(info -> info.getNodeId())
        .containsExactly(neighbour.daemon().node());
  }

  @Test
  void a_beat_after_a_report_is_in_agreement() {
    ReconcileWorkerStateResponse answer = worker.report(wire, held, another);

    assertThat(
            wire.runtime()
                .workerHeartbeat(
                    worker
                        .beat(answer.getNewStateVersion(), answer.getNewStateChecksum())
                        .addRegisteredArtifactIds(held.artifact())
                        .addRegisteredArtifactIds(another.artifact())
                        .build()))
        .satisfies(
            beat -> {
              assertThat(beat.getStateSyncRequired()).isFalse();
              assertThat(beat.getExpectedStateVersion()).isEqualTo(2);
              assertThat(beat.getObsoleteReplicasList()).isEmpty();
            });
  }

  @Test
  void a_beat_that_believes_in_an_older_version_is_told_to_report() {
    ReconcileWorkerStateResponse answer = worker.report(wire, held);

    assertThat(needsSync(1, answer.getNewStateChecksum())).isTrue();
    assertThat(needsSync(2, "")).isFalse();
    assertThat(needsSync(3, answer.getNewStateChecksum())).isFalse();
  }

  @Test
  void a_replica_that_was_registered_alone_is_noticed_by_the_next_beat_and_healed_by_a_report() {
    worker.report(wire, held);
    wire.register(another.registration(worker.id()));
    String both = StateChecksum.of(held.entry(), another.entry());

    assertThat(needsSync(2, both)).as("the stored checksum is the last report's").isTrue();
    assertStillAt(2, held.entry(), another.entry());

    assertThat(needsSync(2, both)).isFalse();
  }

  @Test
  void a_worker_that_never_reported_is_compared_by_its_replicas_of_now() {
    wire.register(held.registration(worker.id()));

    assertThat(needsSync(1, StateChecksum.of(held.entry()))).isFalse();
    assertThat(needsSync(1, StateChecksum.of())).isTrue();
  }

  @Test
  void an_artifact_is_obsolete_when_no_replica_of_it_is_left_here() {
    worker.report(wire, held, another.unavailable());
    worker.report(wire, another.unavailable());

    assertThat(
            wire.runtime()
                .workerHeartbeat(
                    worker
                        .beat(3, "")
                        .addRegisteredArtifactIds(another.artifact())
                        .addRegisteredArtifactIds(held.artifact())
                        .build()))
        .satisfies(
            beat -> {
              assertThat(beat.getObsoleteReplicasList()).containsExactly(held.artifact());
              assertThat(beat.getStateSyncRequired()).isTrue();
            });
  }

  private boolean needsSync(long version, String checksum) {
    return wire.runtime()
        .workerHeartbeat(worker.beat(version, checksum).build())
        .getStateSyncRequired();
  }
}
