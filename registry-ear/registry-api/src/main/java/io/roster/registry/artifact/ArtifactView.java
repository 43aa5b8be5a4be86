/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact;

import io.roster.registry.replica.ArtifactClaim.ArtifactIdKind;

/**
 * An artifact as it is described.
 *
 * @param indexMultihash the hash of its index; empty when nobody told
 * @param dataMultihash the hash of its bytes; empty when nobody told
 */
public record ArtifactView(
    String artifactId,
    ArtifactIdKind idKind,
    String indexMultihash,
    String dataMultihash,
    String schemaVersion,
    String encoding) {}
