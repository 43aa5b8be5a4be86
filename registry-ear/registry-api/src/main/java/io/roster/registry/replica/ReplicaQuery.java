/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica;

import java.util.Optional;

/**
 * Which replicas to list.
 *
 * @param artifactId only those of this artifact and its views
 * @param nodeId only those on this host
 * @param memoryType only those in such memory
 * @param offset how many to leave out at the beginning
 * @param limit how many at most; more than {@link #MOST} are never given at once
 */
public record ReplicaQuery(
    Optional<String> artifactId,
    Optional<String> nodeId,
    Optional<MemoryType> memoryType,
    long offset,
    int limit) {

  public static final int MOST = 1_000;

  public ReplicaQuery {
    if (offset < 0 || limit < 1) {
      throw new IllegalArgumentException("offset " + offset + ", limit " + limit);
    }
    limit = Math.min(limit, MOST);
  }
}
