/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.app;

import io.roster.registry.journal.app.GroupCommit.Committed;
import io.roster.registry.journal.model.BulkChange;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A change that waits for its transaction.
 *
 * @param <T> its answer
 */
abstract sealed class Waiting<T> {

  private final CompletableFuture<Committed<T>> committed = new CompletableFuture<>();

  private final long sinceNanos = System.nanoTime();

  final long waitedNanos() {
    return System.nanoTime() - sinceNanos;
  }

  /** For messages. */
  abstract String operation();

  /** Completes after the commit, or with the failure. */
  final CompletableFuture<Committed<T>> committed() {
    return committed;
  }

  /** Answers after the commit. */
  @SuppressWarnings("unchecked")
  final void answer(Object answer, Committed<?> by) {
    committed.complete(new Committed<>((T) answer, by.changes(), by.revision()));
  }

  final void fail(RuntimeException failure) {
    committed.completeExceptionally(failure);
  }

  /** A change that is made by its own statements. */
  static final class Single<T> extends Waiting<T> {
    private final String operation;
    private final Supplier<T> work;

    Single(String operation, Supplier<T> work) {
      this.operation = operation;
      this.work = work;
    }

    @Override
    String operation() {
      return operation;
    }

    T run() {
      return work.get();
    }
  }

  /** A change that is made together with its like. */
  static final class InBulk<Q, A> extends Waiting<A> {
    private final BulkChange<Q, A> kind;
    private final Q request;

    InBulk(BulkChange<Q, A> kind, Q request) {
      this.kind = kind;
      this.request = request;
    }

    @Override
    String operation() {
      return kind.operation();
    }

    BulkChange<Q, A> kind() {
      return kind;
    }

    Q request() {
      return request;
    }
  }
}
