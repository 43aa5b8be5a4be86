/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.client;

import io.roster.chaos.client.Session.Intent;
import io.roster.wire.common.v1.MemoryInfo;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.CompleteReplicaTransportRequest;
import io.roster.wire.globalstore.v1.RequestReplicaTransportRequest;
import io.roster.wire.globalstore.v1.RequestReplicaTransportResponse;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.TransportCompletionOutcome;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Fetches from a source that has fewer slots than there are fetchers. */
final class TransportActor implements Actor {

  private static final int REPEATS = 50;

  private final Session session;
  private final String artifact;
  private final Member source;
  private final Random random;
  private final Subject subject;
  private int requests;
  private int repeatsLeft;
  private String open = "";
  private String request = "";

  TransportActor(Session session, String artifact, Member source, Subject subject, Random random) {
    this.session = session;
    this.artifact = artifact;
    this.source = source;
    this.subject = subject;
    this.random = random;
  }

  /** What was asked for and not answered is asked for again, so that no slot is forgotten. */
  @Override
  public void step() {
    if (!open.isEmpty()) {
      if (random.nextInt(3) > 0 || repeatsLeft < REPEATS) {
        complete();
      }
      return;
    }
    if (request.isEmpty()) {
      requests++;
      request = session.client() + "-" + artifact + "-" + requests;
      repeatsLeft = REPEATS;
    }
    ask();
  }

  private void ask() {
    Optional<Map<String, String>> told =
        session.call(
            Intent.change("slot/" + artifact, "request", Map.of("request", request), subject),
            ClusterRuntimeServiceGrpc.getRequestReplicaTransportMethod(),
            RequestReplicaTransportRequest.newBuilder()
                .setArtifactId(artifact)
                .setRequestId(request)
                .setRequesterWorkerId(source.worker())
                .setLocalMemoryInfo(
                    MemoryInfo.newBuilder()
                        .setNodeId(source.daemon().node())
                        .setNodeAddress("10.255.0.1")
                        .setNodePort(50_052))
                .build(),
            TransportActor::granted);
    if (told.isPresent()) {
      open = told.get().getOrDefault("transport", "");
      request = open.isEmpty() ? "" : request;
    } else if (--repeatsLeft == 0) {
      request = "";
    }
  }

  private static Map<String, String> granted(RequestReplicaTransportResponse answer) {
    return answer.getStatus() == Status.STATUS_OK
        ? Map.of("transport", answer.getTransportId())
        : Map.of("refused", answer.getStatus().name());
  }

  private void complete() {
    Optional<Map<String, String>> told =
        session.call(
            Intent.change("slot/" + artifact, "complete", Map.of("transport", open), subject),
            ClusterRuntimeServiceGrpc.getCompleteReplicaTransportMethod(),
            CompleteReplicaTransportRequest.newBuilder()
                .setTransportId(open)
                .setOutcome(TransportCompletionOutcome.TRANSPORT_COMPLETION_OUTCOME_SUCCESS)
                .build(),
            answer -> Map.of("found", String.valueOf(answer.getStatus() == Status.STATUS_OK)));
    repeatsLeft--;
    if (told.isPresent() || repeatsLeft == 0) {
      open = "";
      request = "";
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
