/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance.model;

import java.time.Instant;
import java.util.Optional;

/** Where instances are kept. Every method belongs to the caller's transaction. */
public interface InstanceRepository {

  /** The database's clock. */
  Instant now();

  /** An instance, locked until the transaction ends. */
  Optional<EngineInstance> lock(String instanceId);

  void add(EngineInstance instance);

  void remove(EngineInstance instance);

  /** The active worker of a daemon. */
  Optional<String> workerOf(String daemonId);
}
