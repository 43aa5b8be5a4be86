/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import io.roster.registry.replica.MemoryType;

/**
 * Replicas in one type of memory.
 *
 * @param available how many of them are offered
 * @param bytes of all of them
 */
public record Copies(MemoryType memory, long replicas, long available, long bytes) {}
