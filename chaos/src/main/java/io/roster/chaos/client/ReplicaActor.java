/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.client;

import io.roster.chaos.client.Session.Intent;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.ListReplicasV2Request;
import io.roster.wire.globalstore.v1.ListReplicasV2Response;
import io.roster.wire.globalstore.v1.RegisterReplicaRequest;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.UnregisterReplicaRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Registers and withdraws replicas of one worker, and now and then says the same thing again. */
final class ReplicaActor implements Actor {

  private final Session session;
  private final Member holder;
  private final List<Subject> artifacts;
  private final Random random;
  private final Map<String, String> known = new HashMap<>();
  private int requests;
  private @Nullable Registration last;

  /** A registration that can be sent again as it was. */
  private record Registration(Subject subject, String artifact, RegisterReplicaRequest request) {}

  ReplicaActor(Session session, Member holder, List<Subject> artifacts, Random random) {
    this.session = session;
    this.holder = holder;
    this.artifacts = artifacts;
    this.random = random;
  }

  @Override
  public void step() {
    Subject subject = artifacts.get(random.nextInt(artifacts.size()));
    String artifact = "cgid:" + subject.name();
    int dice = random.nextInt(100);
    Registration former = last;
    if (dice < 20) {
      read(session, artifact)
          .map(told -> told.getOrDefault("replica", ""))
          .ifPresent(id -> remember(artifact, id));
    } else if (dice < 30 && former != null) {
      register(former);
    } else if (dice < 65) {
      register(new Registration(subject, artifact, request(artifact)));
    } else {
      withdraw(subject, artifact);
    }
  }

  private void remember(String artifact, String id) {
    if (id.isEmpty()) {
      known.remove(artifact);
    } else {
      known.put(artifact, id);
    }
  }

  private RegisterReplicaRequest request(String artifact) {
    requests++;
    return RegisterReplicaRequest.newBuilder()
        .setArtifactId(artifact)
        .setMemInfo(holder.daemon().memory())
        .setMaxConcurrency(4)
        .setWorkerId(holder.worker())
        .setClientRequestId(artifact + "-" + session.client() + "-" + requests)
        .build();
  }

  private void register(Registration registration) {
    last = registration;
    session
        .call(
            Intent.change(
                "replica/" + registration.artifact,
                "register",
                Map.of("request", registration.request.getClientRequestId()),
                registration.subject),
            ClusterRuntimeServiceGrpc.getRegisterReplicaMethod(),
            registration.request,
            answer -> Map.of("replica", answer.getReplicaId()))
        .ifPresent(told -> remember(registration.artifact, told.getOrDefault("replica", "")));
  }

  private void withdraw(Subject subject, String artifact) {
    String id = known.remove(artifact);
    if (id == null) {
      return;
    }
    var unused =
        session.call(
            Intent.change("replica/" + artifact, "unregister", Map.of("replica", id), subject),
            ClusterRuntimeServiceGrpc.getUnregisterReplicaMethod(),
            UnregisterReplicaRequest.newBuilder().setArtifactId(artifact).setReplicaId(id).build(),
            answer -> Map.of("found", String.valueOf(answer.getStatus() == Status.STATUS_OK)));
  }

  static Optional<Map<String, String>> read(Session session, String artifact) {
    return session.call(
        Intent.read("replica/" + artifact),
        ClusterRuntimeServiceGrpc.getListReplicasV2Method(),
        ListReplicasV2Request.newBuilder().setArtifactId(artifact).build(),
        ReplicaActor::held);
  }

  private static Map<String, String> held(ListReplicasV2Response answer) {
    String id =
        answer.getReplicasCount() == 0 ? "" : answer.getReplicas(0).getMemoryInfo().getReplicaId();
    return Map.of("replica", answer.getReplicasCount() > 1 ? "several" : id);
  }

  @Override
  public void close() {
    session.close();
  }
}
