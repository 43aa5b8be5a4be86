/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.transfer;

import com.google.protobuf.Duration;
import io.roster.node.inventory.Peer;
import io.roster.node.inventory.ReplicaPlace;
import io.roster.node.inventory.Target;
import io.roster.node.loop.Loop;
import io.roster.node.metrics.AgentMetrics;
import io.roster.node.reconcile.ReplicaEntries;
import io.roster.node.registry.Membership;
import io.roster.node.registry.RegistryClient;
import io.roster.node.registry.RegistryFailure;
import io.roster.node.registry.RegistryFailure.Kind;
import io.roster.wire.common.v1.MemoryInfo;
import io.roster.wire.globalstore.v1.CompleteReplicaTransportRequest;
import io.roster.wire.globalstore.v1.RequestReplicaTransportRequest;
import io.roster.wire.globalstore.v1.RequestReplicaTransportResponse;
import io.roster.wire.globalstore.v1.TransportCompletionOutcome;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transports of this node: asked for before anything is fetched, and completed whatever became
 * of it. A completion that the registry did not hear is said again until it has. For all threads.
 */
public final class Transports implements Loop.Steps {

  private static final Logger LOG = LoggerFactory.getLogger(Transports.class);
  private static final java.time.Duration WAIT = java.time.Duration.ofSeconds(10);
  private static final java.time.Duration MARGIN = java.time.Duration.ofSeconds(5);
  private static final java.time.Duration AGAIN = java.time.Duration.ofSeconds(2);
  private static final int MOST_DETAIL = 1_000;

  /** The registry completes what it hears nothing of by itself, so the oldest may be dropped. */
  private static final int MOST_OPEN = 10_000;

  private final RegistryClient registry;
  private final Membership membership;
  private final ReplicaEntries entries;
  private final Queue<CompleteReplicaTransportRequest> open = new ConcurrentLinkedQueue<>();

  public Transports(RegistryClient registry, Membership membership, ReplicaEntries entries) {
    this.registry = registry;
    this.membership = membership;
    this.entries = entries;
  }

  /** Asks for a source of an artifact; waits a while when all are taken. */
  Permit request(String artifactId, Target target) throws RegistryFailure, FetchFailure {
    ReplicaPlace place = new ReplicaPlace(artifactId, target.memory(), target.device().orElse(0));
    RequestReplicaTransportRequest request =
        RequestReplicaTransportRequest.newBuilder()
            .setArtifactId(artifactId)
            .setLocalMemoryInfo(entries.place(place))
            .setWaitTimeoutDur(Duration.newBuilder().setSeconds(WAIT.toSeconds()))
            .setRequesterWorkerId(membership.workerId().orElse(""))
            .setRequestId(UUID.randomUUID().toString())
            .build();
    RequestReplicaTransportResponse answer =
        registry.ask(WAIT.plus(MARGIN), stubs -> stubs.runtime().requestReplicaTransport(request));
    return switch (answer.getStatus()) {
      case STATUS_OK -> permit(answer);
      case STATUS_NOT_FOUND ->
          throw new FetchFailure(
              FetchFailure.Reason.UNKNOWN,
              "No node holds "
                  + artifactId
                  + "; put it into the fleet again, or wait until the node that has it is back");
      case STATUS_TIMED_OUT ->
          throw new FetchFailure(
              FetchFailure.Reason.SOURCES_BUSY,
              "No node that holds "
                  + artifactId
                  + " could give it within "
                  + WAIT.toSeconds()
                  + " seconds: they are busy, drain or keep it to themselves. Try again, or see where its replicas stand"
                  + " (roster replicas)");
      default ->
          throw new RegistryFailure(
              Kind.OTHER, "the registry answered " + answer.getStatus() + " to the transport");
    };
  }

  private static Permit permit(RequestReplicaTransportResponse answer) {
    MemoryInfo source = answer.getRemoteMemoryInfo();
    return new Permit(
        answer.getTransportId(),
        new Peer(source.getNodeAddress(), source.getNodePort()),
        source.getMemorySize());
  }

  void succeeded(Permit permit) {
    complete(permit, TransportCompletionOutcome.TRANSPORT_COMPLETION_OUTCOME_SUCCESS, "");
  }

  void failed(Permit permit, String detail) {
    complete(
        permit,
        TransportCompletionOutcome.TRANSPORT_COMPLETION_OUTCOME_FAILED,
        detail.substring(0, Math.min(detail.length(), MOST_DETAIL)));
  }

  private void complete(Permit permit, TransportCompletionOutcome outcome, String detail) {
    open.add(
        CompleteReplicaTransportRequest.newBuilder()
            .setTransportId(permit.transportId())
            .setOutcome(outcome)
            .setOutcomeDetail(detail)
            .build());
    while (open.size() > MOST_OPEN) {
      open.poll();
    }
    step();
  }

  /** Says what has not been heard yet. */
  @Override
  public java.time.Duration step() {
    CompleteReplicaTransportRequest next;
    while ((next = open.peek()) != null && say(next)) {
      open.remove(next);
    }
    AgentMetrics.OPEN_COMPLETIONS.set(open.size());
    return AGAIN;
  }

  /** Whether the registry has heard it, or never will. */
  private boolean say(CompleteReplicaTransportRequest request) {
    try {
      registry.ask(MARGIN, stubs -> stubs.runtime().completeReplicaTransport(request));
      return true;
    } catch (RegistryFailure failure) {
      boolean refused = failure.kind() == Kind.REFUSED;
      LOG.info(
          "transport_not_completed transport={} again={} reason=\"{}\"",
          request.getTransportId(),
          !refused,
          failure.getMessage());
      return refused;
    }
  }

  @Override
  public void end() {
    step();
  }
}
