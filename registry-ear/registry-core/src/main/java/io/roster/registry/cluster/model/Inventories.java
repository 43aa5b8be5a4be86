/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.model;

import io.roster.registry.cluster.WorkerId;
import java.util.Optional;

/** What this coordinator's memory knows of the replicas of workers. Answers at once. */
public interface Inventories {

  /** Whether the worker has a replica of the artifact, available or not. */
  boolean holds(WorkerId worker, String artifactId);

  /**
   * The state checksum over all replicas of the worker, computed now; nothing when they are too
   * many to be read while a heartbeat waits.
   */
  Optional<String> checksum(WorkerId worker);
}
