/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.model;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.replica.ReplicaExport;
import io.roster.registry.replica.ReplicaPlace;
import io.roster.registry.replica.ReplicaRegistration;
import io.roster.registry.replica.ReplicaView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * A copy that a worker says lies at a place, whatever was known to lie there.
 *
 * @param export empty when nothing is said of it
 */
public record Placement(
    ReplicaPlace place,
    WorkerId worker,
    long memorySize,
    long maxConcurrency,
    boolean available,
    Optional<ReplicaExport> export,
    Optional<Instant> expiresAt) {

  public Placement {
    export = export.map(said -> said.normalised(memorySize));
    // As fine as the database keeps it.
    expiresAt = expiresAt.map(end -> end.truncatedTo(ChronoUnit.MICROS));
  }

  public static Placement of(ReplicaRegistration registration) {
    return new Placement(
        registration.place(),
        registration.worker(),
        registration.memorySize(),
        registration.maxConcurrency(),
        true,
        registration.export(),
        registration.expiresAt());
  }

  /** Where nothing lay. */
  public ReplicaView fresh(UUID id, Instant now) {
    return new ReplicaView(
        id,
        place,
        worker,
        memorySize,
        maxConcurrency,
        available,
        export.orElseGet(() -> ReplicaExport.presenceOnly(0)),
        now,
        now,
        expiresAt);
  }

  /**
   * Over the copy that was known there: it keeps its id. Buffers and size belong together, so
   * without the ones the other is kept too.
   */
  public ReplicaView over(ReplicaView former, Instant now) {
    return new ReplicaView(
        former.id(),
        place,
        worker,
        export.isPresent() ? memorySize : former.memorySize(),
        maxConcurrency,
        available,
        export.orElse(former.export()),
        former.createdAt(),
        now,
        expiresAt);
  }
}
