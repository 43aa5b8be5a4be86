/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.proc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Single values out of files of the proc file system. */
final class ProcFields {

  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s*(\\d+) kB$");
  private static final Pattern OPEN_FILES = Pattern.compile("(?m)^Max open files\\s+(\\w+)");
  private static final long KIBI = 1024;

  private ProcFields() {}

  /** Of {@code /proc/PID/status}. */
  static long residentBytes(String status) {
    return Long.parseLong(only(RESIDENT, status)) * KIBI;
  }

  /** The soft limit of {@code /proc/PID/limits}. */
  static long openFilesLimit(String limits) {
    String limit = only(OPEN_FILES, limits);
    return limit.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(limit);
  }

  /** The first of {@code /proc/loadavg}. */
  static double loadAverage(String averages) {
    return Double.parseDouble(averages.strip().split(" ")[0]);
  }

  private static String only(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      throw new IllegalArgumentException(pattern + " is not in: " + text);
    }
    return found.group(1);
  }
}
