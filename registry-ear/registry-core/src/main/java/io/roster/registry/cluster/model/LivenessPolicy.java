/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.model;

import io.roster.registry.cluster.ConnectionState;
import io.roster.settings.RegistrySettings;
import io.roster.settings.Settings;
import java.time.Duration;

/**
 * When a worker counts as alive.
 *
 * @param timeout silence after which it is no longer listed
 * @param interval how often workers are asked to beat
 * @param flushInterval how long a heartbeat may wait in memory before it is written
 */
public record LivenessPolicy(Duration timeout, Duration interval, Duration flushInterval) {

  private static final Duration SHORTEST_GRACE = Duration.ofMillis(500);
  private static final long LONGEST_FLUSH_MILLIS = 200;
  private static final long SHORTEST_FLUSH_MILLIS = 50;
  private static final int FLUSHES_PER_TIMEOUT = 40;
  private static final Duration LONGEST_MARK = Duration.ofSeconds(1);
  private static final int MARKS_PER_GAP = 4;

  public static LivenessPolicy from(Settings settings) {
    Duration timeout = settings.get(RegistrySettings.HEARTBEAT_TIMEOUT);
    long flush =
        Math.min(
            LONGEST_FLUSH_MILLIS,
            Math.max(SHORTEST_FLUSH_MILLIS, timeout.toMillis() / FLUSHES_PER_TIMEOUT));
    return new LivenessPolicy(
        timeout, settings.get(RegistrySettings.HEARTBEAT_INTERVAL), Duration.ofMillis(flush));
  }

  /**
   * Silence after which it is expired: a beat may still be on its way through memory when the
   * timeout is over.
   */
  public Duration expiry() {
    Duration flushes = flushInterval.multipliedBy(4);
    return timeout.plus(flushes.compareTo(SHORTEST_GRACE) > 0 ? flushes : SHORTEST_GRACE);
  }

  /** A pause in listening that is shorter can lose one heartbeat at most, and is no outage. */
  public Duration listeningGap() {
    return interval;
  }

  /**
   * How often it is written down that somebody listens: several times within the gap, or every two
   * marks would look like an outage between them and nobody would ever expire.
   */
  public Duration markInterval() {
    Duration part = listeningGap().dividedBy(MARKS_PER_GAP);
    return part.compareTo(LONGEST_MARK) < 0 ? part : LONGEST_MARK;
  }

  /**
   * How long beats are taken that cannot be written. The rest of the timeout is left to a worker
   * that is refused then, to be heard by a coordinator that can write: also when the next one loses
   * the database right after it has taken a beat, and the one after that.
   */
  public Duration longestUnwritten() {
    return timeout.dividedBy(3);
  }

  public ConnectionState state(Duration silence, boolean accepting) {
    if (accepting && silence.compareTo(timeout) <= 0) {
      return ConnectionState.CONNECTED;
    }
    return silence.compareTo(timeout.multipliedBy(2)) <= 0
        ? ConnectionState.RECONNECTING
        : ConnectionState.DISCONNECTED;
  }
}
