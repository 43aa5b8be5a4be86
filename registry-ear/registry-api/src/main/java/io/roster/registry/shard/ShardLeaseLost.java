/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.shard;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** A lease that was to be kept alive is not the caller's any more. */
public final class ShardLeaseLost extends RegistryException {

  private static final long serialVersionUID = 1L;

  public ShardLeaseLost(KeepOutcome.Reason reason) {
    super(ErrorCode.SHARD_LEASE_LOST, reason.text() + "; acquire it again");
  }
}
