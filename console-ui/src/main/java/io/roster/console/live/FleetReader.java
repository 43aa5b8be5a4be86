/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.live;

import io.roster.console.live.FleetPicture.Source;
import io.roster.console.registry.Registry;
import io.roster.registry.admin.ServerInfo;
import io.roster.registry.facts.Attention;
import io.roster.registry.facts.Overview;
import io.roster.registry.journal.JournalEntry;
import io.roster.registry.platform.Readiness;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one picture of the fleet after the other; what cannot be read is taken from the last. */
final class FleetReader {

  private static final Logger log = LoggerFactory.getLogger(FleetReader.class);

  /**
   * What needs attention takes more questions than the figures, and is never urgent to the second.
   */
  private static final Duration BETWEEN_ATTENTION = Duration.ofSeconds(3);

  private final Registry registry;
  private final Clock clock;
  private final JournalWindow window = new JournalWindow();
  private final SampleRing ring = new SampleRing();
  private boolean journalRead;
  private Instant attentionRead = Instant.MIN;
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
    // Before everything else: whatever is read later shows at least this revision.
    long revision =
        attempt("revision", () -> registry.journal().position().revision()).orElse(last.revision());
    Optional<List<JournalEntry>> missed =
        journalRead
            ? Optional.of(List.of())
            : attempt("journal", () -> registry.journal().latest(JournalWindow.SIZE));
    missed.ifPresent(
        entries -> {
          window.add(entries);
          journalRead = true;
        });
    Optional<Overview> overview = attempt("overview", () -> registry.facts().overview());
    List<Readiness.Check> checks =
        attempt("readiness", () -> registry.readiness().checks()).orElse(last.checks());
    boolean away = overview.isEmpty() || missed.isEmpty() || databaseDown(checks);
    last = pictureOf(revision, overview, checks, away);
    return last;
  }

  private FleetPicture pictureOf(
      long revision, Optional<Overview> overview, List<Readiness.Check> checks, boolean away) {
    Instant now = clock.instant();
    overview.ifPresent(figures -> ring.offer(now, () -> Sample.of(figures, now)));
    Optional<ServerInfo> server =
        attempt("server", () -> registry.server().info()).or(last::server);
    return new FleetPicture(
        last.number() + 1,
        now,
        away ? last.asOf() : Optional.of(now),
        away ? Source.DATABASE_AWAY : Source.CURRENT,
        revision,
        server,
        overview.or(last::overview),
        away ? last.attention() : attention(now),
        window.newestFirst(),
        checks,
        ring.all());
  }

  private List<Attention> attention(Instant now) {
    if (!attentionRead.equals(Instant.MIN) && now.isBefore(attentionRead.plus(BETWEEN_ATTENTION))) {
      return last.attention();
    }
    attentionRead = now;
    return attempt("attention", () -> registry.facts().attention()).orElse(last.attention());
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
