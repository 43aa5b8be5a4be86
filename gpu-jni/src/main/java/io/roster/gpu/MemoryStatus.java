/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/**
 * One memory of the node.
 *
 * @param place which
 * @param name a name for people, such as that of the card
 * @param usage what is taken of it
 * @param replicas how many complete copies lie there
 */
public record MemoryStatus(Place place, String name, MemoryUsage usage, int replicas) {}
