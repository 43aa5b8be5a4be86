/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.client;

import io.roster.wire.globalstore.v1.ReconcileResultKind;

/**
 * Where a daemon stands in its reconciles: which request it sends next, and what an answer does to
 * that.
 */
final class ReconcileCursor {

  private final long generation;
  private long acknowledged;

  /** What the daemon does after an answer. */
  enum Next {
    /** The request is done: the next one has the next number. */
    GO_ON,
    /** The request comes again, unchanged, after the time that the answer names. */
    COME_AGAIN,
    /** The daemon takes note and goes on, but the registry did not do what it was asked. */
    GO_ON_REFUSED,
    /** Nothing is acknowledged: the same number comes again when there is a reason. */
    STAY
  }

  ReconcileCursor(long generation) {
    this.generation = generation;
  }

  long generation() {
    return generation;
  }

  /** The number of the next request. */
  long nextSeq() {
    return acknowledged + 1;
  }

  /** Takes the answer to the next request in. */
  Next answered(ReconcileResultKind kind) {
    return switch (kind) {
      case RECONCILE_RESULT_KIND_APPLIED, RECONCILE_RESULT_KIND_NOOP -> {
        acknowledged++;
        yield Next.GO_ON;
      }
      case RECONCILE_RESULT_KIND_IGNORED_STALE, RECONCILE_RESULT_KIND_REBASE_REQUIRED -> {
        acknowledged++;
        yield Next.GO_ON_REFUSED;
      }
      case RECONCILE_RESULT_KIND_RETRY_LATER -> Next.COME_AGAIN;
      default -> Next.STAY;
    };
  }
}
