/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.model;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.command.CommandState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where commands are kept. Every method belongs to the caller's transaction. */
public interface CommandRepository {

  /** What happened meanwhile that ends a command. */
  record Settled(UUID command, CommandState end, String detail) {}

  /** The database's clock. */
  Instant now();

  void add(StoredCommand command);

  /** Finds one and locks it. */
  Optional<StoredCommand> find(UUID id);

  /** Finds the one with a key; nobody else can add one with that key until the caller is done. */
  Optional<StoredCommand> findByKey(String idempotencyKey);

  /** The open ones of a worker, the oldest first; locked. */
  List<StoredCommand> openOf(WorkerId worker);

  /** Open ones whose deadline has passed; locked. */
  List<StoredCommand> overdue(int most);

  /**
   * Open ones that are over because of what happened since: a worker has reconciled or is gone for
   * good, a replica is gone, a new leadership has begun.
   */
  List<Settled> settled(int most);

  /** Deletes finished ones that have not changed for so long; returns how many. */
  int forget(Duration age, int most);
}
