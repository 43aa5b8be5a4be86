/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.schedule;

import io.roster.chaos.schedule.Fault.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The faults that a seed brings. The same seed brings the same ones, on every machine that can
 * bring them.
 */
public record Schedule(long seed, List<Fault> faults) {

  private static final List<FaultKind> OF_THE_NETWORK =
      List.of(
          FaultKind.PAUSE,
          FaultKind.ISOLATE,
          FaultKind.CUT_CLIENTS,
          FaultKind.DEAF,
          FaultKind.MUTE,
          FaultKind.CUT_DATABASE,
          FaultKind.DATABASE_MUTE,
          FaultKind.RESET_CLIENTS,
          FaultKind.RESET_DATABASE,
          FaultKind.SLOW_CLIENTS,
          FaultKind.SLOW_DATABASE,
          FaultKind.LOSSY_CLIENTS,
          FaultKind.HAND_OVER);

  /** Those that need a host for each coordinator. */
  public static final List<FaultKind> OF_THE_HOST =
      List.of(FaultKind.LOSE_ALL, FaultKind.LOSE_SENT, FaultKind.LOSE_RECEIVED);

  private static final List<Target> NUMBERED = List.of(Target.FIRST, Target.SECOND, Target.THIRD);

  private static final int FIRST_AT = 1_000;
  private static final int SHORTEST = 500;
  private static final int LONGEST = 3_500;
  private static final int FEWEST = 2;

  /** Longer than a heartbeat's timeout: what only one coordinator has heard must not be lost. */
  private static final int LONGEST_HIDDEN = 7_500;

  /** So long that a worker that dies under the wrong clock has to expire under it. */
  private static final int CLOCK_WRONG = 14_000;

  private static final Set<FaultKind> HIDES_BEATS =
      Set.of(
          FaultKind.CUT_DATABASE,
          FaultKind.DATABASE_MUTE,
          FaultKind.ISOLATE,
          FaultKind.LOSE_ALL,
          FaultKind.LOSE_SENT,
          FaultKind.LOSE_RECEIVED);

  public Schedule {
    faults = List.copyOf(faults);
  }

  /** The schedule of a seed. */
  public static Schedule of(long seed) {
    Random random = new Random(seed * 7_919 + 17);
    List<Fault> faults = new ArrayList<>();
    long at = FIRST_AT;
    FaultKind heavy = heavy(seed, random);
    int count = heavy == null ? FEWEST + random.nextInt(2) : 1 + random.nextInt(2);
    int heavyAt = heavy == null ? -1 : random.nextInt(count + 1);
    for (int i = 0; i <= count; i++) {
      if (i == heavyAt && heavy != null) {
        at = add(faults, heavy, at, random);
      } else {
        FaultKind kind = OF_THE_NETWORK.get(random.nextInt(OF_THE_NETWORK.size()));
        at = add(faults, kind, at, random);
      }
    }
    return new Schedule(seed, faults);
  }

  /** Of ten seeds one kills the leader, one sets a clock, and so on; three stay light. */
  private static @Nullable FaultKind heavy(long seed, Random random) {
    return switch ((int) Math.floorMod(seed, 10L)) {
      case 0 -> FaultKind.KILL;
      case 1 -> FaultKind.CLOCK_STEP;
      case 2 -> FaultKind.DATABASE_KILL;
      case 4 -> FaultKind.PROMOTE;
      case 6 -> random.nextBoolean() ? FaultKind.DISK_FULL : FaultKind.DATABASE_PAUSE;
      case 7 -> OF_THE_HOST.get(random.nextInt(OF_THE_HOST.size()));
      case 8 -> random.nextBoolean() ? FaultKind.KILL : FaultKind.STOP;
      default -> null;
    };
  }

  /** Returns when the next one may begin. Some begin while another still lasts. */
  private static long add(List<Fault> faults, FaultKind kind, long at, Random random) {
    Target target =
        random.nextBoolean() ? Target.LEADER : NUMBERED.get(random.nextInt(NUMBERED.size()));
    if (kind == FaultKind.CLOCK_STEP) {
      faults.add(new Fault(kind, target, at, CLOCK_WRONG + random.nextInt(SHORTEST)));
      return at + SHORTEST + random.nextInt(SHORTEST);
    }
    int longest = HIDES_BEATS.contains(kind) ? LONGEST_HIDDEN : LONGEST;
    int lasts = SHORTEST + random.nextInt(longest - SHORTEST);
    faults.add(new Fault(kind, target, at, lasts));
    boolean overlapped = random.nextInt(5) == 0;
    return at + (overlapped ? lasts / 2 : lasts + 700 + random.nextInt(800));
  }

  /** When the last fault is over, in milliseconds after the clients began. */
  public long ends() {
    return faults.stream().mapToLong(each -> each.at() + each.lasts()).max().orElse(0);
  }
}
