/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.model;

import java.util.List;

/**
 * A change that is made for many requests with the same few statements.
 *
 * @param <Q> a request
 * @param <A> its answer
 */
public interface BulkChange<Q, A> {

  /** For messages: {@code RegisterReplica}. */
  String operation();

  /** What a change locks, in the order in which everybody locks. */
  enum Locks {
    WORKERS,
    /** Workers, and what belongs to them. */
    INVENTORIES,
    /** Only what belongs to workers, or has nothing to do with them. */
    BELONGINGS
  }

  /** Of several kinds in one transaction, those that lock what comes first come first. */
  default Locks locks() {
    return Locks.BELONGINGS;
  }

  /**
   * Makes the change for each request, inside one transaction; the answers are in the order of the
   * requests. Whoever refuses one by throwing a {@code RegistryException} makes all others run
   * again without it, each in turn.
   */
  List<A> run(List<Q> requests);
}
