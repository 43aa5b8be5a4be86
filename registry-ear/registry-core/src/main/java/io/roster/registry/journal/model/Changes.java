/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.model;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The way of every change into the database. Changes that come at the same time share a transaction
 * and its commit. A call returns after that commit, when this coordinator's memory shows what was
 * changed.
 *
 * <p>All calls throw {@code Overloaded} when too much waits already, {@code ConcurrentChange} when
 * other changes came first each time, {@code DatabaseAway} when the database does not answer; in
 * each case nothing was changed. (When the connection breaks during the commit itself, the change
 * is wholly there or wholly not.)
 */
public interface Changes {

  /**
   * Makes a change in a transaction that it may share with others.
   *
   * @param lane changes with the same lane come one after the other on this coordinator: {@code
   *     daemon:…}, {@code artifact:…}
   * @param operation for messages: {@code RegisterWorker}
   * @param work runs on another thread, in the transaction, possibly more than once; it may refuse
   *     by throwing a {@code RegistryException}
   */
  <T> T change(String lane, String operation, Supplier<T> work);

  /** Makes a change of a kind that is made for many requests with the same few statements. */
  <Q, A> A change(String lane, BulkChange<Q, A> kind, Q request);

  /**
   * The same without a thread that waits: the answer comes on the thread that committed, so what
   * follows it must be quick. {@code Overloaded} is thrown at once, every other failure completes
   * the stage.
   */
  <Q, A> CompletionStage<A> begin(String lane, BulkChange<Q, A> kind, Q request);

  /**
   * Makes a change in a transaction of its own, on the caller's thread: for changes that take long
   * or lock much.
   */
  <T> T changeAlone(String operation, Supplier<T> work);
}
