/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.shard;

import java.util.List;

/**
 * The door to shard-home leases. Of those who want the same shard one gets it, whichever
 * coordinators they ask; the database's clock alone decides when a lease ends. Times to live are
 * milliseconds, unsigned, and count as a year when they are longer. Safe for use by many threads.
 */
public interface ShardService {

  /**
   * Makes a daemon the home of a shard, unless another one is.
   *
   * @throws io.roster.registry.platform.InvalidRequest when holder or time are missing
   */
  Acquisition acquire(long shardId, String holderDaemonId, long ttlMillis);

  /**
   * Extends a lease that has not run out.
   *
   * @throws io.roster.registry.platform.InvalidRequest when token or time are missing
   * @throws ShardLeaseLost when there is nothing to extend
   */
  HeldShard keepAlive(String token, long ttlMillis);

  /**
   * Extends many leases; the outcomes are in the order of the wishes.
   *
   * @throws io.roster.registry.platform.InvalidRequest when the time is missing
   */
  List<KeepOutcome> keepAlive(List<Keepalive> leases, long ttlMillis);

  /**
   * Gives a lease back; returns whether the token was one.
   *
   * @throws io.roster.registry.platform.InvalidRequest when the token is missing
   */
  boolean release(String token);

  /**
   * @throws NoShardHome when nobody is
   */
  ShardHome home(long shardId);

  /** The homes of those shards that have one. */
  List<ShardHome> homes(List<Long> shardIds);
}
