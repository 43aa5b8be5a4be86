/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.client;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Names that nobody else uses, so that tests share a registry without meeting each other. */
public final class Fresh {

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String RUN = Long.toString(System.nanoTime() & 0xffffff, 36);

  private Fresh() {}

  /** A name that tells what it names. */
  public static String name(String kind) {
    return kind + "-" + RUN + "-" + COUNT.incrementAndGet();
  }

  /** Any 64-bit number; half of them are beyond the largest signed one. */
  public static long number() {
    return ThreadLocalRandom.current().nextLong();
  }
}
