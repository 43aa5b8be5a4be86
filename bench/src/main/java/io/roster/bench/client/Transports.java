/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.client;

import io.roster.bench.load.Action;
import io.roster.bench.load.Answer;
import io.roster.bench.load.Completion;
import io.roster.wire.common.v1.ByteSpaceKind;
import io.roster.wire.common.v1.ByteSpaceRef;
import io.roster.wire.common.v1.MemoryInfo;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.CompleteReplicaTransportRequest;
import io.roster.wire.globalstore.v1.CompleteReplicaTransportResponse;
import io.roster.wire.globalstore.v1.RequestReplicaTransportRequest;
import io.roster.wire.globalstore.v1.RequestReplicaTransportResponse;
import io.roster.wire.globalstore.v1.TransportCompletionOutcome;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * Asks for a source of an artifact, and gives it back at once: the registry's share of a transfer.
 */
public final class Transports {

  private static final Unary<RequestReplicaTransportRequest, RequestReplicaTransportResponse>
      REQUEST =
          new Unary<>(ClusterRuntimeServiceGrpc.getRequestReplicaTransportMethod(), Duration.ZERO);
  private static final Unary<CompleteReplicaTransportRequest, CompleteReplicaTransportResponse>
      COMPLETE =
          new Unary<>(ClusterRuntimeServiceGrpc.getCompleteReplicaTransportMethod(), Duration.ZERO);

  /** Coprime with any power of ten: the artifacts' order is far from the order of their rows. */
  private static final long STRIDE = 7_919;

  private final Channels channels;
  private final Workers workers;
  private final long artifacts;
  private final LongFunction<String> artifactId;
  private final AtomicLong requests = new AtomicLong();

  /**
   * @param artifacts how many there are
   * @param artifactId the id of each
   */
  public Transports(
      Channels channels, Workers workers, long artifacts, LongFunction<String> artifactId) {
    this.channels = channels;
    this.workers = workers;
    this.artifacts = artifacts;
    this.artifactId = artifactId;
  }

  /** One request and its completion. */
  public Action requestAndComplete() {
    return this::request;
  }

  private void request(int caller, Completion completion) {
    REQUEST.call(
        channels.of(caller),
        request(caller, requests.incrementAndGet()),
        answer -> granted(caller, answer, completion),
        completion::ended);
  }

  private RequestReplicaTransportRequest request(int caller, long number) {
    Registered requester = workers.get(caller % workers.count());
    return RequestReplicaTransportRequest.newBuilder()
        .setArtifactId(artifactId.apply(number * STRIDE % artifacts))
        .setLocalMemoryInfo(
            MemoryInfo.newBuilder()
                .setNodeId(requester.nodeId())
                .setNodeAddress(requester.address())
                .setNodePort(Registered.P2P_PORT))
        .setRequestedByteSpace(
            ByteSpaceRef.newBuilder().setKind(ByteSpaceKind.BYTE_SPACE_KIND_CANONICAL))
        .setRequesterWorkerId(requester.workerId())
        .setRequestId("bench-transport-" + number)
        .build();
  }

  private void granted(int caller, RequestReplicaTransportResponse answer, Completion completion) {
    Answer status = Rpc.ok(answer.getStatus());
    if (status != Answer.SERVED) {
      completion.ended(status);
      return;
    }
    COMPLETE.call(
        channels.of(caller),
        CompleteReplicaTransportRequest.newBuilder()
            .setTransportId(answer.getTransportId())
            .setOutcome(TransportCompletionOutcome.TRANSPORT_COMPLETION_OUTCOME_SUCCESS)
            .build(),
        completed -> completion.ended(Rpc.ok(completed.getStatus())),
        completion::ended);
  }
}
