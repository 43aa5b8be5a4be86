/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.chunk;

/**
 * Where a chunk can be had.
 *
 * @param chunkIdx its number in the artifact, unsigned 32 bit
 * @param loadRatio how busy the node is
 * @param replica which copy of it on the device, unsigned 32 bit
 */
public record ChunkLocation(
    long chunkIdx,
    String nodeId,
    String nodeAddress,
    int p2pPort,
    ChunkState state,
    float loadRatio,
    String deviceUuid,
    long replica) {}
