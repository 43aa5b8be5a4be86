/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import java.time.Instant;

/**
 * What the store knows of an artifact that it holds.
 *
 * @param id its name
 * @param sizeBytes its length
 * @param sha256 the digest of its bytes, taken while they were loaded
 * @param device where it lies
 * @param loadedAt when its load was complete
 */
public record Artifact(
    ArtifactId id, long sizeBytes, Multihash sha256, GpuDevice device, Instant loadedAt) {}
