/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roster.node.TestRegistry;
import io.roster.node.inventory.HeldReplica;
import io.roster.node.inventory.Memory;
import io.roster.node.inventory.MemoryDaemon;
import io.roster.node.inventory.ReplicaPlace;
import io.roster.node.registry.Standing;
import io.roster.wire.common.v1.MemoryInfo;
import io.roster.wire.common.v1.MemoryType;
import io.roster.wire.common.v1.ReplicaInfo;
import io.roster.wire.common.v1.ReplicaRef;
import io.roster.wire.common.v1.ReplicaStats;
import io.roster.wire.common.v1.ReplicaTransportMetadata.ExportState;
import io.roster.wire.globalstore.v1.ReconcileResultKind;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateRequest;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateResponse;
import io.roster.wire.globalstore.v1.StateChange;
import io.roster.wire.globalstore.v1.StateChange.ChangeType;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconcilerTest {

  private static final Duration PAUSE = Duration.ofHours(1);

  private final MemoryDaemon daemon = new MemoryDaemon();
  private final AtomicInteger rejoined = new AtomicInteger();
  private final AtomicInteger joined = new AtomicInteger();
  private final List<ReplicaPlace> wished = new ArrayList<>();
  private final List<Collection<HeldReplica>> agreed = new ArrayList<>();
  private final SyncSchedule schedule = new SyncSchedule(() -> {}, joined::incrementAndGet);
  private final Exports exports = new Exports();
  private final ReplicaIds replicaIds = new ReplicaIds();
  private TestRegistry registry;
  private Reconciler reconciler;

  @BeforeEach
  void start() throws Exception {
    registry = new TestRegistry();
    registry.register();
    Retirement retirement =
        new Retirement(
            daemon,
            registry.client(),
            schedule,
            exports,
            replicaIds,
            Clock.systemUTC(),
            Duration.ofMillis(200));
    reconciler =
        new Reconciler(
            TestRegistry.NODE,
            registry.membership,
            registry.client(),
            daemon,
            new ReplicaEntries(TestRegistry.NODE, exports, 4),
            schedule,
            new ReconcileAnswers(
                new Retirements(retirement, work -> new Thread(work).start(), Clock.systemUTC()),
                exports,
                replicaIds,
                wished::add,
                agreed::add),
            rejoined::incrementAndGet,
            Clock.systemUTC(),
            new Random(1),
            Duration.ofSeconds(5),
            PAUSE);
  }

  @AfterEach
  void stop() throws Exception {
    registry.close();
  }

  @Test
  void nothing_is_sent_when_nothing_is_due() {
    assertThat(reconciler.step()).isEqualTo(PAUSE);
    assertThat(registry.reconciles).isEmpty();
  }

  @Test
  void the_whole_inventory_is_sent_so_that_it_can_be_fetched() throws Exception {
    daemon.hold("cgid:a", Memory.RAM);
    registry.reconcile = agreeing(ReconcileResultKind.RECONCILE_RESULT_KIND_APPLIED, 2);
    long ticket = schedule.request("test");
    assertThat(reconciler.step()).isEqualTo(PAUSE);
    ReconcileWorkerStateRequest request = registry.reconciles.get(0);
    assertThat(request.getWorkerId()).isEqualTo("worker_n_1");
    assertThat(request.getGeneration()).isEqualTo(1);
    assertThat(request.getRequestSeq()).isEqualTo(1);
    ReplicaInfo entry = request.getInventory(0);
    MemoryInfo info = entry.getMemoryInfo();
    assertThat(info.getNodeAddress()).isEqualTo("10.0.0.1");
    assertThat(info.getNodePort()).as("the port that serves it").isEqualTo(62);
    assertThat(info.getTransport().getExportState()).isEqualTo(ExportState.EXPORT_STATE_EXPORTABLE);
    assertThat(info.getTransport().getBufferSizesList()).containsExactly(info.getMemorySize());
    assertThat(info.getTransport().getRemoteMemoryKeysList()).hasSize(1);
    assertThat(entry.getStats().getMaxConcurrency()).isEqualTo(4);
    assertThat(schedule.await(ticket, Duration.ZERO)).isTrue();
    assertThat(standing().requestSeq()).isEqualTo(1);
    assertThat(standing().stateVersion()).isEqualTo(2);
    assertThat(standing().agreedAt()).isPresent();
    assertThat(agreed).hasSize(1);
  }

  @Test
  void requests_that_wait_are_one() {
    schedule.request("one");
    schedule.request("two");
    assertThat(joined).hasValue(1);
    registry.reconcile = agreeing(ReconcileResultKind.RECONCILE_RESULT_KIND_NOOP, 1);
    reconciler.step();
    reconciler.step();
    assertThat(registry.reconciles).hasSize(1);
  }

  @Test
  void an_answer_for_an_earlier_picture_is_no_agreement() {
    registry.reconcile =
        request ->
            ReconcileWorkerStateResponse.newBuilder()
                .setResultKind(ReconcileResultKind.RECONCILE_RESULT_KIND_NOOP)
                .setNewStateVersion(5)
                .setNewStateChecksum("of before")
                .build();
    daemon.hold("cgid:a", Memory.RAM);
    schedule.request("test");
    assertThat(reconciler.step()).isLessThan(Duration.ofSeconds(1));
    assertThat(standing().agreedAt()).isEmpty();
    registry.reconcile = agreeing(ReconcileResultKind.RECONCILE_RESULT_KIND_APPLIED, 6);
    reconciler.step();
    assertThat(registry.reconciles.get(1).getRequestSeq()).isEqualTo(2);
    assertThat(standing().agreedAt()).isPresent();
    assertThat(daemon.find(new ReplicaPlace("cgid:a", Memory.RAM, 0))).isPresent();
  }

  @Test
  void a_lost_answer_is_asked_for_again_under_the_same_number() {
    registry.failure = Optional.of(io.grpc.Status.UNAVAILABLE);
    schedule.request("test");
    assertThat(reconciler.step()).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
    registry.failure = Optional.empty();
    registry.reconcile = agreeing(ReconcileResultKind.RECONCILE_RESULT_KIND_NOOP, 1);
    reconciler.step();
    assertThat(registry.reconciles)
        .extracting(ReconcileWorkerStateRequest::getRequestSeq)
        .containsOnly(1L);
  }

  @Test
  void a_silent_daemon_is_no_empty_inventory() {
    daemon.fallSilent();
    schedule.request("test");
    reconciler.step();
    assertThat(registry.reconciles).isEmpty();
    daemon.speak();
    registry.reconcile = agreeing(ReconcileResultKind.RECONCILE_RESULT_KIND_NOOP, 1);
    reconciler.step();
    assertThat(registry.reconciles).hasSize(1);
  }

  @Test
  void later_waits_as_long_as_it_is_told_and_keeps_its_number() {
    registry.reconcile =
        request ->
            ReconcileWorkerStateResponse.newBuilder()
                .setResultKind(ReconcileResultKind.RECONCILE_RESULT_KIND_RETRY_LATER)
                .setRetryAfterMs(300)
                .build();
    schedule.request("test");
    assertThat(reconciler.step()).isEqualTo(Duration.ofMillis(300));
    assertThat(standing().requestSeq()).isZero();
  }

  @Test
  void a_cursor_that_cannot_meet_leads_to_another_registration() {
    registry.reconcile = answering(ReconcileResultKind.RECONCILE_RESULT_KIND_IGNORED_STALE);
    schedule.request("test");
    reconciler.step();
    reconciler.step();
    assertThat(rejoined).hasValue(0);
    reconciler.step();
    assertThat(rejoined).hasValue(1);
    assertThat(registry.reconciles)
        .extracting(ReconcileWorkerStateRequest::getRequestSeq)
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void an_unknown_worker_registers_anew() {
    registry.failure = Optional.of(io.grpc.Status.NOT_FOUND);
    schedule.request("test");
    reconciler.step();
    assertThat(rejoined).hasValue(1);
  }

  @Test
  void what_a_rebase_does_not_name_goes_only_when_two_in_a_row_do_not() {
    ReplicaPlace kept = daemon.hold("cgid:kept", Memory.RAM);
    ReplicaPlace disk = daemon.hold("cgid:disk", Memory.DISK);
    ReplicaPlace gone = daemon.hold("cgid:gone", Memory.RAM);
    registry.reconcile =
        request ->
            ReconcileWorkerStateResponse.newBuilder()
                .setResultKind(ReconcileResultKind.RECONCILE_RESULT_KIND_REBASE_REQUIRED)
                .addExpectedReplicas(info("cgid:kept"))
                .build();
    schedule.request("test");
    reconciler.step();
    assertThat(rejoined).as("generations have to meet").hasValue(1);
    assertThat(daemon.find(gone)).isPresent();
    reconciler.step();
    await().until(() -> daemon.find(gone).isEmpty());
    assertThat(daemon.find(kept)).isPresent();
    assertThat(daemon.find(disk)).as("it may be the last one").isPresent();
  }

  @Test
  void an_agreement_between_two_rebases_makes_them_none_in_a_row() throws Exception {
    ReplicaPlace place = daemon.hold("cgid:a", Memory.RAM);
    for (int round = 0; round < 4; round++) {
      registry.reconcile =
          round % 2 == 0
              ? answering(ReconcileResultKind.RECONCILE_RESULT_KIND_REBASE_REQUIRED)
              : agreeing(ReconcileResultKind.RECONCILE_RESULT_KIND_APPLIED, round);
      schedule.request("test");
      reconciler.step();
    }
    assertThat(daemon.find(place)).isPresent();
  }

  @Test
  void what_is_removed_twice_in_a_row_is_retired_and_drained_first() {
    ReplicaPlace place = daemon.hold("cgid:a", Memory.RAM);
    replicaIds.learn(place, "id-a");
    registry.reconcile = removing("cgid:a");
    schedule.request("test");
    reconciler.step();
    assertThat(daemon.find(place)).isPresent();
    replicaIds.learn(place, "id-a");
    schedule.request("test");
    reconciler.step();
    await().until(() -> daemon.find(place).isEmpty());
  }

  @Test
  void a_pinned_replica_outlives_its_removal() {
    ReplicaPlace place = daemon.hold("cgid:a", Memory.RAM);
    daemon.pin(place);
    registry.reconcile = removing("cgid:a");
    for (int round = 0; round < 3; round++) {
      schedule.request("test");
      reconciler.step();
    }
    await().during(Duration.ofMillis(100)).until(() -> daemon.find(place).isPresent());
    daemon.unpin(place);
    await()
        .until(
            () -> {
              reconciler.step();
              return daemon.find(place).isEmpty();
            });
  }

  @Test
  void an_echo_of_what_was_reported_is_no_wish() {
    daemon.hold("cgid:a", Memory.RAM);
    registry.reconcile =
        request ->
            agreeing(ReconcileResultKind.RECONCILE_RESULT_KIND_APPLIED, 2)
                .apply(request)
                .toBuilder()
                .addStateChanges(change(ChangeType.CHANGE_TYPE_ADD_REPLICA, "cgid:a", true))
                .addStateChanges(change(ChangeType.CHANGE_TYPE_ADD_REPLICA, "cgid:new", true))
                .build();
    schedule.request("test");
    reconciler.step();
    assertThat(wished).containsExactly(new ReplicaPlace("cgid:new", Memory.RAM, 0));
  }

  @Test
  void a_replica_that_is_unavailable_is_not_given_to_others() {
    daemon.hold("cgid:a", Memory.RAM);
    registry.reconcile =
        request ->
            agreeing(ReconcileResultKind.RECONCILE_RESULT_KIND_APPLIED, 2)
                .apply(request)
                .toBuilder()
                .addStateChanges(change(ChangeType.CHANGE_TYPE_UPDATE_REPLICA, "cgid:a", false))
                .build();
    schedule.request("test");
    reconciler.step();
    registry.reconcile = agreeing(ReconcileResultKind.RECONCILE_RESULT_KIND_NOOP, 2);
    schedule.request("test");
    reconciler.step();
    assertThat(
            registry
                .reconciles
                .get(1)
                .getInventory(0)
                .getMemoryInfo()
                .getTransport()
                .getExportState())
        .isEqualTo(ExportState.EXPORT_STATE_PRESENCE_ONLY);
  }

  private Standing standing() {
    return registry.membership.standing().orElseThrow();
  }

  private Function<ReconcileWorkerStateRequest, ReconcileWorkerStateResponse> agreeing(
      ReconcileResultKind kind, long version) {
    return request ->
        ReconcileWorkerStateResponse.newBuilder()
            .setResultKind(kind)
            .setNewStateVersion(version)
            .setNewStateChecksum(
                new StateChecksum(TestRegistry.NODE)
                    .of(request.getInventoryList().stream().map(ReplicaEntries::placeOf).toList()))
            .build();
  }

  private static Function<ReconcileWorkerStateRequest, ReconcileWorkerStateResponse> answering(
      ReconcileResultKind kind) {
    return request -> ReconcileWorkerStateResponse.newBuilder().setResultKind(kind).build();
  }

  private Function<ReconcileWorkerStateRequest, ReconcileWorkerStateResponse> removing(
      String artifact) {
    return request ->
        agreeing(ReconcileResultKind.RECONCILE_RESULT_KIND_APPLIED, 2).apply(request).toBuilder()
            .addStateChanges(change(ChangeType.CHANGE_TYPE_REMOVE_REPLICA, artifact, true))
            .build();
  }

  private static StateChange change(ChangeType type, String artifact, boolean available) {
    return StateChange.newBuilder()
        .setType(type)
        .setReplicaInfo(
            info(artifact).setStats(ReplicaStats.newBuilder().setIsAvailable(available)))
        .build();
  }

  private static ReplicaInfo.Builder info(String artifact) {
    return ReplicaInfo.newBuilder()
        .setRef(ReplicaRef.newBuilder().setArtifactId(artifact))
        .setMemoryInfo(MemoryInfo.newBuilder().setMemoryType(MemoryType.MEMORY_TYPE_RAM));
  }
}
