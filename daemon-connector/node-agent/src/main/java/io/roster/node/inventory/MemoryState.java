/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.inventory;

/** How full one memory is. */
public record MemoryState(Memory memory, int device, long capacityBytes, long usedBytes) {}
