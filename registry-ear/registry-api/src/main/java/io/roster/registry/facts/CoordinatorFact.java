/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import java.time.Duration;
import java.time.Instant;

/**
 * A coordinator, by what it last said of itself.
 *
 * @param leads whether it runs the singletons
 * @param seenAt when it last said that it runs
 * @param silence how long ago that is; more than some seconds means that it is gone
 * @param revision how far its memory had followed the journal
 * @param lag how many revisions that was behind then
 * @param databaseMillis how long the database took to answer it then
 */
public record CoordinatorFact(
    String coordinator,
    boolean leads,
    String version,
    String host,
    int grpcPort,
    int httpPort,
    Instant startedAt,
    Instant seenAt,
    Duration silence,
    long revision,
    long lag,
    double databaseMillis) {

  private static final Duration GONE_AFTER = Duration.ofSeconds(10);

  public boolean isGone() {
    return silence.compareTo(GONE_AFTER) > 0;
  }
}
