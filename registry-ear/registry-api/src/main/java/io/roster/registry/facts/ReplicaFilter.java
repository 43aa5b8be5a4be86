/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import io.roster.registry.platform.Names;
import io.roster.registry.replica.MemoryType;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which replicas to list.
 *
 * @param artifactId of this artifact and its views
 * @param workerId that this worker holds
 * @param nodeId on this host
 * @param nodeAddress at this address
 * @param memories in any of these; all when empty
 * @param deviceId on this device
 * @param conditions any of these; all when empty
 */
public record ReplicaFilter(
    Optional<String> artifactId,
    Optional<String> workerId,
    Optional<String> nodeId,
    Optional<String> nodeAddress,
    Set<MemoryType> memories,
    OptionalLong deviceId,
    Set<ReplicaCondition> conditions) {

  public ReplicaFilter {
    artifactId.ifPresent(name -> Names.requireSound("artifact_id", name));
    workerId.ifPresent(name -> Names.requireSound("worker_id", name));
    nodeId.ifPresent(name -> Names.requireSound("node_id", name));
    nodeAddress.ifPresent(name -> Names.requireSound("node_address", name));
    memories = Set.copyOf(memories);
    conditions = Set.copyOf(conditions);
  }

  public static ReplicaFilter all() {
    return of(Optional.empty(), Optional.empty());
  }

  public static ReplicaFilter ofArtifact(String artifactId) {
    return of(Optional.of(artifactId), Optional.empty());
  }

  public static ReplicaFilter ofWorker(String workerId) {
    return of(Optional.empty(), Optional.of(workerId));
  }

  private static ReplicaFilter of(Optional<String> artifactId, Optional<String> workerId) {
    return new ReplicaFilter(
        artifactId,
        workerId,
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        OptionalLong.empty(),
        Set.of());
  }
}
