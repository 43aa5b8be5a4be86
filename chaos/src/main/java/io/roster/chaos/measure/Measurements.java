/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.measure;

import io.roster.chaos.site.Site;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All measurements, by their names. */
public final class Measurements {

  private static final String ALL = "all";

  private static final List<Measurement> KNOWN =
      List.of(
          new CoordinatorKilled(),
          new CoordinatorSilent("coordinator-paused", Silence.PAUSED),
          new CoordinatorSilent(
              "coordinator-cut-off",
              Silence.CUT_OFF,
              Silence.DEAF,
              Silence.MUTE,
              Silence.ISOLATED,
              Silence.HOST_LOST,
              Silence.WITHOUT_DATABASE,
              Silence.DEAF_TO_DATABASE),
          new LeaderKilled(),
          new HandOver(),
          new RollingRestart(),
          new DatabaseFailover(),
          new Outage("outage", Outage.Leaders.STAY),
          new Outage("outage-leaders-change", Outage.Leaders.CHANGE));

  /** Not one of all, since it needs another version to begin with. */
  private static final Measurement UPGRADE = new RollingUpgrade();

  private final List<Measurement> wanted;

  private Measurements(List<Measurement> wanted) {
    this.wanted = wanted;
  }

  /**
   * Those of these names, with commas between them, or all.
   *
   * @throws IllegalArgumentException with a sentence, when there is no such thing
   */
  public static Measurements named(String names) {
    return names.equals(ALL)
        ? new Measurements(KNOWN)
        : new Measurements(Arrays.stream(names.split(",")).map(Measurements::one).toList());
  }

  private static Stream<Measurement> known() {
    return Stream.concat(KNOWN.stream(), Stream.of(UPGRADE));
  }

  /** Whether one of them goes from one version to another. */
  public boolean upgrade() {
    return wanted.contains(UPGRADE);
  }

  private static Measurement one(String name) {
    return known()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no measurement "
                        + name
                        + "; there are "
                        + known().map(Measurement::name).collect(Collectors.joining(", "))
                        + " and "
                        + ALL));
  }

  /**
   * Makes them on one site; one that breaks off does not keep the others from running.
   *
   * @param newer the source tree of the version to upgrade to
   * @param out where a line of JSON goes for each figure, and one of summary
   * @return whether none broke off
   */
  public boolean run(
      Site site, Path newer, long seed, OptionalInt times, PrintStream out, PrintStream progress) {
    Tally tally = new Tally(out);
    for (Measurement each : wanted) {
      try {
        site.heal();
        each.run(new Stage(site, newer, seed, times, tally, progress));
      } catch (RuntimeException broken) {
        progress.println("chaos: " + each.name() + " broke off: " + broken);
        tally.brokeOff(each.name());
      }
    }
    out.println(tally.summary());
    return tally.isWhole();
  }
}
