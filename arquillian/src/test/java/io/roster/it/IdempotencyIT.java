/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static io.roster.it.client.Wire.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.roster.it.client.Fleet;
import io.roster.it.client.Fresh;
import io.roster.it.client.Race;
import io.roster.it.client.Replica;
import io.roster.it.client.Wire;
import io.roster.it.client.Worker;
import io.roster.it.product.Product;
import io.roster.it.product.Setup;
import io.roster.wire.globalstore.v1.BatchGetReplicaCountsRequest;
import io.roster.wire.globalstore.v1.MarkReplicaUnavailableRequest;
import io.roster.wire.globalstore.v1.RegisterReplicaRequest;
import io.roster.wire.globalstore.v1.RegisterReplicaResponse;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.UnregisterReplicaRequest;
import io.roster.wire.globalstore.v1.UnregisterWorkerRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Requests that carry a client_request_id are executed once. UnregisterWorker alone is {@link
 * UnregisterWorkerIT}'s.
 */
@ParameterizedClass
@EnumSource(Product.class)
class IdempotencyIT {

  private static final String REUSED = "client_request_id already used with a different payload";

  private final Wire wire;
  private final Fleet fleet;
  private final Worker worker;
  private final Replica replica;
  private final RegisterReplicaRequest named;

  IdempotencyIT(Product product) {
    wire = Wire.to(product.registry(Setup.PLAIN));
    fleet = new Fleet(wire);
    worker = fleet.join();
    replica = Replica.of(worker.daemon());
    named =
        replica.registration(worker.id()).setClientRequestId(Fresh.name("registration")).build();
  }

  @AfterEach
  void disconnect() {
    fleet.close();
    wire.close();
  }

  private RegisterReplicaResponse send(RegisterReplicaRequest request) {
    return wire.runtime().registerReplica(request);
  }

  private void assertReused(RegisterReplicaRequest request) {
    io.grpc.Status refusal = statusOf(() -> send(request));

    assertThat(refusal.getCode()).isEqualTo(Code.FAILED_PRECONDITION);
    assertThat(refusal.getDescription()).isEqualTo(REUSED);
  }

  private int available() {
    return wire.runtime()
        .batchGetReplicaCounts(
            BatchGetReplicaCountsRequest.newBuilder().addArtifactIds(replica.artifact()).build())
        .getCounts(0)
        .getAvailableCount();
  }

  @Test
  void a_repeated_registration_gets_the_same_answer() {
    RegisterReplicaResponse first = send(named);

    assertThat(send(named)).isEqualTo(first);
    assertThat(wire.replicasOf(replica.artifact())).hasSize(1);
  }

  @Test
  void a_repeated_registration_is_not_executed_again() {
    RegisterReplicaResponse first = send(named);
    wire.runtime()
        .markReplicaUnavailable(
            MarkReplicaUnavailableRequest.newBuilder().setReplicaId(first.getReplicaId()).build());

    assertThat(send(named)).isEqualTo(first);

    assertThat(available()).as("a late double does not bring it back").isZero();
  }

  @Test
  void one_id_cannot_stand_for_two_registrations() {
    send(named);

    assertReused(named.toBuilder().setMaxConcurrency(named.getMaxConcurrency() + 1).build());
    assertReused(named.toBuilder().setArtifactId("another-artifact").build());
    assertReused(named.toBuilder().setSchemaVersion("v3").build());
    assertThat(wire.replicasOf(replica.artifact())).hasSize(1);
  }

  @Test
  void one_id_cannot_stand_for_a_registration_and_a_departure() {
    send(named);

    io.grpc.Status refusal =
        statusOf(
            () ->
                wire.runtime()
                    .unregisterWorker(
                        UnregisterWorkerRequest.newBuilder()
                            .setWorkerId(worker.id())
                            .setClientRequestId(named.getClientRequestId())
                            .build()));

    assertThat(refusal.getCode()).isEqualTo(Code.FAILED_PRECONDITION);
    assertThat(refusal.getDescription()).isEqualTo(REUSED);
    assertThat(wire.find(worker.id())).isPresent();
  }

  @Test
  void one_id_cannot_stand_for_a_departure_and_a_registration() {
    Worker leaving = fleet.join();
    wire.runtime()
        .unregisterWorker(
            UnregisterWorkerRequest.newBuilder()
                .setWorkerId(leaving.id())
                .setClientRequestId(named.getClientRequestId())
                .build());

    assertReused(named);
    assertThat(wire.replicasOf(replica.artifact())).isEmpty();
  }

  @Test
  void a_refusal_is_repeated_too_and_does_not_use_the_id_up() {
    RegisterReplicaRequest wrong = named.toBuilder().setMaxConcurrency(0).build();
    io.grpc.Status first = statusOf(() -> send(wrong));
    assertThat(first.getCode()).isEqualTo(Code.INVALID_ARGUMENT);

    io.grpc.Status again = statusOf(() -> send(wrong));

    assertThat(again.getCode()).isEqualTo(first.getCode());
    assertThat(again.getDescription()).isEqualTo(first.getDescription());
    assertThat(send(named).getStatus()).isEqualTo(Status.STATUS_OK);
  }

  @Test
  void a_wrong_schema_is_told_before_the_id_is_looked_at() {
    RegisterReplicaRequest wrong = named.toBuilder().setSchemaVersion("v2").build();
    assertThat(statusOf(() -> send(wrong)).getCode()).isEqualTo(Code.INVALID_ARGUMENT);

    assertThat(send(named).getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(statusOf(() -> send(wrong)).getCode()).isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void a_blank_id_is_none() {
    RegisterReplicaRequest blank = named.toBuilder().setClientRequestId(" \t").build();
    send(blank);

    assertThat(send(blank.toBuilder().setMaxConcurrency(9).build()).getStatus())
        .isEqualTo(Status.STATUS_OK);
  }

  @Test
  void requests_that_meet_are_executed_once_and_all_answered() {
    List<RegisterReplicaResponse> answers = Race.of(8, runner -> send(named));

    assertThat(answers).containsOnly(answers.get(0));
    assertThat(answers.get(0).getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(wire.replicasOf(replica.artifact())).hasSize(1);
  }

  @Test
  void different_requests_of_one_id_that_meet_are_not_both_executed() {
    List<Code> codes =
        Race.of(
            6,
            runner ->
                statusOf(() -> send(named.toBuilder().setMaxConcurrency(1 + runner).build()))
                    .getCode());

    assertThat(codes).containsOnlyOnce(Code.OK);
    assertThat(codes).containsOnly(Code.OK, Code.FAILED_PRECONDITION);
  }

  @Test
  void a_replica_that_was_withdrawn_can_be_registered_again_with_the_same_request() {
    RegisterReplicaResponse first = send(named);
    wire.runtime()
        .unregisterReplica(
            UnregisterReplicaRequest.newBuilder()
                .setArtifactId(replica.artifact())
                .setReplicaId(first.getReplicaId())
                .build());

    assertThat(send(named).getStatus()).isEqualTo(Status.STATUS_OK);

    assertThat(wire.replicasOf(replica.artifact()))
        .as("it is there, and not only in the answer")
        .hasSize(1);
  }

  @Test
  void a_replica_that_a_report_removed_can_be_registered_again_with_the_same_request() {
    send(named);
    worker.report(wire, new Replica[0]);
    assertThat(wire.replicasOf(replica.artifact())).isEmpty();

    send(named);

    assertThat(wire.replicasOf(replica.artifact())).hasSize(1);
  }
}
