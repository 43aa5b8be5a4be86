/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/**
 * What is to be run.
 *
 * @param tree the source tree, in which the product was built
 */
record Options(Path tree, long seeds, long firstSeed, String leaderLease) {

  private static final String USAGE =
      "usage: chaos/run [--seeds N] [--first-seed S] [--leader-lease PT5S] [--product TREE]";

  static Options parse(String[] arguments) {
    Path tree = Path.of(arguments[0]).toAbsolutePath().normalize();
    long seeds = 1;
    long firstSeed = 1;
    String lease = "PT5S";
    for (int i = 1; i < arguments.length; i += 2) {
      String option = arguments[i];
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(option + " is not followed by a value; " + USAGE);
      }
      String value = arguments[i + 1];
      switch (option) {
        case "--seeds" -> seeds = number(option, value, 1);
        case "--first-seed" -> firstSeed = number(option, value, 0);
        case "--product" -> tree = Path.of(value).toAbsolutePath().normalize();
        case "--leader-lease" -> lease = duration(option, value);
        default ->
            throw new IllegalArgumentException("there is no option " + option + "; " + USAGE);
      }
    }
    return new Options(tree, seeds, firstSeed, lease);
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
          option + " " + value + ": give a duration such as PT5S", noDuration);
    }
  }
}
