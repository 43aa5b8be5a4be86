/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup;

/**
 * What the registry holds now.
 *
 * @param revision the newest
 * @param workers those that are registered
 */
public record Holdings(
    String clusterId, long revision, long workers, long replicas, long artifacts, long keys) {}
