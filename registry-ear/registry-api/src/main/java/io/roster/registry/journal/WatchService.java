/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal;

import io.roster.registry.platform.RegistryException;

/** Follows what happens from a place in the journal on, without a gap and without a double. */
public interface WatchService {

  /**
   * Prepares a watch. It begins with the first call of {@link Watch#ready}, and works on threads of
   * its own, so that this call never waits.
   *
   * @throws TooManyWatches when this coordinator serves as many as it may
   * @throws io.roster.registry.platform.InvalidRequest when the query is out of its bounds
   */
  Watch watch(WatchQuery query, Watcher watcher);

  /** A watch that was prepared. Its methods return at once and may be called by any thread. */
  interface Watch extends AutoCloseable {

    /** The watcher takes more than it did. */
    void ready();

    /** Nobody watches any more. What is being told at this moment may still come. */
    @Override
    void close();

    /** Ends it; the watcher is told why. */
    void end(RegistryException reason);
  }
}
