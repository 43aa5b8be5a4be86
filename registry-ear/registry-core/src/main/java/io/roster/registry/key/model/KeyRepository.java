/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key.model;

import java.time.Instant;
import java.util.Optional;

/** Where keys are kept. Every method belongs to the caller's transaction. */
public interface KeyRepository {

  /** The database's clock. */
  Instant now();

  /** A key, locked until the transaction ends, so that of two swaps the second sees the first. */
  Optional<ArtifactKey> lock(String key);

  /** Adds a key; when another coordinator added it meanwhile, the transaction collides. */
  void add(ArtifactKey key);

  void remove(ArtifactKey key);
}
