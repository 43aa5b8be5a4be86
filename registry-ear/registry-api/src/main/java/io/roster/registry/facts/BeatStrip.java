/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import java.time.Duration;
import java.util.List;

/**
 * The latest heartbeats of a worker, or the intervals in which one was missing.
 *
 * @param interval how often one is due
 * @param ticks the oldest first, at most {@link #LENGTH}
 */
public record BeatStrip(Duration interval, List<Tick> ticks) {

  public static final int LENGTH = 60;

  /** One heartbeat, or its absence. */
  public enum Tick {
    ON_TIME,
    /** It came more than half an interval after it was due. */
    LATE,
    MISSED
  }

  public BeatStrip {
    ticks = List.copyOf(ticks);
  }
}
