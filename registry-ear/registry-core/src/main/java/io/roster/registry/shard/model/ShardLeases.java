/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.shard.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Where leases are kept. Every method belongs to the caller's transaction. */
public interface ShardLeases {

  /** The database's clock. */
  Instant now();

  /** The lease of a shard, locked until the transaction ends. */
  Optional<ShardLease> lock(long shardId);

  /** The leases with these tokens, locked until the transaction ends, in the order of shards. */
  List<ShardLease> lockByTokens(Collection<String> tokens);

  /** Adds a lease; when another coordinator added it meanwhile, the transaction collides. */
  void add(ShardLease lease);

  /**
   * Drops rows whose lease ended so long ago; at most so many.
   *
   * @return how many were dropped
   */
  int dropEnded(Duration age, int most);
}
