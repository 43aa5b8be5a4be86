/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.run;

import io.roster.chaos.check.Violation;
import io.roster.chaos.run.SeedRun.Result;
import io.roster.chaos.schedule.Schedule;
import io.roster.chaos.site.Site;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** One seed after another on one site. */
public final class Campaign {

  private final Path work;
  private final Duration takeover;
  private final PrintStream out;
  private final Gaps gaps = new Gaps();
  private int clean;

  /**
   * @param work where histories are left
   * @param leaderLease how long a leadership lasts that is not renewed
   */
  public Campaign(Path work, Duration leaderLease, PrintStream out) {
    this.work = work;
    // It runs out, is taken, and the first round of the singletons follows.
    this.takeover = leaderLease.multipliedBy(2).plusSeconds(2);
    this.out = out;
  }

  /** Runs the seeds; returns how many histories were clean. */
  public int run(Site site, long firstSeed, long seeds) {
    for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
      runOne(site, Schedule.of(seed));
    }
    return clean;
  }

  private void runOne(Site site, Schedule schedule) {
    long began = System.nanoTime();
    try {
      Result result = new SeedRun(site, schedule, takeover, gaps).run();
      report(result, (System.nanoTime() - began) / 1e9);
      clean += result.clean() ? 1 : 0;
    } catch (RuntimeException broken) {
      // Nothing was found out about the product, so it is not clean; the next seed may run.
      out.println("seed " + schedule.seed() + " BROKEN " + schedule.faults() + " " + broken);
      site.heal();
    }
  }

  private void report(Result result, double seconds) {
    out.printf(
        Locale.ROOT,
        "seed %d %s %s operations=%d unknown=%d journal=%d %.1f s%n",
        result.schedule().seed(),
        result.clean() ? "clean" : "VIOLATED",
        result.schedule().faults(),
        result.evidence().history().operations().size(),
        result.unknown(),
        result.evidence().journal().size(),
        seconds);
    if (!result.clean()) {
      keep(result);
    }
  }

  private void keep(Result result) {
    Path folder = work.resolve("seed-" + result.schedule().seed());
    try {
      Files.createDirectories(folder);
      result.evidence().history().write(folder.resolve("history.tsv"));
      List<String> journal = result.evidence().journal().stream().map(Object::toString).toList();
      Files.write(folder.resolve("journal.txt"), journal);
      Files.write(
          folder.resolve("violations.txt"),
          result.broken().stream().map(Violation::toString).toList());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    result.broken().stream().limit(5).forEach(each -> out.println("  " + each));
    out.println(
        "  kept in "
            + folder
            + "; replay: chaos/run --seeds 1 --first-seed "
            + result.schedule().seed());
  }

  /** What was measured, as one line of JSON. */
  public String measured() {
    return gaps.json();
  }
}
