/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.app;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.model.Inventories;
import io.roster.registry.cluster.model.StateChecksum;
import io.roster.registry.journal.model.Change;
import io.roster.registry.journal.model.Projection;
import io.roster.registry.replica.MemoryType;
import io.roster.registry.replica.ReplicaLoad;
import io.roster.registry.replica.ReplicaPlace;
import io.roster.registry.replica.ReplicaView;
import io.roster.registry.replica.model.ReplicaPictures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.UnaryOperator;

/**
 * All replicas in memory: by id, by artifact, by worker. An artifact's list is replaced as a whole
 * when one of its replicas changes, so that whoever reads it sees one moment.
 *
 * <p>What happens to a worker happens to its replicas, without entries of their own: when it goes
 * they become unavailable, when another one takes its place they become that one's.
 */
@ApplicationScoped
public class ReplicaDirectory implements Projection, Inventories {

  /** So many replicas are sorted and hashed in a fraction of a millisecond. */
  private static final int QUICKLY_READ = 500;

  private final Map<UUID, ReplicaView> replicas = new ConcurrentHashMap<>();
  private final Map<String, List<ReplicaView>> byArtifact = new ConcurrentHashMap<>();
  private final Map<WorkerId, Set<UUID>> byWorker = new ConcurrentHashMap<>();
  private final Map<UUID, ReplicaLoad> loads = new ConcurrentHashMap<>();

  private final AtomicIntegerArray byMemory = new AtomicIntegerArray(MemoryType.values().length);

  private ReplicaPictures pictures;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public ReplicaDirectory() {}

  @Inject
  public ReplicaDirectory(ReplicaPictures pictures) {
    this.pictures = pictures;
  }

  @Override
  public void load() {
    // In place: one that is there before and after must never look as if it were not.
    Set<UUID> present = new HashSet<>();
    pictures.each(
        replica -> {
          present.add(replica.id());
          put(replica);
        });
    List.copyOf(replicas.keySet()).stream()
        .filter(id -> !present.contains(id))
        .forEach(this::remove);
    Map<UUID, ReplicaLoad> loaded = new HashMap<>();
    pictures.eachLoad(loaded::put);
    loads.keySet().retainAll(loaded.keySet());
    loads.putAll(loaded);
  }

  @Override
  public void apply(Change change) {
    switch (change.kind()) {
      case "replica.registered", "replica.updated" ->
          change.state().ifPresent(state -> put(ReplicaJson.read(id(change), state)));
      case "replica.removed" -> remove(id(change));
      case "transport.started", "transport.completed", "transport.expired" ->
          change.state().ifPresent(this::noteLoad);
      case "worker.expired", "worker.unregistered" -> silence(new WorkerId(change.subject()));
      case "worker.registered" -> {
        if (change.formerState().filter(former -> !former.getBoolean("active")).isPresent()) {
          silence(new WorkerId(change.subject()));
        }
      }
      case "worker.replaced" -> replaced(change);
      default -> {
        // Not about replicas.
      }
    }
  }

  private static UUID id(Change change) {
    return UUID.fromString(change.subject());
  }

  private void put(ReplicaView replica) {
    ReplicaView former = replicas.put(replica.id(), replica);
    if (former == null) {
      byMemory.incrementAndGet(replica.place().memoryType().ordinal());
    }
    if (former != null && !former.worker().equals(replica.worker())) {
      forgetOwner(former);
    }
    byWorker
        .computeIfAbsent(replica.worker(), unused -> ConcurrentHashMap.newKeySet())
        .add(replica.id());
    byArtifact.compute(
        replica.place().artifactId(),
        (unused, list) -> list == null ? List.of(replica) : with(list, replica));
  }

  private static List<ReplicaView> with(List<ReplicaView> list, ReplicaView replica) {
    List<ReplicaView> changed = new ArrayList<>(list.size() + 1);
    list.stream().filter(other -> !other.id().equals(replica.id())).forEach(changed::add);
    changed.add(replica);
    return List.copyOf(changed);
  }

