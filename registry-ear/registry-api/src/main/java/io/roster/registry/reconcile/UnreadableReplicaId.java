/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** An inventory names a replica by an id that the registry never gave. */
public final class UnreadableReplicaId extends RegistryException {

  private static final long serialVersionUID = 1L;

  public UnreadableReplicaId() {
    super(
        ErrorCode.UNREADABLE_REPLICA_ID,
        "The inventory has a replica_id that is no UUID; send the registry's own ids, or none");
  }
}
