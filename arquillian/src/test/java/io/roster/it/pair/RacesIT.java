/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.pair;

import static io.roster.it.client.Transports.millis;
import static io.roster.wire.globalstore.v1.ReconcileResultKind.RECONCILE_RESULT_KIND_APPLIED;
import static io.roster.wire.globalstore.v1.ReconcileResultKind.RECONCILE_RESULT_KIND_NOOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roster.it.client.Artifact;
import io.roster.it.client.Daemon;
import io.roster.it.client.Fleet;
import io.roster.it.client.Fresh;
import io.roster.it.client.Race;
import io.roster.it.client.Replica;
import io.roster.it.client.StateChecksum;
import io.roster.it.client.Transports;
import io.roster.it.client.Wire;
import io.roster.it.client.Worker;
import io.roster.it.product.Pair;
import io.roster.wire.globalstore.v1.AcquireShardHomeLeaseRequest;
import io.roster.wire.globalstore.v1.AcquireShardHomeLeaseResponse;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateRequest;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateResponse;
import io.roster.wire.globalstore.v1.RegisterReplicaRequest;
import io.roster.wire.globalstore.v1.RegisterReplicaResponse;
import io.roster.wire.globalstore.v1.RegisterWorkerResponse;
import io.roster.wire.globalstore.v1.RequestReplicaTransportRequest;
import io.roster.wire.globalstore.v1.RequestReplicaTransportResponse;
import io.roster.wire.globalstore.v1.ResolveKeyMappingRequest;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.SwapKeyMappingRequest;
import io.roster.wire.globalstore.v1.SwapKeyMappingResponse;
import io.roster.wire.globalstore.v1.UpsertKeyMappingRequest;
import io.roster.wire.globalstore.v1.UpsertKeyMappingResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads that want the same thing at the same moment, half of them at each coordinator. */
class RacesIT {

  private static final int RUNNERS = 8;
  private static final int ROUNDS = 25;

  private final Pair pair = Pair.shared();
  private final List<Wire> wires =
      List.of(Wire.to(pair.first().registry()), Wire.to(pair.second().registry()));
  private final Fleet fleet = new Fleet(wires.get(0), wires.get(1));
  private final Worker worker = fleet.join();
  private final Replica replica = Replica.of(worker.daemon());

  @AfterEach
  void disconnect() {
    fleet.close();
    wires.forEach(Wire::close);
  }

  private Wire at(int runner) {
    return wires.get(runner % 2);
  }

