/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.shard;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** Nobody is the home of a shard now. */
public final class NoShardHome extends RegistryException {

  private static final long serialVersionUID = 1L;

  public NoShardHome(long shardId) {
    super(
        ErrorCode.NO_SHARD_HOME,
        "Shard " + Long.toUnsignedString(shardId) + " has no home now; ask again, or acquire it");
  }
}
