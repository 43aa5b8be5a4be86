/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key;

import java.util.OptionalLong;

/**
 * What a key stands for.
 *
 * @param replicaUuid a replica that its publisher recommends; may be empty
 * @param daemonAddress the daemon that its publisher recommends; may be empty
 * @param ttlSeconds how long its publisher lets an answer be remembered
 * @param generation counts the artifacts that the key has stood for, from 0, unsigned
 */
public record KeyMapping(
    String key,
    String artifactId,
    String replicaUuid,
    String daemonAddress,
    OptionalLong ttlSeconds,
    long generation,
    Kind kind) {

  /** Whether a key's artifact changes. */
  public enum Kind {
    IMMUTABLE,
    ALIAS
  }
}
