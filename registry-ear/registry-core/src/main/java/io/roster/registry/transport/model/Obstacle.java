/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

import io.roster.registry.replica.ExportState;
import io.roster.registry.replica.ReplicaExport;
import io.roster.registry.replica.ReplicaView;
import java.util.Locale;
import java.util.Optional;

/** Why a replica cannot be a source now, in the order in which it is looked at. */
public enum Obstacle {
  WORKER_MISSING,
  WORKER_NOT_ACCEPTING,
  /** An operator takes its worker out of service; the reference knows no such thing. */
  WORKER_DRAINING,
  HEARTBEAT_STALE,
  REPLICA_UNAVAILABLE,
  OVER_CAPACITY,
  EXPORT_STATE,
  TRANSPORT_MISSING,
  TRANSPORT_SIZE_MISMATCH,
  TRANSPORT_SIZE_ZERO,
  TRANSPORT_SIZE_SUM;

  /** The form in metrics and in the statements that look for obstacles. */
  public String reason() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a statement found; empty for null. */
  public static Obstacle of(String reason) {
    return valueOf(reason.toUpperCase(Locale.ROOT));
  }

  /** What in a replica's export keeps it from being a source, if anything. */
  public static Optional<Obstacle> inExport(ReplicaView replica) {
    ReplicaExport export = replica.export();
    if (export.state() != ExportState.EXPORTABLE) {
      return Optional.of(EXPORT_STATE);
    }
    if (export.remoteMemoryKeys().isEmpty() || export.bufferSizes().isEmpty()) {
      return Optional.of(TRANSPORT_MISSING);
    }
    if (export.remoteMemoryKeys().size() != export.bufferSizes().size()) {
      return Optional.of(TRANSPORT_SIZE_MISMATCH);
    }
    if (export.bufferSizes().contains(0L)) {
      return Optional.of(TRANSPORT_SIZE_ZERO);
    }
    // Both are unsigned; their sums agree in any arithmetic modulo 2^64.
    long sum = export.bufferSizes().stream().mapToLong(Long::longValue).sum();
    return replica.memorySize() != 0 && sum != replica.memorySize()
        ? Optional.of(TRANSPORT_SIZE_SUM)
        : Optional.empty();
  }
}
