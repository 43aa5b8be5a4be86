/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.live;

import io.roster.console.live.FleetPicture.Source;
import io.roster.console.registry.Registry;
import io.roster.console.ui.Times;
import io.roster.registry.admin.ServerInfo;
import io.roster.registry.cluster.WorkerQuery;
import io.roster.registry.cluster.WorkerView;
import io.roster.registry.journal.JournalEntry;
import io.roster.registry.platform.Readiness;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one picture of the fleet after the other; what cannot be read is taken from the last. */
final class FleetReader {

  private static final Logger log = LoggerFactory.getLogger(FleetReader.class);

  /** A stable order: the service's own, the one heard last first, would shuffle on each beat. */
  private static final Comparator<WorkerView> BY_NODE =
      Comparator.comparing(WorkerView::nodeId)
          .thenComparing(WorkerView::daemonId)
          .thenComparing(worker -> worker.worker().value());

  private final Registry registry;
  private final Clock clock;
  private final JournalWindow window = new JournalWindow();
  private boolean journalRead;
  private FleetPicture last;

  FleetReader(Registry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
    this.last = FleetPicture.loading(clock.instant());
  }

  void heard(List<JournalEntry> entries) {
    window.add(entries);
  }

  /** Asks for the journal's latest entries again, after a time in which nobody listened. */
  synchronized void forgetJournal() {
    journalRead = false;
  }

  /** Not to be called by two threads at once: pictures have an order. */
  synchronized FleetPicture read() {
    Optional<List<JournalEntry>> missed =
        journalRead
            ? Optional.of(List.of())
            : attempt("journal", () -> registry.journal().latest(JournalWindow.SIZE));
    missed.ifPresent(
        entries -> {
          window.add(entries);
          journalRead = true;
        });
    Optional<List<WorkerView>> listed =
        attempt("workers", () -> registry.workers().list(WorkerQuery.allActive()));
    List<Readiness.Check> checks =
        attempt("readiness", () -> registry.readiness().checks()).orElse(last.checks());
    boolean away = listed.isEmpty() || missed.isEmpty() || databaseDown(checks);
    last = pictureOf(listed, checks, away);
    return last;
  }

  private FleetPicture pictureOf(
      Optional<List<WorkerView>> listed, List<Readiness.Check> checks, boolean away) {
    Instant now = clock.instant();
    List<SeenWorker> workers =
        listed.map(views -> seen(views, now)).orElseGet(() -> agedBy(last.workers(), now));
    List<JournalEntry> events = window.newestFirst();
    Set<String> active = workers.stream().map(SeenWorker::id).collect(Collectors.toSet());
    Optional<ServerInfo> server =
        attempt("server", () -> registry.server().info()).or(last::server);
    return new FleetPicture(
        last.number() + 1,
        now,
        away ? last.asOf() : Optional.of(now),
        away ? Source.DATABASE_AWAY : Source.CURRENT,
        server,
        workers,
        RecentlyGone.from(events, active, now),
        events,
        checks);
  }

  private static List<SeenWorker> seen(List<WorkerView> views, Instant now) {
    return views.stream()
        .sorted(BY_NODE)
        .map(view -> new SeenWorker(view, Times.age(view.lastHeartbeat(), now)))
        .toList();
  }

  private static List<SeenWorker> agedBy(List<SeenWorker> workers, Instant now) {
    return seen(workers.stream().map(SeenWorker::view).toList(), now);
  }

  private static boolean databaseDown(List<Readiness.Check> checks) {
    return checks.stream().anyMatch(check -> check.name().equals("database") && !check.up());
  }

  private <T> Optional<T> attempt(String what, Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (RuntimeException failure) {
      if (last.source() != Source.DATABASE_AWAY) {
        log.warn("console_reading_failed what={} cause={}", what, failure.toString());
      }
      return Optional.empty();
    }
  }
}
