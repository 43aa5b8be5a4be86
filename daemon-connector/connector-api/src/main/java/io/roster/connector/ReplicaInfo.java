/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

import java.io.Serializable;
import java.time.Instant;

/**
 * What is known of a replica: the copy of an artifact in one memory of the daemon. It is as of the
 * moment at which it was asked for.
 *
 * @param artifactId the artifact's id on the wire
 * @param memory where it lies
 * @param sizeBytes its length
 * @param pinned whether pressure on the memory leaves it alone
 * @param uses how many read it now, other nodes included; it gives its memory back after the last
 * @param loadedAt when its load was complete
 * @param lastUsedAt when it was opened last; the time of its load before that
 */
public record ReplicaInfo(
    String artifactId,
    MemoryId memory,
    long sizeBytes,
    boolean pinned,
    int uses,
    Instant loadedAt,
    Instant lastUsedAt)
    implements Serializable {}
