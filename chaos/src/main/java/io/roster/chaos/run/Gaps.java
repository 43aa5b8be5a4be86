/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.run;

import io.roster.chaos.check.JournalEntry;
import io.roster.chaos.client.Answers;
import io.roster.chaos.client.Probe;
import io.roster.chaos.run.Injector.Injected;
import io.roster.chaos.schedule.FaultKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How long writers with three endpoints had to wait, by what was done to the coordinator that they
 * wrote to; and how long nobody led.
 */
final class Gaps {

  private static final long AFTERMATH_MICROS = 3_000_000;
  private static final String LEADERLESS = "leaderless";

  private final Map<String, List<Long>> micros = new TreeMap<>();

  void note(List<Injected> injected, List<Probe> probes, List<JournalEntry> journal) {
    for (Injected fault : injected) {
      for (Probe probe : probes) {
        note(fault, probe.answers(), others(fault, injected));
      }
      noteLeaderless(fault, journal);
    }
  }

  /** What another fault did must not be counted for this one. */
  private static List<Injected> others(Injected fault, List<Injected> injected) {
    return injected.stream().filter(each -> !each.equals(fault)).toList();
  }

  private void note(Injected fault, Answers writer, List<Injected> others) {
    if (others.stream().anyMatch(fault::overlaps) || !concerns(fault, writer)) {
      return;
    }
    long next =
        others.stream()
            .mapToLong(Injected::from)
            .filter(from -> from > fault.until())
            .min()
            .orElse(Long.MAX_VALUE);
    long end = Math.min(next, fault.until() + AFTERMATH_MICROS);
    long longest = writer.longestGap(fault.from(), end).micros();
    if (longest > 0) {
      add(fault.fault().kind().name().toLowerCase(Locale.ROOT), longest);
    }
  }

  /** A coordinator's fault concerns those who wrote to it; the database's concerns all. */
  private static boolean concerns(Injected fault, Answers writer) {
    FaultKind kind = fault.fault().kind();
    if (kind.name().startsWith("DATABASE_KILL")
        || kind == FaultKind.DATABASE_PAUSE
        || kind == FaultKind.PROMOTE
        || kind == FaultKind.DISK_FULL
        || kind == FaultKind.HAND_OVER) {
      return true;
    }
    return fault.isOf(writer.coordinatorAt(fault.from()));
  }

  private void noteLeaderless(Injected fault, List<JournalEntry> journal) {
    if (fault.fault().kind() != FaultKind.KILL) {
      return;
    }
    journal.stream()
        .filter(entry -> entry.kind().equals("leadership.taken"))
        .filter(entry -> !fault.isOf(entry.coordinator()))
        .mapToLong(entry -> entry.at() - fault.from())
        .filter(after -> after > 0 && after < 20_000_000)
        .findFirst()
        .ifPresent(after -> add(LEADERLESS, after));
  }

  private synchronized void add(String name, long gap) {
    micros.computeIfAbsent(name, unused -> new ArrayList<>()).add(gap);
  }

  /** One JSON object: by fault how often it was seen, and the middle and the longest gap in ms. */
  synchronized String json() {
    return micros.entrySet().stream()
        .map(entry -> json(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(",", "{\"gaps_ms\":{", "}}"));
  }

  private static String json(String name, List<Long> gaps) {
    List<Long> sorted = new ArrayList<>(gaps);
    Collections.sort(sorted);
    return String.format(
        Locale.ROOT,
        "\"%s\":{\"seen\":%d,\"p50\":%.1f,\"max\":%.1f}",
        name,
        sorted.size(),
        sorted.get(sorted.size() / 2) / 1e3,
        sorted.get(sorted.size() - 1) / 1e3);
  }
}
