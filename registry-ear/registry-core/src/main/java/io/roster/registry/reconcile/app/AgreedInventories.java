/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.app;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.reconcile.model.Cursor;
import io.roster.registry.reconcile.model.ReconcileRows.Extent;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

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

  /** What was registered when this inventory was agreed on; empty unless that was the last time. */
  Optional<Extent> extent(WorkerId worker, Cursor cursor, long fingerprint) {
    return Optional.ofNullable(latest.get(worker))
        .filter(
            before ->
                before.generation() == cursor.generation()
                    && before.requestSeq() == cursor.requestSeq()
                    && before.stateVersion() == cursor.stateVersion()
                    && before.stateChecksum().equals(cursor.stateChecksum())
                    && before.fingerprint() == fingerprint)
        .map(Agreed::extent);
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
