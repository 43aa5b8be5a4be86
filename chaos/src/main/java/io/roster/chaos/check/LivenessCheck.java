/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.check;

import io.roster.chaos.history.Operation;
import io.roster.chaos.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Who beats on time never expires; who died expires once, and in time. */
final class LivenessCheck {

  private static final String EXPIRED = "worker.expired";
  private static final String SUBJECTS = "beat/";

  private final Evidence evidence;
  private final Map<String, List<JournalEntry>> expiries;
  private final List<Violation> broken = new ArrayList<>();

  private LivenessCheck(Evidence evidence) {
    this.evidence = evidence;
    this.expiries =
        evidence.journal().stream()
            .filter(entry -> entry.kind().equals(EXPIRED))
            .collect(Collectors.groupingBy(JournalEntry::subject));
  }

  static List<Violation> broken(Evidence evidence) {
    LivenessCheck check = new LivenessCheck(evidence);
    evidence
        .history()
        .bySubject()
        .forEach(
            (subject, operations) -> {
              if (subject.startsWith(SUBJECTS)) {
                check.check(subject.substring(SUBJECTS.length()), operations);
              }
            });
    return check.broken;
  }

  private void check(String worker, List<Operation> operations) {
    List<Operation> beats =
        operations.stream().filter(each -> each.action().equals("beat")).toList();
    List<JournalEntry> expired = expiries.getOrDefault(worker, List.of());
    for (JournalEntry expiry : expired) {
      if (beatOnTimeUntil(expiry.at(), beats)) {
        broken.add(
            new Violation("no false expiry", worker + " beat on time and expired: " + expiry));
      }
    }
    operations.stream()
        .filter(each -> each.action().equals("die"))
        .forEach(death -> checkDeath(worker, death.completed(), expired));
  }

  private boolean beatOnTimeUntil(long expiry, List<Operation> beats) {
    long begin = expiry - evidence.limits().expiryMicros();
    List<Long> heard =
        beats.stream()
            .filter(beat -> beat.outcome() == Outcome.OK)
            .map(Operation::completed)
            .filter(at -> at >= begin && at <= expiry)
            .sorted()
            .toList();
    long last = begin;
    for (long at : heard) {
      if (at - last > evidence.limits().onTimeMicros()) {
        return false;
      }
      last = at;
    }
    return expiry - last <= evidence.limits().onTimeMicros();
  }

  private void checkDeath(String worker, long died, List<JournalEntry> expired) {
    long latest = latestExpiry(died);
    if (expired.size() != 1 || expired.get(0).at() > latest) {
      broken.add(
          new Violation(
              "the dead expire in time",
              worker
                  + " died at "
                  + died
                  + " and had to expire until "
                  + latest
                  + ", but what happened is "
                  + expired));
    }
  }

  /** Its time begins anew with everything that kept the site from hearing or from acting. */
  private long latestExpiry(long died) {
    long since = died;
    boolean moved = true;
    while (moved) {
      moved = false;
      long latest = since + evidence.limits().latestExpiryMicros();
      for (Disturbance each : evidence.disturbances()) {
        if (each.until() > since && each.touches(died, latest)) {
          since = each.until();
          moved = true;
        }
      }
    }
    return since + evidence.limits().latestExpiryMicros();
  }
}
