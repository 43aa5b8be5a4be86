/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.live;

import io.roster.registry.admin.ServerInfo;
import io.roster.registry.facts.Attention;
import io.roster.registry.facts.Overview;
import io.roster.registry.journal.JournalEntry;
import io.roster.registry.platform.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The fleet as it was at one moment; the same object serves every tab.
 *
 * @param number grows with each picture
 * @param taken when the picture was made
 * @param asOf when the fleet was last read with success; empty before the first time
 * @param source whether what is shown is current
 * @param revision how far this coordinator had followed the journal
 * @param overview the figures as they were last read
 * @param attention what needs attention, the gravest first
 * @param events the newest journal entries, the newest first
 * @param history how the figures went lately
 */
public record FleetPicture(
    long number,
    Instant taken,
    Optional<Instant> asOf,
    Source source,
    long revision,
    Optional<ServerInfo> server,
    Optional<Overview> overview,
    List<Attention> attention,
    List<JournalEntry> events,
    List<Readiness.Check> checks,
    List<Sample> history) {

  /** Where the data stand. */
  public enum Source {
    /** Nothing has been read yet. */
    LOADING,
    CURRENT,
    /** The database does not answer; the data are the last known. */
    DATABASE_AWAY
  }

  public FleetPicture {
    attention = List.copyOf(attention);
    events = List.copyOf(events);
    checks = List.copyOf(checks);
    history = List.copyOf(history);
  }

  /** The picture before the first one. */
  public static FleetPicture loading(Instant now) {
    return new FleetPicture(
        0,
        now,
        Optional.empty(),
        Source.LOADING,
        0,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** How old the data are; zero before the first reading. */
  public Duration age() {
    return asOf.map(then -> Duration.between(then, taken)).orElse(Duration.ZERO);
  }

  public boolean databaseAway() {
    return source == Source.DATABASE_AWAY;
  }
}
