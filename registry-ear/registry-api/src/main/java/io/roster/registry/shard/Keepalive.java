/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.shard;

/**
 * One of many leases to keep alive: it must be of this shard and this generation.
 *
 * @param shardId unsigned
 * @param generation unsigned
 */
public record Keepalive(long shardId, long generation, String token) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "Keepalive[shard=" + Long.toUnsignedString(shardId) + "]";
  }
}
