/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.shard;

/**
 * A lease in the hands of its holder.
 *
 * @param token proves that it is held; for its holder alone
 */
public record HeldShard(ShardHome home, String token) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "HeldShard[" + home + "]";
  }
}
