/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal;

import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.Names;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a watcher wants to be told.
 *
 * @param beginning where to begin
 * @param kinds how the kinds of wanted entries begin; empty for all
 * @param subjects the wanted subjects; empty for all
 * @param bookmarkInterval the longest time without any message
 */
public record WatchQuery(
    Beginning beginning, List<String> kinds, Set<String> subjects, Duration bookmarkInterval) {

  /** How often a bookmark comes unless the watcher says otherwise. */
  public static final Duration USUAL_INTERVAL = Duration.ofSeconds(10);

  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
  private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);
  private static final int MOST_KINDS = 64;
  private static final int MOST_SUBJECTS = 1_024;

  /** Where a watch begins. */
  public sealed interface Beginning {

    /** With what happens from now on. */
    record Now() implements Beginning {}

    /**
     * With what followed a revision.
     *
     * @param revision the last one that the watcher was given
     */
    record After(long revision) implements Beginning {}

    /** With the whole state. */
    record State() implements Beginning {}
  }

  public WatchQuery {
    kinds = List.copyOf(kinds);
    subjects = Set.copyOf(subjects);
    if (kinds.size() > MOST_KINDS) {
      throw new InvalidRequest("kinds", "has more than " + MOST_KINDS + " entries");
    }
    if (subjects.size() > MOST_SUBJECTS) {
      throw new InvalidRequest("subjects", "has more than " + MOST_SUBJECTS + " entries");
    }
    kinds.forEach(kind -> Names.require("kinds", kind));
    subjects.forEach(subject -> Names.require("subjects", subject));
    if (bookmarkInterval.compareTo(SHORTEST_INTERVAL) < 0
        || bookmarkInterval.compareTo(LONGEST_INTERVAL) > 0) {
      throw new InvalidRequest(
          "bookmark_interval_ms",
          "must be from " + SHORTEST_INTERVAL.toMillis() + " to " + LONGEST_INTERVAL.toMillis());
    }
  }

  /** Everything that happens from some place on. */
  public static WatchQuery everything(Beginning beginning) {
    return new WatchQuery(beginning, List.of(), Set.of(), USUAL_INTERVAL);
  }

  /** Whether an entry is wanted. */
  public boolean wants(JournalEntry entry) {
    return wantsSubject(entry.subject())
        && (kinds.isEmpty() || kinds.stream().anyMatch(entry.kind()::startsWith));
  }

  /** Whether a list is to show subjects of a kind: {@code worker}. */
  public boolean wantsKindOfSubject(String kindOfSubject) {
    String beginning = kindOfSubject + ".";
    return kinds.isEmpty()
        || kinds.stream()
            .anyMatch(kind -> beginning.startsWith(kind) || kind.startsWith(beginning));
  }

  public boolean wantsSubject(String subject) {
    return subjects.isEmpty() || subjects.contains(subject);
  }
}
