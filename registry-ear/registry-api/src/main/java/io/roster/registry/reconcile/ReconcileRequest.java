/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile;

import io.roster.registry.cluster.WorkerId;
import java.util.List;

/**
 * What a worker says it holds.
 *
 * @param daemonId empty when it does not say
 * @param generation of its registration, unsigned
 * @param requestSeq counted by the worker within the generation, unsigned
 */
public record ReconcileRequest(
    WorkerId worker,
    String daemonId,
    long generation,
    long requestSeq,
    Kind kind,
    List<InventoryEntry> inventory) {

  public ReconcileRequest {
    inventory = List.copyOf(inventory);
  }

  /** What the inventory is. */
  public enum Kind {
    /** Everything that the worker holds; when it is empty, the worker holds nothing. */
    SNAPSHOT,
    /** What the worker could enumerate; when it is empty, that says nothing. */
    DELTA
  }
}