  private void awaitKnownAtBoth(Replica each) {
    await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> wires.stream().allMatch(wire -> !wire.replicasOf(each.artifact()).isEmpty()));
  }

  // Transfers

  @Test
  void never_are_more_transfers_granted_than_there_are_slots() {
    int slots = 3;
    int turns = 15;
    String id = at(0).register(replica.withSlots(slots).registration(worker.id()));
    awaitKnownAtBoth(replica);
    AtomicInteger holding = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    List<Integer> granted =
        Race.of(
            12,
            runner -> {
              Transports transports = new Transports(at(runner));
              int turn = 0;
              while (turn < turns) {
                RequestReplicaTransportResponse answer =
                    transports.request(
                        Transports.of(replica.artifact()).setWaitTimeoutDur(millis(30_000)));
                if (answer.getStatus() != Status.STATUS_OK) {
                  break;
                }
                most.accumulateAndGet(holding.incrementAndGet(), Math::max);
                transports.look(id);
                holding.decrementAndGet();
                // The other coordinator may well be the one that hears of the end.
                new Transports(at(runner + turn)).complete(answer.getTransportId());
                turn++;
              }
              return turn;
            });

    assertThat(granted).as("nobody waited in vain").containsOnly(turns);
    assertThat(most.get()).isLessThanOrEqualTo(slots);
    assertThat(most.get()).as("and the slots were used").isEqualTo(slots);
    wires.forEach(wire -> assertThat(new Transports(wire).look(id).getCurrentRequests()).isZero());
  }

  @Test
  void of_many_that_do_not_wait_as_many_get_a_slot_as_there_are() {
    for (int round = 0; round < ROUNDS; round++) {
      Replica each = Replica.of(worker.daemon()).withSlots(3);
      String id = at(round).register(each.registration(worker.id()));
      awaitKnownAtBoth(each);

      List<Status> answers =
          Race.of(
              RUNNERS, runner -> new Transports(at(runner)).request(each.artifact()).getStatus());

      assertThat(answers).filteredOn(Status.STATUS_OK::equals).hasSize(3);
      assertThat(answers).filteredOn(Status.STATUS_TIMED_OUT::equals).hasSize(RUNNERS - 3);
      assertThat(new Transports(at(round)).look(id).getCurrentRequests()).isEqualTo(3);
    }
  }

  @Test
  void requests_of_one_name_get_one_transfer() {
    String id = at(0).register(replica.withSlots(RUNNERS).registration(worker.id()));
    awaitKnownAtBoth(replica);
    RequestReplicaTransportRequest request =
        Transports.of(replica.artifact()).setWaitTimeoutDur(millis(5_000)).build();

    List<String> transports =
        Race.of(RUNNERS, runner -> new Transports(at(runner)).hold(request.toBuilder()));

    assertThat(transports).containsOnly(transports.get(0));
    assertThat(new Transports(at(0)).look(id).getCurrentRequests()).isEqualTo(1);
  }

  // Keys

  @Test
  void each_generation_of_a_key_has_one_winner() {
    String key = Fresh.name("key");
    List<Artifact> targets =
        IntStream.range(0, 2 * RUNNERS)
            .mapToObj(each -> Artifact.fresh().publish(at(each)))
            .toList();
    at(0)
        .catalog()
        .swapKeyMapping(
            SwapKeyMappingRequest.newBuilder()
                .setKey(key)
                .setNewArtifactId(Artifact.fresh().publish(at(0)).id())
                .build());

    for (long generation = 0; generation < ROUNDS; generation++) {
      long expected = generation;
      int offset = generation % 2 == 0 ? 0 : RUNNERS;
      List<SwapKeyMappingResponse> answers =
          Race.of(
              RUNNERS,
              runner ->
                  at(runner)
                      .catalog()
                      .swapKeyMapping(
                          SwapKeyMappingRequest.newBuilder()
                              .setKey(key)
                              .setNewArtifactId(targets.get(offset + runner).id())
                              .setExpectedGeneration(expected)
                              .build()));

      List<SwapKeyMappingResponse> winners =
          answers.stream().filter(answer -> answer.getStatus() == Status.STATUS_OK).toList();
      assertThat(winners).as("winners of generation " + expected).hasSize(1);
      assertThat(answers)
          .as("all are told who won")
          .extracting(SwapKeyMappingResponse::getArtifactId)
          .containsOnly(winners.get(0).getArtifactId());
      assertThat(answers)
          .extracting(SwapKeyMappingResponse::getGeneration)
          .containsOnly(expected + 1);
    }
  }

  @Test
  void a_new_key_is_fixed_to_one_artifact() {
    List<Artifact> targets =
        IntStream.range(0, RUNNERS).mapToObj(each -> Artifact.fresh().publish(at(each))).toList();

    for (int round = 0; round < ROUNDS; round++) {
      String key = Fresh.name("key");
      List<UpsertKeyMappingResponse> answers =
          Race.of(
              RUNNERS,
              runner ->
                  at(runner)
                      .catalog()
                      .upsertKeyMapping(
                          UpsertKeyMappingRequest.newBuilder()
                              .setKey(key)
                              .setArtifactId(targets.get(runner).id())
                              .build()));

      assertThat(answers).filteredOn(answer -> answer.getStatus() == Status.STATUS_OK).hasSize(1);
      int winner =
          answers.indexOf(
              answers.stream()
                  .filter(answer -> answer.getStatus() == Status.STATUS_OK)
                  .findFirst()
                  .orElseThrow());
      assertThat(answers)
          .filteredOn(answer -> answer.getStatus() == Status.STATUS_ERROR)
          .extracting(UpsertKeyMappingResponse::getConflictReason)
          .containsOnly("key already mapped to " + targets.get(winner).id());
      await()
          .until(
              () ->
                  wires.stream()
                      .allMatch(
                          wire ->
                              wire.catalog()
                                  .resolveKeyMapping(
                                      ResolveKeyMappingRequest.newBuilder().setKey(key).build())
                                  .getArtifactId()
                                  .equals(targets.get(winner).id())));
    }
  }

  // Shards

  @Test
  void each_shard_has_one_home() {
    for (int round = 0; round < ROUNDS; round++) {
      AcquireShardHomeLeaseRequest request =
          AcquireShardHomeLeaseRequest.newBuilder()
              .setShardId(Fresh.number())
              .setTtlMs(60_000)
              .setHolderDaemonId("nobody")
              .build();

      List<AcquireShardHomeLeaseResponse> answers =
          Race.of(
              RUNNERS,
              runner ->
                  at(runner)
                      .runtime()
                      .acquireShardHomeLease(
                          request.toBuilder().setHolderDaemonId("daemon-" + runner).build()));

      assertThat(answers).filteredOn(AcquireShardHomeLeaseResponse::getAcquired).hasSize(1);
      assertThat(answers)
          .extracting(answer -> answer.getLease().getLeaseGeneration())
          .containsOnly(1L);
      assertThat(answers.stream().map(answer -> answer.getLease().getHolderDaemonId()).distinct())
          .as("all are told who has it")
          .hasSize(1);
    }
  }

  // Registrations

  @Test
  void a_registration_is_executed_once() {
    for (int round = 0; round < ROUNDS; round++) {
      RegisterReplicaRequest request =
          Replica.of(worker.daemon())
              .registration(worker.id())
              .setClientRequestId(Fresh.name("request"))
              .build();

      List<RegisterReplicaResponse> answers =
          Race.of(RUNNERS, runner -> at(runner).runtime().registerReplica(request));

      assertThat(answers).containsOnly(answers.get(0));
      assertThat(at(round).replicasOf(request.getArtifactId())).hasSize(1);
      assertThat(changesOf(answers.get(0).getReplicaId()))
          .as("changes in the journal")
          .isEqualTo(1);
    }
  }

  private long changesOf(String replicaId) {
    return pair.number(
        "select count(*) from journal where kind like 'replica.%'"
            + " and (subject || before::text || after::text) like ?",
        "%" + replicaId + "%");
  }

  @Test
  void a_daemon_that_registers_at_both_is_one_worker_with_as_many_generations() {
    Daemon daemon = Daemon.fresh();

    List<RegisterWorkerResponse> answers = Race.of(RUNNERS, runner -> at(runner).register(daemon));

    assertThat(answers)
        .extracting(RegisterWorkerResponse::getWorkerId)
        .containsOnly(answers.get(0).getWorkerId());
    assertThat(answers)
        .extracting(RegisterWorkerResponse::getReconcileGeneration)
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, RUNNERS).boxed().toList());
  }

  @Test
  void of_daemons_that_claim_one_endpoint_one_has_it() {
    Daemon place = Daemon.fresh();
    List<Daemon> rivals = IntStream.range(0, RUNNERS).mapToObj(each -> place.rival()).toList();

    Race.of(RUNNERS, runner -> at(runner).register(rivals.get(runner)));

    for (Wire wire : wires) {
      await()
          .untilAsserted(
              () ->
                  assertThat(wire.listAll())
                      .filteredOn(listed -> listed.getNodeAddress().equals(place.address()))
                      .hasSize(1));
    }
  }

  // Reports

  @Test
  void a_report_that_reaches_both_is_applied_once() {
    for (int round = 0; round < ROUNDS; round++) {
      Replica each = replica.onDevice(round);
      ReconcileWorkerStateRequest.Builder report = worker.next(each.entry());

      List<ReconcileWorkerStateResponse> answers =
          Race.of(RUNNERS, runner -> at(runner).runtime().reconcileWorkerState(report.build()));

      assertThat(answers)
          .filteredOn(answer -> answer.getResultKind() == RECONCILE_RESULT_KIND_APPLIED)
          .hasSize(1);
      assertThat(answers)
          .filteredOn(answer -> answer.getResultKind() == RECONCILE_RESULT_KIND_NOOP)
          .hasSize(RUNNERS - 1);
      assertThat(answers)
          .extracting(ReconcileWorkerStateResponse::getNewStateVersion)
          .containsOnly(round + 2L);
      assertThat(answers)
          .extracting(ReconcileWorkerStateResponse::getNewStateChecksum)
          .containsOnly(StateChecksum.of(each.entry()));
      worker.acknowledge(report.getRequestSeq(), answers.get(0));
    }
  }

  @Test
  void a_replica_that_is_registered_while_a_report_is_on_its_way_stays() {
    worker.report(at(0), replica);

    for (int round = 0; round < ROUNDS; round++) {
      ReconcileWorkerStateRequest.Builder report =
          worker.next(replica.entry(Instant.now().minusSeconds(5)));
      Replica young = Replica.of(worker.daemon());

      Race.of(
          2,
          runner ->
              runner == 0
                  ? at(0).register(young.registration(worker.id()))
                  : worker.send(at(1), report));

      assertThat(at(0).replicasOf(young.artifact())).hasSize(1);
    }
  }
}
