/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.app;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.model.AnsweredRequests;
import io.roster.registry.cluster.model.AnsweredRequests.Answered;
import io.roster.registry.cluster.model.RoutableAddress;
import io.roster.registry.journal.model.BulkChange;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.Names;
import io.roster.registry.platform.RequestKey;
import io.roster.registry.replica.ArtifactClaim;
import io.roster.registry.replica.ReplicaExport;
import io.roster.registry.replica.ReplicaPlace;
import io.roster.registry.replica.ReplicaRegistration;
import io.roster.registry.replica.ReplicaView;
import io.roster.registry.replica.app.NoteArtifacts.Said;
import io.roster.registry.replica.app.RegisterReplicas.Answer;
import io.roster.registry.replica.model.ArtifactFacts;
import io.roster.registry.replica.model.ManyReplicas;
import io.roster.registry.replica.model.Placement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Registers copies of artifacts, all that wait at once with the same few statements. A request that
 * was answered before gets the same answer.
 */
@ApplicationScoped
public class RegisterReplicas implements BulkChange<ReplicaRegistration, Answer> {

  /** Of the answers that are remembered. */
  public static final String OPERATION = "register_replica";

  private static final long LAST_PORT = 65_535;

  private AnsweredRequests answered;
  private ManyReplicas replicas;
  private NoteArtifacts artifacts;
  private PlaceReplicas placing;
  private ReplicaOwners owners;

  /** What a request is answered. */
  public sealed interface Answer {

    /** The replica is registered. */
    record Registered(UUID replica) implements Answer {}

    /** It was, when the same request came before. */
    record Repeated(UUID replica) implements Answer {}

    /** The request's id stands for another request. */
    record IdReused() implements Answer {}
  }

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public RegisterReplicas() {}

  @Inject
  public RegisterReplicas(
      AnsweredRequests answered,
      ManyReplicas replicas,
      NoteArtifacts artifacts,
      PlaceReplicas placing,
      ReplicaOwners owners) {
    this.answered = answered;
    this.replicas = replicas;
    this.artifacts = artifacts;
    this.placing = placing;
    this.owners = owners;
  }

  static void validate(ReplicaRegistration registration) {
    ReplicaPlace place = registration.place();
    Names.require("artifact_id", place.artifactId());
    Names.requireSound("byte_space.id", place.viewId());
    Names.require("node_id", place.nodeId());
    Names.require("worker_id", registration.worker().value());
    if (registration.memorySize() == 0) {
      throw new InvalidRequest("memory_size", "must be greater than 0");
    }
    if (registration.maxConcurrency() < 1) {
      throw new InvalidRequest("max_concurrency", "must be greater than 0");
    }
    if (place.nodePort() < 1 || place.nodePort() > LAST_PORT) {
      throw new InvalidRequest(
          "node_port", "must be a port from 1 to " + LAST_PORT + ", not " + place.nodePort());
    }
    RoutableAddress.require("node_address", place.nodeAddress());
    Names.requireSound("node_address", place.nodeAddress());
    registration.export().ifPresent(RegisterReplicas::requireSound);
    requireSound(registration.artifact());
    registration.request().ifPresent(key -> Names.requireSound("client_request_id", key.id()));
  }

  private static void requireSound(ArtifactClaim claim) {
    Names.requireSound("descriptor.index_multihash", claim.indexMultihash());
    Names.requireSound("descriptor.data_multihash", claim.dataMultihash());
    Names.requireSound("schema_version", claim.schemaVersion());
    Names.requireSound("encoding", claim.encoding());
  }

  /** The worker's own texts are kept as they are, but the database knows no character 0. */
  public static void requireSound(ReplicaExport export) {
    requireNoZero("transport.verification_json", export.verificationJson());
    export.remoteMemoryKeys().forEach(key -> requireNoZero("transport.remote_memory_keys", key));
  }

  private static void requireNoZero(String field, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new InvalidRequest(field, "contains the character 0");
    }
  }

  @Override
  public String operation() {
    return "RegisterReplica";
  }

  @Override
  public List<Answer> run(List<ReplicaRegistration> requests) {
    Map<String, Answered> before = answered.answersTo(ids(requests));
    List<ReplicaRegistration> fresh = fresh(requests, before.keySet());
    Iterator<UUID> registered = register(fresh).iterator();
    Map<ReplicaRegistration, UUID> replicas = new IdentityHashMap<>();
    fresh.forEach(request -> replicas.put(request, registered.next()));
    List<Answered> now = fresh.stream().flatMap(request -> answered(request, replicas)).toList();
    answered.remember(OPERATION, now);
    Map<String, Answered> given = new HashMap<>(before);
    now.forEach(answer -> given.put(answer.key().id(), answer));
    return requests.stream()
        .map(
            request ->
                replicas.containsKey(request)
                    ? new Answer.Registered(replicas.get(request))
                    : again(request.request().orElseThrow(), given))
        .toList();
  }

  private static Set<String> ids(List<ReplicaRegistration> requests) {
    return requests.stream()
        .flatMap(request -> request.request().stream())
        .map(RequestKey::id)
        .collect(Collectors.toSet());
  }

  /** Those that are to be done: without an id, or the first with an id that was never answered. */
  private static List<ReplicaRegistration> fresh(
      List<ReplicaRegistration> requests, Set<String> answeredIds) {
    Set<String> met = new HashSet<>(answeredIds);
    return requests.stream()
        .filter(request -> request.request().map(key -> met.add(key.id())).orElse(true))
        .toList();
  }

  private static Stream<Answered> answered(
      ReplicaRegistration request, Map<ReplicaRegistration, UUID> replicas) {
    String replica = String.valueOf(replicas.get(request));
    return request.request().stream().map(key -> new Answered(key, replica, replica));
  }

  private static Answer again(RequestKey key, Map<String, Answered> given) {
    Answered answer = Objects.requireNonNull(given.get(key.id()));
    return answer.key().equals(key)
        ? new Answer.Repeated(UUID.fromString(answer.outcome()))
        : new Answer.IdReused();
  }

  private List<UUID> register(List<ReplicaRegistration> requests) {
    if (requests.isEmpty()) {
      return List.of();
    }
    Instant now = replicas.hold(workers(requests));
    artifacts.run(
        requests.stream()
            .map(
                request ->
                    new Said(
                        owners.of(request.worker()),
                        ArtifactFacts.of(request.place().artifactId(), request.artifact())))
            .toList());
    return placing.run(requests.stream().map(Placement::of).toList(), now).stream()
        .map(ReplicaView::id)
        .toList();
  }

  private static Set<WorkerId> workers(List<ReplicaRegistration> requests) {
    return requests.stream().map(ReplicaRegistration::worker).collect(Collectors.toSet());
  }
}
