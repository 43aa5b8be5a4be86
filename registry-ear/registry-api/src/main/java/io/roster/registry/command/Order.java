/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.replica.MemoryType;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What an operator wants done.
 *
 * @param target whom it is about: a worker id, a replica id, a transport id, a key, the number of a
 *     shard, {@link #LEADERSHIP}
 * @param parameters what else there is to say, by name
 */
public record Order(CommandKind kind, String target, Map<String, String> parameters) {

  /** The target of a command about who leads; also the subject of such journal entries. */
  public static final String LEADERSHIP = "leadership";

  public static final String ARTIFACT_ID = "artifact_id";
  public static final String VIEW_ID = "view_id";
  public static final String MEMORY_TYPE = "memory_type";
  public static final String DEVICE_ID = "device_id";
  public static final String COORDINATOR = "coordinator";
  public static final String GENERATION = "generation";

  public Order {
    parameters = Map.copyOf(parameters);
  }

  /** The daemon is to tell the registry what it holds. */
  public static Order requestResync(WorkerId worker) {
    return about(CommandKind.REQUEST_RESYNC, worker);
  }

  /** No new transport begins at the worker's replicas. */
  public static Order drain(WorkerId worker) {
    return about(CommandKind.DRAIN_WORKER, worker);
  }

  /** The end of {@link #drain}. */
  public static Order resume(WorkerId worker) {
    return about(CommandKind.RESUME_WORKER, worker);
  }

  /** The worker is to go, whatever its daemon says. */
  public static Order forceUnregister(WorkerId worker) {
    return about(CommandKind.FORCE_UNREGISTER, worker);
  }

  /** The node is to give a replica up. */
  public static Order evict(UUID replica) {
    return new Order(CommandKind.EVICT_REPLICA, replica.toString(), Map.of());
  }

  /** Nobody is sent to a replica until its worker says anew that it is available. */
  public static Order markUnavailable(UUID replica) {
    return new Order(CommandKind.MARK_REPLICA_UNAVAILABLE, replica.toString(), Map.of());
  }

  /** The node is to get an artifact; into which memory, when that matters. */
  public static Order prefetch(WorkerId worker, String artifactId, Optional<MemoryType> memory) {
    return new Order(
        CommandKind.PREFETCH_ARTIFACT,
        worker.value(),
        memory
            .map(type -> Map.of(ARTIFACT_ID, artifactId, MEMORY_TYPE, type.name()))
            .orElseGet(() -> Map.of(ARTIFACT_ID, artifactId)));
  }

  /** Another coordinator is to lead; which one, when that matters. */
  public static Order handOver(Optional<String> coordinator) {
    return new Order(
        CommandKind.HAND_OVER_LEADERSHIP,
        LEADERSHIP,
        coordinator.map(name -> Map.of(COORDINATOR, name)).orElseGet(Map::of));
  }

  /** A transport is to end now; its requester is told when it asks again. */
  public static Order cancelTransport(UUID transport) {
    return new Order(CommandKind.CANCEL_TRANSPORT, transport.toString(), Map.of());
  }

  /**
   * A key is to stand for another artifact.
   *
   * @param expectedGeneration which it must have now, unsigned
   */
  public static Order swapKey(String key, String artifactId, long expectedGeneration) {
    return new Order(
        CommandKind.SWAP_KEY,
        key,
        Map.of(ARTIFACT_ID, artifactId, GENERATION, Long.toUnsignedString(expectedGeneration)));
  }

  /** A key is to be no more. */
  public static Order revokeKey(String key) {
    return new Order(CommandKind.REVOKE_KEY, key, Map.of());
  }

  /** The home of a shard is to be free for whoever comes first. */
  public static Order releaseLease(long shardId) {
    return new Order(CommandKind.RELEASE_LEASE, Long.toUnsignedString(shardId), Map.of());
  }

  private static Order about(CommandKind kind, WorkerId worker) {
    return new Order(kind, worker.value(), Map.of());
  }

  /** The same with parameters that the registry found. */
  public Order with(Map<String, String> found) {
    return new Order(kind, target, found);
  }
}
