/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.live;

import io.roster.registry.admin.ServerInfo;
import io.roster.registry.cluster.ConnectionState;
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
 * @param asOf when the workers were last read with success; empty before the first time
 * @param source whether what is shown is current
 * @param events the newest journal entries, the newest first
 */
public record FleetPicture(
    long number,
    Instant taken,
    Optional<Instant> asOf,
    Source source,
    Optional<ServerInfo> server,
    List<SeenWorker> workers,
    List<GoneWorker> gone,
    List<JournalEntry> events,
    List<Readiness.Check> checks) {

  /** Where the data stand. */
  public enum Source {
    /** Nothing has been read yet. */
    LOADING,
    CURRENT,
    /** The database does not answer; the data are the last known. */
    DATABASE_AWAY
  }

  public FleetPicture {
    workers = List.copyOf(workers);
    gone = List.copyOf(gone);
    events = List.copyOf(events);
    checks = List.copyOf(checks);
  }

  /** The picture before the first one. */
  public static FleetPicture loading(Instant now) {
    return new FleetPicture(
        0,
        now,
        Optional.empty(),
        Source.LOADING,
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

  public long count(ConnectionState state) {
    return workers.stream().filter(worker -> worker.view().state() == state).count();
  }

  public boolean databaseAway() {
    return source == Source.DATABASE_AWAY;
  }
}
