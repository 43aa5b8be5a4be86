/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.site;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The times that the coordinators of a site are told.
 *
 * @param heartbeatTimeout silence after which a worker is no longer listed
 * @param leaderLease how long a leadership lasts that is not renewed
 */
public record Timing(
    Duration heartbeatTimeout,
    Duration heartbeatInterval,
    Duration sweepInterval,
    Duration leaderLease) {

  private static final Duration SHORTEST_GRACE = Duration.ofMillis(500);
  private static final Duration LONGEST_GRACE = Duration.ofMillis(800);
  private static final int GRACES_PER_TIMEOUT = 10;

  /** Short times, so that what takes a few of them is seen within seconds. */
  public static Timing quick(Duration leaderLease) {
    return new Timing(
        Duration.ofSeconds(4), Duration.ofSeconds(1), Duration.ofMillis(500), leaderLease);
  }

  /** What the product does when nobody tells it anything. */
  public static Timing usual(Duration leaderLease) {
    return new Timing(
        Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(1), leaderLease);
  }

  /** What the registry adds to the timeout before a worker expires. */
  public Duration grace() {
    Duration grace = heartbeatTimeout.dividedBy(GRACES_PER_TIMEOUT);
    if (grace.compareTo(SHORTEST_GRACE) < 0) {
      return SHORTEST_GRACE;
    }
    return grace.compareTo(LONGEST_GRACE) < 0 ? grace : LONGEST_GRACE;
  }

  Map<String, String> settings() {
    return new TreeMap<>(
        Map.of(
            "ROSTER_WORKER_HEARTBEAT_TIMEOUT", heartbeatTimeout.toString(),
            "ROSTER_WORKER_HEARTBEAT_INTERVAL", heartbeatInterval.toString(),
            "ROSTER_WORKER_SWEEP_INTERVAL", sweepInterval.toString(),
            "ROSTER_LEADER_LEASE", leaderLease.toString()));
  }
}
