/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos;

import io.roster.chaos.measure.Measurements;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is to be run.
 *
 * @param own the source tree of the harness
 * @param tree the source tree, in which the product was built
 * @param measurements to be made in place of seeds
 * @param times how often each thing is done that is measured; empty leaves it to the measurement
 */
record Options(
    Path own,
    Path tree,
    long seeds,
    long firstSeed,
    String leaderLease,
    Optional<Measurements> measurements,
    OptionalInt times) {

  private static final String USAGE =
      "usage: chaos/run [--seeds N] [--first-seed S] [--leader-lease PT2S] [--product TREE],"
          + " or chaos/run --measure NAME,...|all [--seed S] [--times N] with the last two";

  static Options parse(String[] arguments) {
    Path own = Path.of(arguments[0]).toAbsolutePath().normalize();
    Path tree = own;
    long seeds = 1;
    long firstSeed = 1;
    String lease = "PT2S";
    Optional<Measurements> measurements = Optional.empty();
    OptionalInt times = OptionalInt.empty();
    for (int i = 1; i < arguments.length; i += 2) {
      String option = arguments[i];
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(option + " is not followed by a value; " + USAGE);
      }
      String value = arguments[i + 1];
      switch (option) {
        case "--seeds" -> seeds = number(option, value, 1);
        case "--first-seed", "--seed" -> firstSeed = number(option, value, 0);
        case "--product" -> tree = Path.of(value).toAbsolutePath().normalize();
        case "--measure" -> measurements = Optional.of(Measurements.named(value));
        case "--times" -> times = OptionalInt.of((int) number(option, value, 1));
        case "--leader-lease" -> lease = duration(option, value);
        default ->
            throw new IllegalArgumentException("there is no option " + option + "; " + USAGE);
      }
    }
    if (tree.equals(own) && measurements.map(Measurements::upgrade).orElse(false)) {
      throw new IllegalArgumentException(
          "an upgrade goes from one version to another: name the tree of the older one, in which"
              + " it was built, with --product");
    }
    return new Options(own, tree, seeds, firstSeed, lease, measurements, times);
  }

  private static long number(String option, String value, long least) {
    try {
      long number = Long.parseLong(value);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException noNumber) {
      throw new IllegalArgumentException(option + " " + value + ": give a whole number", noNumber);
    }
    throw new IllegalArgumentException(option + " " + value + ": give " + least + " or more");
  }

  private static String duration(String option, String value) {
    try {
      return Duration.parse(value).toString();
    } catch (DateTimeParseException noDuration) {
      throw new IllegalArgumentException(
          option + " " + value + ": give a duration such as PT2S", noDuration);
    }
  }
}
