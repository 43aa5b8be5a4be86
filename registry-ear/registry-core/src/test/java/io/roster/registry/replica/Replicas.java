/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.platform.RequestKey;
import java.util.List;
import java.util.Optional;

/** Registrations for tests. */
public final class Replicas {

  public static final WorkerId WORKER = new WorkerId("w1");

  private Replicas() {}

  public static ReplicaPlace place(String artifact) {
    return new ReplicaPlace(artifact, "", "node-1", "10.0.0.1", 65_090, MemoryType.GPU, 0);
  }

  public static ReplicaExport exportable(long generation, long... sizes) {
    List<Long> buffers = java.util.Arrays.stream(sizes).boxed().toList();
    return new ReplicaExport(
        ExportState.EXPORTABLE,
        generation,
        buffers.stream().map(size -> "key-" + generation + "-" + size).toList(),
        buffers,
        "{\"v\":" + generation + "}");
  }

  public static ReplicaRegistration registration(String artifact) {
    return registration(place(artifact), WORKER, Optional.of(exportable(1, 60, 40)));
  }

  public static ReplicaRegistration registration(
      ReplicaPlace place, WorkerId worker, Optional<ReplicaExport> export) {
    return new ReplicaRegistration(
        place, worker, 100, 4, export, Optional.empty(), ArtifactClaim.NONE, Optional.empty());
  }

  public static ReplicaRegistration named(
      ReplicaRegistration registration, String id, String fingerprint) {
    return new ReplicaRegistration(
        registration.place(),
        registration.worker(),
        registration.memorySize(),
        registration.maxConcurrency(),
        registration.export(),
        registration.expiresAt(),
        registration.artifact(),
        Optional.of(new RequestKey(id, fingerprint)));
  }

  public static ReplicaRegistration claiming(
      ReplicaRegistration registration, ArtifactClaim artifact) {
    return new ReplicaRegistration(
        registration.place(),
        registration.worker(),
        registration.memorySize(),
        registration.maxConcurrency(),
        registration.export(),
        registration.expiresAt(),
        artifact,
        registration.request());
  }
}
