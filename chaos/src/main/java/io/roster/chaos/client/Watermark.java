/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.client;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The highest revision that anybody was told of. Reads ask for at least that, so that together they
 * are as good as one store.
 */
final class Watermark {

  private final AtomicLong highest = new AtomicLong();

  void told(long revision) {
    highest.accumulateAndGet(revision, Math::max);
  }

  long highest() {
    return highest.get();
  }
}
