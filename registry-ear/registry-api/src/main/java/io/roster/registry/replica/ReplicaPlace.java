/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica;

/**
 * Where one copy of an artifact lies; no two replicas share a place.
 *
 * @param viewId empty for the canonical bytes
 * @param nodePort as the worker says it, unsigned 32 bit
 * @param deviceId which GPU; whatever the worker says for other memory
 */
public record ReplicaPlace(
    String artifactId,
    String viewId,
    String nodeId,
    String nodeAddress,
    long nodePort,
    MemoryType memoryType,
    long deviceId) {}
