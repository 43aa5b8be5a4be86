/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile;

/** The door to reconciling. Safe for use by many threads. */
public interface ReconcileService {

  /**
   * Compares what a worker says it holds with what the registry knows, and makes the registry
   * agree. Late and doubled requests change nothing.
   *
   * @throws io.roster.registry.cluster.UnknownWorker when no active worker has this id
   * @throws io.roster.registry.platform.InvalidRequest when an entry names something that cannot be
   */
  Reconciliation reconcile(ReconcileRequest request);
}
