/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.browser;

/** One person who watches one view. */
public interface Tab {

  /** Whether what it shows is fresh, as its page tells. */
  boolean isLive();

  /** What went between it and the coordinator so far. */
  Traffic traffic();
}
