/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos;

import io.roster.chaos.measure.Measurements;
import io.roster.chaos.run.Campaign;
import io.roster.chaos.site.Site;
import io.roster.chaos.site.SiteBroken;
import io.roster.chaos.site.Timing;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/** {@code chaos/run}. */
public final class Chaos {

  private Chaos() {}

  /**
   * @param arguments the source tree, and the options
   */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) {
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException wrong) {
      System.err.println("chaos: " + wrong.getMessage());
      return 2;
    }
    Path work = options.own().resolve("chaos/target/chaos-" + ProcessHandle.current().pid());
    Duration lease = Duration.parse(options.leaderLease());
    try {
      return options.measurements().isPresent()
          ? measure(options, options.measurements().get(), work, lease)
          : runSeeds(options, work, lease);
    } catch (SiteBroken broken) {
      System.err.println("chaos: " + broken.getMessage());
      return 2;
    }
  }

  private static int measure(Options options, Measurements wanted, Path work, Duration lease) {
    if (wanted.upgrade()) {
      Site.requireBuilt(options.own());
    }
    try (Site site = Site.start(options.tree(), work, Timing.usual(lease), System.err)) {
      boolean whole =
          wanted.run(
              site, options.own(), options.firstSeed(), options.times(), System.out, System.err);
      return whole ? 0 : 1;
    }
  }

  private static int runSeeds(Options options, Path work, Duration lease) {
    PrintStream out = System.out;
    Campaign campaign = new Campaign(work, lease, out);
    long began = System.nanoTime();
    try (Site site = Site.start(options.tree(), work, Timing.quick(lease), out)) {
      out.printf(
          "site up after %d s; the database's disk %s; clocks %s; %s%n",
          (System.nanoTime() - began) / 1_000_000_000,
          site.hasSmallDisk() ? "can be filled" : "cannot be filled (no mount), so it is paused",
          site.hasClocks() ? "can be set" : "cannot be set (no C compiler)",
          site.hasHosts()
              ? "each coordinator has a network of its own"
              : "all share one network (no namespaces)");
      int clean = campaign.run(site, options.firstSeed(), options.seeds());
      out.println(campaign.measured());
      out.println(clean + " of " + options.seeds() + " histories were clean");
      return clean == options.seeds() ? 0 : 1;
    }
  }
}
