/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roster.it.client.Fleet;
import io.roster.it.client.Replica;
import io.roster.it.client.StateChecksum;
import io.roster.it.client.Transports;
import io.roster.it.client.Wire;
import io.roster.it.client.Worker;
import io.roster.it.product.Product;
import io.roster.it.product.Setup;
import io.roster.wire.globalstore.v1.ArtifactReplicaCountRecord;
import io.roster.wire.globalstore.v1.BatchGetReplicaCountsRequest;
import io.roster.wire.globalstore.v1.RegisterWorkerResponse;
import io.roster.wire.globalstore.v1.Status;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of replicas when the worker that holds them goes, and when it comes back. */
@ParameterizedClass
@EnumSource(Product.class)
class WorkerReplicasIT {

  private final Wire wire;
  private final Transports transports;
  private final Fleet fleet;
  private final Worker worker;
  private final Replica replica;

  WorkerReplicasIT(Product product) {
    wire = Wire.to(product.registry(Setup.PLAIN));
    transports = new Transports(wire);
    fleet = new Fleet(wire);
    worker = fleet.join();
    replica = Replica.of(worker.daemon());
    worker.report(wire, replica);
  }

  @AfterEach
  void disconnect() {
    fleet.close();
    wire.close();
  }

  private ArtifactReplicaCountRecord counts() {
    return wire.runtime()
        .batchGetReplicaCounts(
            BatchGetReplicaCountsRequest.newBuilder().addArtifactIds(replica.artifact()).build())
        .getCounts(0);
  }

  private void assertKeptButUnavailable() {
    assertThat(counts().getReplicaCount()).isEqualTo(1);
    assertThat(counts().getAvailableCount()).isZero();
    assertThat(transports.request(replica.artifact()).getStatus())
        .isEqualTo(Status.STATUS_TIMED_OUT);
  }

  @Test
  void the_replicas_of_a_worker_that_left_are_kept_but_unavailable() {
    fleet.silence(worker);

    wire.unregister(worker.id());

    assertKeptButUnavailable();
  }

  @Test
  void the_replicas_of_a_worker_that_fell_silent_are_kept_but_unavailable() {
    fleet.silence(worker);

    await()
        .atMost(Duration.ofSeconds(5L * Setup.HEARTBEAT_TIMEOUT_SECONDS))
        .until(() -> counts().getAvailableCount() == 0);

    assertKeptButUnavailable();
  }

  @Test
  void the_replicas_of_a_worker_whose_endpoint_was_taken_are_kept_but_unavailable() {
    fleet.silence(worker);

    wire.register(worker.daemon().rival());

    assertKeptButUnavailable();
  }

  @Test
  void a_worker_that_registers_again_while_it_is_there_keeps_its_replicas() {
    worker.registerAgain(wire);

    assertThat(counts().getAvailableCount()).isEqualTo(1);
    assertThat(transports.request(replica.artifact()).getStatus()).isEqualTo(Status.STATUS_OK);
  }

  @Test
  void a_worker_that_comes_back_has_its_replicas_again_when_it_reports_them() {
    wire.unregister(worker.id());
    worker.registerAgain(wire);
    assertKeptButUnavailable();

    worker.report(wire, replica);

    assertThat(counts().getAvailableCount()).isEqualTo(1);
    assertThat(transports.request(replica.artifact()).getStatus()).isEqualTo(Status.STATUS_OK);
  }

  @Test
  void a_worker_that_came_back_is_told_to_report_by_its_first_beat() {
    String checksum = StateChecksum.of(replica.entry());
    wire.unregister(worker.id());
    worker.registerAgain(wire);

    assertThat(
            wire.runtime().workerHeartbeat(worker.beat(1, checksum).build()).getStateSyncRequired())
        .as("its replicas are unavailable, which it cannot know")
        .isTrue();
  }

  @Test
  void a_recovering_worker_that_is_there_keeps_state_and_replicas_and_is_told_to_report() {
    RegisterWorkerResponse answer =
        wire.runtime()
            .registerWorker(worker.daemon().recovery().setPreviousWorkerId(worker.id()).build());

    assertThat(answer.getWorkerId()).isEqualTo(worker.id());
    assertThat(answer.getExpectedStateVersion()).isEqualTo(2);
    assertThat(answer.getStateSyncRequired()).isTrue();
    assertThat(counts().getAvailableCount()).isEqualTo(1);
  }
}
