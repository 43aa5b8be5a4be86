/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.shard.model;

import io.roster.registry.shard.ShardHome;
import java.util.List;

/** Reads leases as they are committed; {@code DatabaseAway} when the database does not answer. */
public interface ShardPictures {

  /** The homes of those shards whose lease runs now, in the order of their numbers. */
  List<ShardHome> homes(List<Long> shardIds);
}
