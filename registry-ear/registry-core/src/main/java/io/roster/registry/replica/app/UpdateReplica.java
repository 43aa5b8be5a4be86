/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.app;

import io.roster.registry.cluster.model.AnsweredRequests;
import io.roster.registry.journal.model.Journal;
import io.roster.registry.replica.HeldCopy;
import io.roster.registry.replica.MemoryType;
import io.roster.registry.replica.model.Replica;
import io.roster.registry.replica.model.ReplicaRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/** What happens to a single replica after its registration. Every method runs in a transaction. */
@ApplicationScoped
public class UpdateReplica {

  private ReplicaRepository replicas;
  private AnsweredRequests answered;
  private Journal journal;
  private ReplicaOwners owners;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public UpdateReplica() {}

  @Inject
  public UpdateReplica(
      ReplicaRepository replicas,
      AnsweredRequests answered,
      Journal journal,
      ReplicaOwners owners) {
    this.replicas = replicas;
    this.answered = answered;
    this.journal = journal;
    this.owners = owners;
  }

  boolean touch(String artifactId, UUID id) {
    return update(find(artifactId, id), Replica::touch);
  }

  boolean withdraw(UUID id, Optional<String> artifactId) {
    Optional<Replica> replica =
        artifactId.isPresent() ? find(artifactId.get(), id) : replicas.find(id);
    return update(replica, Replica::withdraw);
  }

  private boolean update(Optional<Replica> found, BiConsumer<Replica, Instant> change) {
    found.ifPresent(
        replica -> {
          JsonObject before = ReplicaJson.of(replica.view());
          change.accept(replica, replicas.now());
          journal.append(
              owners.of(replica.worker()),
              "replica.updated",
              replica.id().toString(),
              before,
              ReplicaJson.of(replica.view()));
        });
    return found.isPresent();
  }

  private Optional<Replica> find(String artifactId, UUID id) {
    return replicas.find(id).filter(replica -> replica.artifactId().equals(artifactId));
  }

  /** Returns where it lay. */
  Optional<MemoryType> remove(String artifactId, UUID id) {
    return find(artifactId, id).map(this::remove);
  }

  /** Returns where it lay. */
  Optional<MemoryType> remove(HeldCopy copy) {
    List<Replica> candidates = replicas.of(copy.worker(), copy.artifactId());
    return candidates.stream()
        .filter(replica -> copy.memoryType().map(replica.memoryType()::equals).orElse(true))
        .filter(replica -> copy.deviceId().orElse(replica.deviceId()) == replica.deviceId())
        .min(Comparator.comparing(Replica::memoryType).thenComparing(Replica::createdAt))
        // Somebody else may have removed it before it is locked.
        .flatMap(replica -> find(copy.artifactId(), replica.id()))
        .map(this::remove);
  }

  private MemoryType remove(Replica replica) {
    JsonObject before = ReplicaJson.of(replica.view());
    replicas.remove(replica);
    answered.forget(RegisterReplicas.OPERATION, List.of(replica.id().toString()));
    journal.append(
        owners.of(replica.worker()),
        "replica.removed",
        replica.id().toString(),
        before,
        JsonValue.NULL);
    return replica.memoryType();
  }
}
