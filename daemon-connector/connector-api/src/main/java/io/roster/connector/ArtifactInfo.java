/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

import java.io.Serializable;
import java.time.Instant;

/**
 * What is known of an artifact that the daemon holds.
 *
 * @param id its id on the wire
 * @param sizeBytes its length
 * @param sha256 the digest of its bytes when they were loaded, 64 hexadecimal digits
 * @param memory the kind of memory it lies in
 * @param deviceOrdinal the device among those of its daemon
 * @param loadedAt when its load was complete
 */
public record ArtifactInfo(
    String id,
    long sizeBytes,
    String sha256,
    MemoryKind memory,
    int deviceOrdinal,
    Instant loadedAt)
    implements Serializable {}
