/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.chunk;

import io.roster.node.inventory.HeldReplica;
import io.roster.node.inventory.Inventory;
import io.roster.node.inventory.Memory;
import io.roster.node.inventory.ReplicaPlace;
import io.roster.node.loop.Loop;
import io.roster.node.metrics.AgentMetrics;
import io.roster.node.registry.Membership;
import io.roster.node.registry.NodeIdentity;
import io.roster.node.registry.RegistryClient;
import io.roster.node.registry.RegistryFailure;
import io.roster.node.registry.RegistryFailure.Kind;
import io.roster.wire.globalstore.v1.BatchUpdateChunkStatesRequest;
import io.roster.wire.globalstore.v1.BatchUpdateChunkStatesResponse;
import io.roster.wire.globalstore.v1.ChunkState;
import io.roster.wire.globalstore.v1.ChunkStateUpdate;
import io.roster.wire.globalstore.v1.Status;
import jakarta.resource.ResourceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports the chunks of replicas in GPU memory: all of a replica's when it has come, and that they
 * are gone when it has. What the registry did not hear stays to be said. For one thread.
 */
public final class ChunkSync implements Loop.Steps {

  /** In which parts an artifact is counted; the last one may be shorter. */
  static final long CHUNK_BYTES = 64L << 20;

  private static final Logger LOG = LoggerFactory.getLogger(ChunkSync.class);
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int MOST_UPDATES = 4_000;

  private final NodeIdentity node;
  private final Membership membership;
  private final RegistryClient registry;
  private final Inventory inventory;
  private final Duration interval;

  /** What the registry has heard of, each with its length. */
  private final Map<ReplicaPlace, Long> reported = new HashMap<>();

  private long registration;

  public ChunkSync(
      NodeIdentity node,
      Membership membership,
      RegistryClient registry,
      Inventory inventory,
      Duration interval) {
    this.node = node;
    this.membership = membership;
    this.registry = registry;
    this.inventory = inventory;
    this.interval = interval;
  }

  @Override
  public Duration step() {
    membership
        .standing()
        .ifPresent(
            standing -> {
              if (standing.registration() != registration) {
                // The registry may have forgotten what an earlier registration said.
                reported.clear();
                registration = standing.registration();
              }
              report(standing.workerId());
            });
    return interval;
  }

  private void report(String worker) {
    try {
      Map<ReplicaPlace, Long> held = new HashMap<>();
      for (HeldReplica replica : inventory.held()) {
        if (replica.place().memory() == Memory.GPU) {
          held.put(replica.place(), replica.sizeBytes());
        }
      }
      Set<ReplicaPlace> changed = new HashSet<>(reported.keySet());
      changed.removeAll(held.keySet());
      held.keySet().stream().filter(place -> !reported.containsKey(place)).forEach(changed::add);
      for (ReplicaPlace place : changed) {
        say(worker, place, held);
      }
    } catch (ResourceException e) {
      LOG.debug("chunks_unknown reason=\"{}\"", e.getMessage());
    } catch (RegistryFailure e) {
      AgentMetrics.CHUNKS_FAILED.inc();
      LOG.debug("chunks_not_reported reason=\"{}\"", e.getMessage());
    }
  }

  private void say(String worker, ReplicaPlace place, Map<ReplicaPlace, Long> held)
      throws RegistryFailure {
    Long size = held.get(place);
    if (size == null) {
      send(worker, place, reported.getOrDefault(place, 0L), ChunkState.CHUNK_STATE_EVICTED);
      reported.remove(place);
    } else {
      send(worker, place, size, ChunkState.CHUNK_STATE_COPIED_GPU);
      reported.put(place, size);
    }
  }

  private void send(String worker, ReplicaPlace place, long size, ChunkState state)
      throws RegistryFailure {
    int chunks = (int) ((size + CHUNK_BYTES - 1) / CHUNK_BYTES);
    List<ChunkStateUpdate> batch = new ArrayList<>();
    for (int chunk = 0; chunk < chunks; chunk++) {
      batch.add(
          ChunkStateUpdate.newBuilder()
              .setArtifactId(place.artifactId())
              .setChunkIdx(chunk)
              .setState(state)
              .setDeviceUuid(node.daemonId() + "/gpu-" + place.device())
              .build());
      if (batch.size() == MOST_UPDATES || chunk == chunks - 1) {
        send(worker, batch);
        batch.clear();
      }
    }
  }

  private void send(String worker, List<ChunkStateUpdate> updates) throws RegistryFailure {
    BatchUpdateChunkStatesRequest request =
        BatchUpdateChunkStatesRequest.newBuilder()
            .setWorkerId(worker)
            .setNodeId(node.nodeId())
            .addAllUpdates(updates)
            .build();
    BatchUpdateChunkStatesResponse answer =
        registry.ask(LIMIT, stubs -> stubs.runtime().batchUpdateChunkStates(request));
    if (answer.getStatus() != Status.STATUS_OK) {
      throw new RegistryFailure(
          Kind.OTHER, "the registry answered " + answer.getStatus() + " to the chunks");
    }
  }
}
