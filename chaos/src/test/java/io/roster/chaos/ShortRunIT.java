/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.chaos.run.Campaign;
import io.roster.chaos.site.Site;
import io.roster.chaos.site.Timing;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A short run against the built product; {@code chaos/run} is the long one. */
class ShortRunIT {

  private static final Duration LEASE = Duration.ofSeconds(2);

  // Seeds after which the site is made whole without starting a coordinator anew.
  private static final long PROMOTION = 4;
  private static final long WRONG_CLOCK = 1;

  private static final String CLEAN = "clean histories; what was not kept is printed above";

  @Test
  void every_promise_is_kept_while_the_site_is_broken() {
    Path work = Path.of(System.getProperty("work.directory")).toAbsolutePath();
    Path tree = Path.of(System.getProperty("source.tree")).toAbsolutePath().normalize();
    PrintStream out = System.out;
    Campaign campaign = new Campaign(work, LEASE, out);
    try (Site site = Site.start(tree, work, Timing.quick(LEASE), out)) {
      assertThat(campaign.run(site, PROMOTION, 1)).as(CLEAN).isEqualTo(1);
      assertThat(campaign.run(site, WRONG_CLOCK, 1)).as(CLEAN).isEqualTo(2);
    }
  }
}
