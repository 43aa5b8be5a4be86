/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import io.roster.gpu.ArtifactId;

/**
 * How far a fetch is.
 *
 * @param id the artifact
 * @param verifiedBytes how much of it has come and is right
 * @param sizeBytes its length
 */
public record FetchProgress(ArtifactId id, long verifiedBytes, long sizeBytes) {}
