/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.engine;

import io.roster.gpu.Chunks;
import io.roster.gpu.Multihash;
import io.roster.gpu.Space;
import java.security.MessageDigest;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;

/**
 * The SHA-256 of bytes that are still being written: a thread of its own follows the chunks that
 * are complete from the beginning on, so that digesting and copying take the time of one.
 */
final class PrefixDigest {

  private final Space space;
  private final Chunks chunks;
  private final IntPredicate complete;
  private final Executor executor;

  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final Object lock = new Object();
  private final MessageDigest digest = Multihash.newDigest();
  private int next;

  PrefixDigest(Space space, Chunks chunks, IntPredicate complete, Executor executor) {
    this.space = space;
    this.chunks = chunks;
    this.complete = complete;
    this.executor = executor;
  }

  /** A chunk is complete. */
  void completed() {
    if (scheduled.compareAndSet(false, true)) {
      try {
        executor.execute(this::followQuietly);
      } catch (RejectedExecutionException ignored) {
        // Nobody has time now; result() does what is left.
        scheduled.set(false);
      }
    }
  }

  /** A chunk that was complete is to be written anew. */
  void reopened(int chunk) {
    synchronized (lock) {
      if (chunk < next) {
        digest.reset();
        next = 0;
      }
    }
  }

  /** The digest of all chunks, which must be complete. */
  Multihash result() {
    synchronized (lock) {
      follow();
      if (next < chunks.count()) {
        throw new IllegalStateException("Chunk " + next + " is missing");
      }
      return Multihash.ofDigest(digest.digest());
    }
  }

  private void followQuietly() {
    scheduled.set(false);
    synchronized (lock) {
      try {
        follow();
      } catch (RuntimeException ignored) {
        // The writer was closed, or fails by itself: result() meets the same again and tells it.
        digest.reset();
        next = 0;
      }
    }
  }

  private void follow() {
    while (next < chunks.count() && complete.test(next)) {
      Space.quietly(() -> space.drain(chunks.offset(next), chunks.length(next), digest::update));
      next++;
    }
  }
}
