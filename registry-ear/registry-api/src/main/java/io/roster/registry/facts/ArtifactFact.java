/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import io.roster.registry.replica.ArtifactClaim.ArtifactIdKind;
import java.time.Instant;
import java.util.List;

/**
 * An artifact.
 *
 * @param bytes of the largest replica: of one whole copy, when there is one
 * @param copies its replicas and those of its views, one entry for each type of memory
 * @param holders how many workers offer a replica
 * @param views how many views of it have replicas
 * @param keys how many keys stand for it
 * @param indexKnown whether the bytes of its index are kept
 */
public record ArtifactFact(
    String artifactId,
    ArtifactIdKind kind,
    long bytes,
    List<Copies> copies,
    long holders,
    long views,
    long keys,
    boolean indexKnown,
    Instant createdAt,
    Instant updatedAt) {

  public ArtifactFact {
    copies = List.copyOf(copies);
  }
}
