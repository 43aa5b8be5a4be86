/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.model;

import io.roster.registry.reconcile.ReconcileRequest;

/** What a request is worth, before its inventory is looked at. */
public enum Verdict {
  /** It is the next one. */
  NEXT,
  /** It was answered before. */
  REPLAY,
  /** Newer ones were answered before. */
  STALE,
  /** One before it has not come yet. */
  GAP,
  /** Its sender does not know where the registry stands. */
  REBASE;

  /** The decision table, row by row; the first that fits decides. */
  public static Verdict of(ReconcileRequest request, Cursor stored) {
    String daemon = request.daemonId().strip();
    if (!daemon.isEmpty() && !stored.daemonId().isEmpty() && !daemon.equals(stored.daemonId())) {
      return REBASE;
    }
    int generation = Long.compareUnsigned(request.generation(), stored.generation());
    if (generation < 0) {
      return STALE;
    }
    if (generation > 0) {
      return REBASE;
    }
    int seq = Long.compareUnsigned(request.requestSeq(), stored.requestSeq());
    if (seq == 0) {
      return REPLAY;
    }
    if (seq < 0) {
      return STALE;
    }
    return request.requestSeq() == stored.requestSeq() + 1 ? NEXT : GAP;
  }
}
