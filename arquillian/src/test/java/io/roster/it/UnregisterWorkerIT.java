/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static io.roster.it.client.Wire.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.roster.it.client.Daemon;
import io.roster.it.client.Wire;
import io.roster.it.product.Product;
import io.roster.it.product.Setup;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.UnregisterWorkerRequest;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** UnregisterWorker, once and repeated. */
@ParameterizedClass
@EnumSource(Product.class)
class UnregisterWorkerIT {

  private final Wire wire;
  private final Daemon daemon = Daemon.fresh();
  private final String worker;
  private final UnregisterWorkerRequest named;

  UnregisterWorkerIT(Product product) {
    wire = Wire.to(product.registry(Setup.PLAIN));
    worker = wire.register(daemon).getWorkerId();
    named =
        UnregisterWorkerRequest.newBuilder()
            .setWorkerId(worker)
            .setIsGracefulShutdown(true)
            .setClientRequestId(UUID.randomUUID().toString())
            .build();
  }

  @AfterEach
  void disconnect() {
    wire.close();
  }

  private Status send(UnregisterWorkerRequest request) {
    return wire.runtime().unregisterWorker(request).getStatus();
  }

  @Test
  void a_worker_leaves_once() {
    assertThat(wire.unregister(worker)).isEqualTo(Status.STATUS_OK);
    assertThat(wire.find(worker)).isEmpty();
    assertThat(wire.unregister(worker)).isEqualTo(Status.STATUS_NOT_FOUND);
  }

  @Test
  void an_unknown_worker_is_told_inside_the_message() {
    assertThat(wire.unregister("nobody")).isEqualTo(Status.STATUS_NOT_FOUND);
    assertThat(wire.unregister("")).isEqualTo(Status.STATUS_NOT_FOUND);
    assertThat(wire.unregister("\u0000")).isEqualTo(Status.STATUS_NOT_FOUND);

    String next = wire.register(Daemon.fresh()).getWorkerId();
    assertThat(wire.beat(next).getStatus()).as("it leaves no trace").isEqualTo(Status.STATUS_OK);
  }

  @Test
  void a_repeated_request_gets_the_first_answer_again() {
    assertThat(send(named)).isEqualTo(Status.STATUS_OK);
    assertThat(send(named)).isEqualTo(Status.STATUS_OK);
  }

  @Test
  void a_repeated_request_that_found_nobody_stays_so() {
    UnregisterWorkerRequest unknown = named.toBuilder().setWorkerId("nobody").build();

    assertThat(send(unknown)).isEqualTo(Status.STATUS_NOT_FOUND);
    assertThat(send(unknown)).isEqualTo(Status.STATUS_NOT_FOUND);
  }

  @Test
  void one_request_id_cannot_stand_for_two_requests() {
    send(named);

    io.grpc.Status refusal =
        statusOf(() -> send(named.toBuilder().setIsGracefulShutdown(false).build()));

    assertThat(refusal.getCode()).isEqualTo(Code.FAILED_PRECONDITION);
    assertThat(refusal.getDescription())
        .isEqualTo("client_request_id already used with a different payload");
  }

  @Test
  void a_blank_request_id_is_none() {
    UnregisterWorkerRequest blank = named.toBuilder().setClientRequestId("  ").build();

    assertThat(send(blank)).isEqualTo(Status.STATUS_OK);
    assertThat(send(blank)).isEqualTo(Status.STATUS_NOT_FOUND);
  }

  @Test
  void a_request_id_that_cannot_be_stored_is_refused() {
    assertThat(
            statusOf(() -> send(named.toBuilder().setClientRequestId("a\u0000b").build()))
                .getCode())
        .isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(
            statusOf(() -> send(named.toBuilder().setClientRequestId("x".repeat(100_000)).build()))
                .getCode())
        .isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(wire.find(worker)).isPresent();
  }

  @Test
  void a_daemon_that_came_back_can_leave_again_with_the_same_request() {
    send(named);
    assertThat(wire.register(daemon).getWorkerId()).isEqualTo(worker);

    assertThat(send(named)).isEqualTo(Status.STATUS_OK);
    assertThat(wire.find(worker)).as("it left, and not only in the answer").isEmpty();
  }
}