  private void remove(UUID id) {
    loads.remove(id);
    ReplicaView former = replicas.remove(id);
    if (former == null) {
      return;
    }
    byMemory.decrementAndGet(former.place().memoryType().ordinal());
    forgetOwner(former);
    byArtifact.computeIfPresent(
        former.place().artifactId(),
        (unused, list) -> {
          List<ReplicaView> left = list.stream().filter(other -> !other.id().equals(id)).toList();
          return left.isEmpty() ? null : left;
        });
  }

  private void forgetOwner(ReplicaView replica) {
    byWorker.computeIfPresent(
        replica.worker(),
        (unused, ids) -> {
          ids.remove(replica.id());
          return ids.isEmpty() ? null : ids;
        });
  }

  private void noteLoad(JsonObject transport) {
    String replica = transport.getString("replica_id");
    loads.put(
        UUID.fromString(replica),
        new ReplicaLoad(
            transport.getJsonNumber("current_requests").longValue(),
            Instant.parse(transport.getString("last_assigned_at"))));
  }

  private void silence(WorkerId worker) {
    alterAll(worker, replica -> replica.withAvailable(false));
  }

  private void replaced(Change change) {
    WorkerId gone = new WorkerId(change.subject());
    Optional<WorkerId> successor =
        change
            .state()
            .map(state -> state.getString("successor", ""))
            .filter(id -> !id.isEmpty())
            .map(WorkerId::new);
    alterAll(
        gone,
        replica ->
            successor.map(replica::withWorker).orElseGet(() -> replica.withAvailable(false)));
  }

  private void alterAll(WorkerId worker, UnaryOperator<ReplicaView> alteration) {
    of(worker).forEach(replica -> put(alteration.apply(replica)));
  }

  /** One replica. */
  public Optional<ReplicaView> find(UUID id) {
    return Optional.ofNullable(replicas.get(id));
  }

  /** All replicas of an artifact and of its views, in no order. */
  public List<ReplicaView> of(String artifactId) {
    return byArtifact.getOrDefault(artifactId, List.of());
  }

  /** All replicas of a worker, in no order. */
  public List<ReplicaView> of(WorkerId worker) {
    return byWorker.getOrDefault(worker, Set.of()).stream()
        .map(replicas::get)
        .filter(Objects::nonNull)
        .toList();
  }

  /** How many replicas a worker has. */
  public int size(WorkerId worker) {
    return byWorker.getOrDefault(worker, Set.of()).size();
  }

  public ReplicaLoad load(UUID id) {
    return loads.getOrDefault(id, ReplicaLoad.IDLE);
  }

  public int size() {
    return replicas.size();
  }

  /** How many lie in such memory. */
  public int size(MemoryType type) {
    return byMemory.get(type.ordinal());
  }

  /** All replicas, in no order. */
  public Collection<ReplicaView> all() {
    return Collections.unmodifiableCollection(replicas.values());
  }

  @Override
  public boolean holds(WorkerId worker, String artifactId) {
    return of(artifactId).stream().anyMatch(replica -> replica.worker().equals(worker));
  }

  @Override
  public Optional<String> checksum(WorkerId worker) {
    return size(worker) > QUICKLY_READ ? Optional.empty() : Optional.of(checksum(of(worker)));
  }

  /** The state checksum of an inventory. */
  public static String checksum(Collection<ReplicaView> inventory) {
    return StateChecksum.of(inventory.stream().map(ReplicaDirectory::line).toList());
  }

  private static StateChecksum.Line line(ReplicaView replica) {
    ReplicaPlace place = replica.place();
    return new StateChecksum.Line(
        place.artifactId(),
        place.viewId(),
        place.nodeId(),
        place.nodeAddress(),
        place.nodePort(),
        place.deviceId(),
        place.memoryType().name(),
        replica.available());
  }
}
