/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact;

/**
 * An artifact described together with its index.
 *
 * @param artifact what it is; empty schema version and encoding stand for the usual ones
 * @param canonicalIndex the bytes of its index, whose hash the description names; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and too large to copy.
public record ArtifactPublication(ArtifactView artifact, byte[] canonicalIndex) {}
