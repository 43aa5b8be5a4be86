/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.workers;

import java.util.ArrayList;
import java.util.List;

/** What a worker's capability flags say. */
enum Capability {
  QUEUE_BROKER(1, "queue"),
  RETENTION_HANDLES(2, "retention"),
  CAPABILITY_TOKENS(3, "tokens"),
  GATEWAY_INGRESS(4, "gateway"),
  SHARD_HOME(5, "shard");

  private final int bit;
  private final String word;

  Capability(int bit, String word) {
    this.bit = bit;
    this.word = word;
  }

  /** The words for the flags that are set, a flag without a name by its bit. */
  static List<String> words(long flags) {
    List<String> words = new ArrayList<>();
    long unnamed = flags;
    for (Capability capability : values()) {
      long mask = 1L << capability.bit;
      if ((flags & mask) != 0) {
        words.add(capability.word);
      }
      unnamed &= ~mask;
    }
    for (int bit = 0; bit < Long.SIZE; bit++) {
      if ((unnamed & (1L << bit)) != 0) {
        words.add("bit " + bit);
      }
    }
    return List.copyOf(words);
  }
}
