/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

import io.roster.registry.replica.ReplicaLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Where transports are kept. Every method belongs to the caller's transaction. */
public interface Transports {

  /** The database's clock. */
  Instant now();

  /** A transport, locked until the transaction ends. */
  Optional<Transport> find(UUID transport);

  /** What a transport fetches, without locking it; that never changes. */
  Optional<Wanted> wanted(UUID transport);

  /**
   * A slot that was given back.
   *
   * @param load how busy the source is afterwards
   * @param at by the database's clock
   */
  record Freed(ReplicaLoad load, Instant at) {}

  /** Gives a source's slot back; one that is gone stays gone. */
  Freed free(UUID replica);

  /** How many parts of a group each source was given. */
  Map<UUID, Long> assigned(GroupKey group);

  /** How far groups have come; those without any success are missing. */
  Map<GroupKey, GroupProgress> progress(Set<GroupKey> groups);

  /** Transports in progress that began so long ago, the oldest first; at most so many. */
  List<ActiveTransport> abandoned(Duration age, int most);

  /**
   * Deletes completed transports that began so long ago; at most so many. Returns how many it was.
   */
  int forget(Duration age, int most);
}
