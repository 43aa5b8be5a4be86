/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.ui;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** How the console writes times: always UTC, always the same form. */
public final class Times {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DATE_AND_CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private Times() {}

  /** The time of day: {@code 12:03:04 UTC}. */
  public static String clock(Instant instant) {
    return CLOCK.format(instant) + " UTC";
  }

  /** Date and time of day, without the zone, for columns whose head names it. */
  public static String dateAndClock(Instant instant) {
    return DATE_AND_CLOCK.format(instant);
  }

  /** The full form for hovering and copying: {@code 2026-01-31T12:03:04.120Z}. */
  public static String iso(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** A duration in its two largest units: {@code 2 m 14 s}. A negative one counts as none. */
  public static String span(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3_600) {
      return seconds / 60 + " m " + seconds % 60 + " s";
    }
    if (seconds < 86_400) {
      return seconds / 3_600 + " h " + seconds % 3_600 / 60 + " m";
    }
    return seconds / 86_400 + " d " + seconds % 86_400 / 3_600 + " h";
  }

  /** How long ago something was, seen from {@code now}. */
  public static String age(Instant then, Instant now) {
    return span(Duration.between(then, now)) + " ago";
  }
}
