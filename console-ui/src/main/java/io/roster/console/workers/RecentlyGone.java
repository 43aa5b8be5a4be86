/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.workers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roster.console.workers.GoneWorker.Manner;
import io.roster.registry.journal.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads from the journal which workers went lately and did not come back. */
final class RecentlyGone {

  static final int LIMIT = 20;
  static final Duration REMEMBERED = Duration.ofHours(1);

  /** The kinds of entries that say whether a worker is there. */
  static final List<String> KINDS =
      Stream.concat(Stream.of("worker.registered"), Stream.of(Manner.values()).map(Manner::kind))
          .toList();

  private static final ObjectMapper JSON = new ObjectMapper();

  private RecentlyGone() {}

  /** Only a worker's newest entry counts: one that registered again is not gone. */
  static List<GoneWorker> from(List<JournalEntry> newestFirst, Instant now) {
    List<GoneWorker> gone = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (JournalEntry entry : newestFirst) {
      Optional<Manner> manner = mannerOf(entry);
      boolean recent = entry.time().isAfter(now.minus(REMEMBERED));
      boolean newest = KINDS.contains(entry.kind()) && seen.add(entry.subject());
      if (manner.isEmpty() || !recent || !newest) {
        continue;
      }
      gone.add(goneBy(entry, manner.get()));
      if (gone.size() == LIMIT) {
        break;
      }
    }
    return gone;
  }

  private static Optional<Manner> mannerOf(JournalEntry entry) {
    return Stream.of(Manner.values())
        .filter(manner -> manner.kind().equals(entry.kind()))
        .findFirst();
  }

  private static GoneWorker goneBy(JournalEntry entry, Manner manner) {
    return new GoneWorker(entry.subject(), manner, entry.time(), entry.actor(), detailsOf(entry));
  }

  /** An expiry keeps what it knows of the worker after it, the others before it. */
  private static String detailsOf(JournalEntry entry) {
    return Stream.of("daemon_id", "node_address")
        .map(field -> either(entry, field))
        .filter(value -> !value.isBlank())
        .collect(Collectors.joining(" · "));
  }

  private static String either(JournalEntry entry, String field) {
    String before = text(entry.before(), field);
    return before.isBlank() ? text(entry.after(), field) : before;
  }

  private static String text(String worker, String field) {
    try {
      return JSON.readTree(worker).path(field).asText("");
    } catch (JsonProcessingException unreadable) {
      // The details are a courtesy; the entry itself still tells who went, when and how.
      return "";
    }
  }
}
