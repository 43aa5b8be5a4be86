/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.client;

import com.google.protobuf.Duration;
import io.roster.wire.globalstore.v1.CompleteReplicaTransportRequest;
import io.roster.wire.globalstore.v1.RequestReplicaTransportRequest;
import io.roster.wire.globalstore.v1.RequestReplicaTransportResponse;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.TransportCompletionOutcome;
import io.roster.wire.globalstore.v1.WaitReplicaDrainRequest;
import io.roster.wire.globalstore.v1.WaitReplicaDrainResponse;
import java.util.concurrent.TimeUnit;

/** Transfers as the daemon that fetches asks for them. */
public final class Transports {

  /** Longer than any wait that a test asks for. */
  private static final int DEADLINE_SECONDS = 60;

  private final Wire wire;

  public Transports(Wire wire) {
    this.wire = wire;
  }

  /** A request of its own for the artifact itself, which does not wait. */
  public static RequestReplicaTransportRequest.Builder of(String artifact) {
    return RequestReplicaTransportRequest.newBuilder()
        .setArtifactId(artifact)
        .setRequestId(Fresh.name("transport"));
  }

  public static Duration millis(long millis) {
    return Duration.newBuilder()
        .setSeconds(millis / 1_000)
        .setNanos((int) (millis % 1_000) * 1_000_000)
        .build();
  }

  public RequestReplicaTransportResponse request(RequestReplicaTransportRequest.Builder request) {
    return wire.runtime()
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
        .requestReplicaTransport(request.build());
  }

  public RequestReplicaTransportResponse request(String artifact) {
    return request(of(artifact));
  }

  /** Takes a slot, which must be free, and keeps it; returns the transport. */
  public String hold(String artifact) {
    return hold(of(artifact));
  }

  public String hold(RequestReplicaTransportRequest.Builder request) {
    RequestReplicaTransportResponse answer = request(request);
    if (answer.getStatus() != Status.STATUS_OK) {
      throw new AssertionError("no slot for " + request + " but " + answer);
    }
    return answer.getTransportId();
  }

  public Status complete(String transport) {
    return complete(transport, TransportCompletionOutcome.TRANSPORT_COMPLETION_OUTCOME_SUCCESS);
  }

  public Status complete(String transport, TransportCompletionOutcome outcome) {
    return wire.runtime()
        .completeReplicaTransport(
            CompleteReplicaTransportRequest.newBuilder()
                .setTransportId(transport)
                .setOutcome(outcome)
                .build())
        .getStatus();
  }

  /** How busy a replica is now. */
  public WaitReplicaDrainResponse look(String replica) {
    return wire.runtime()
        .waitReplicaDrain(WaitReplicaDrainRequest.newBuilder().setReplicaId(replica).build());
  }
}
