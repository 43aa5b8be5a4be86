/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.shard;

/** What became of a wish to be the home of a shard. */
public sealed interface Acquisition {

  /** It is granted, or extended for who had it. */
  record Granted(HeldShard lease) implements Acquisition {}

  /** Somebody else is. */
  record Taken(ShardHome home) implements Acquisition {}
}
