/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.chunk;

/**
 * News of one chunk on one device of a node.
 *
 * @param chunkIdx its number in the artifact, unsigned 32 bit
 * @param replica which copy of it on the device, unsigned 32 bit
 */
public record ChunkUpdate(
    String artifactId, long chunkIdx, String deviceUuid, long replica, ChunkState state) {}
