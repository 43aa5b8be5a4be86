/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key;

import java.util.OptionalLong;

/**
 * A wish to fix a key to an artifact.
 *
 * @param replicaUuid a replica to recommend; may be empty
 * @param daemonAddress a daemon to recommend; may be empty
 * @param ttlSeconds how long an answer may be remembered
 */
public record KeyUpsert(
    String key,
    String artifactId,
    String replicaUuid,
    String daemonAddress,
    OptionalLong ttlSeconds) {}
