/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.app;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.reconcile.model.Cursor;
import io.roster.registry.reconcile.model.ReconcileRows.Extent;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What this coordinator last agreed on with each worker, so that an inventory that did not change
 * need not be compared entry by entry. It is only a short cut: what counts is the stored cursor,
 * and an agreement that another coordinator has overtaken fits no more.
 */
@ApplicationScoped
public class AgreedInventories {

  /** More workers than any fleet has; beyond, the comparing is done in full. */
  private static final int MOST = 200_000;

  private final Map<WorkerId, Agreed> latest = new ConcurrentHashMap<>();

  /**
   * An agreement.
   *
   * @param fingerprint of the inventory that was agreed on
   * @param extent of the registered replicas then
   */
  record Agreed(
      long generation,
      long requestSeq,
      long stateVersion,
      String stateChecksum,
      long fingerprint,
      Extent extent) {}

  boolean isAsBefore(WorkerId worker, Cursor cursor, long fingerprint, Supplier<Extent> extent) {
    Agreed before = latest.get(worker);
    return before != null
        && before.generation() == cursor.generation()
        && before.requestSeq() == cursor.requestSeq()
        && before.stateVersion() == cursor.stateVersion()
        && before.stateChecksum().equals(cursor.stateChecksum())
        && before.fingerprint() == fingerprint
        && before.extent().equals(extent.get());
  }

  /** The same agreement, one request on. */
  Agreed next(WorkerId worker, long requestSeq) {
    Agreed before = Objects.requireNonNull(latest.get(worker));
    return new Agreed(
        before.generation(),
        requestSeq,
        before.stateVersion(),
        before.stateChecksum(),
        before.fingerprint(),
        before.extent());
  }

  /** Remembers what was committed. */
  void remember(WorkerId worker, Agreed agreement) {
    if (latest.size() < MOST || latest.containsKey(worker)) {
      latest.put(worker, agreement);
    }
  }

  void forget(WorkerId worker) {
    latest.remove(worker);
  }
}
