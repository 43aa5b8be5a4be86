/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long the client waits for what. Each method gives another one, with that changed.
 *
 * @param deadline of a call that has none of its own
 * @param rounds how often a call goes round all coordinators before it fails
 * @param patience how long a call waits before the coordinator is asked for its health
 * @param probe how long that may take
 * @param lookHome after how long abroad it looks whether home serves again, from half to the whole
 */
record Limits(
    Duration deadline,
    int rounds,
    Duration patience,
    Duration probe,
    Duration lookHome,
    Duration firstBackoff,
    Duration longestBackoff,
    RandomGenerator random) {

  static Limits usual(RandomGenerator random) {
    return new Limits(
        Duration.ofSeconds(30),
        Integer.MAX_VALUE,
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofMillis(50),
        Duration.ofSeconds(2),
        random);
  }

  Limits withDeadline(Duration limit) {
    return new Limits(
        limit, rounds, patience, probe, lookHome, firstBackoff, longestBackoff, random);
  }

  Limits withRounds(int most) {
    return new Limits(
        deadline, most, patience, probe, lookHome, firstBackoff, longestBackoff, random);
  }

  Limits withPatience(Duration calls, Duration health) {
    return new Limits(
        deadline, rounds, calls, health, lookHome, firstBackoff, longestBackoff, random);
  }

  Limits withLookHome(Duration abroad) {
    return new Limits(
        deadline, rounds, patience, probe, abroad, firstBackoff, longestBackoff, random);
  }

  /** Those who left together do not return together. */
  Duration nextLookHome() {
    long most = lookHome.toMillis();
    return Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
  }
}
