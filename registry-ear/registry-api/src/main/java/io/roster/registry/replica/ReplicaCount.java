/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica;

/**
 * How many copies of an artifact there are.
 *
 * @param replicas all of them, of its views too
 * @param available those that their workers offer
 */
public record ReplicaCount(String artifactId, int replicas, int available) {}
