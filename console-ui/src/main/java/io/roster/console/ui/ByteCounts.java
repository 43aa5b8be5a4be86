/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.ui;

import java.util.Locale;

/** How the console writes byte counts: binary units, one decimal where it tells something. */
public final class ByteCounts {

  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private ByteCounts() {}

  /** {@code 41.3 GiB}. */
  public static String human(long bytes) {
    int unit = unitOf(bytes);
    return inUnit(bytes, unit) + " " + UNITS[unit];
  }

  /**
   * {@code 41.3 / 80 GiB}: both in the unit of the whole. What is something does not read as
   * nothing: {@code <0.1 / 80 GiB}, as short as all others.
   */
  public static String usedOf(long usedBytes, long totalBytes) {
    int unit = unitOf(totalBytes);
    String used = inUnit(usedBytes, unit);
    String part = usedBytes > 0 && used.equals("0") ? "<0.1" : used;
    return part + " / " + human(totalBytes);
  }

  /** {@code 44,345,786,368 B}. */
  public static String exact(long bytes) {
    return String.format(Locale.ROOT, "%,d B", bytes);
  }

  /** The used share in whole percent, 0 when there is no pool. */
  public static int percent(long usedBytes, long totalBytes) {
    if (totalBytes <= 0) {
      return 0;
    }
    return (int) Math.round(100.0 * Math.min(usedBytes, totalBytes) / totalBytes);
  }

  private static int unitOf(long bytes) {
    int unit = 0;
    for (double left = bytes; left >= 1024 && unit < UNITS.length - 1; left /= 1024) {
      unit++;
    }
    return unit;
  }

  private static String inUnit(long bytes, int unit) {
    double value = bytes / Math.pow(1024, unit);
    String oneDecimal = String.format(Locale.ROOT, "%.1f", value);
    return oneDecimal.endsWith(".0")
        ? oneDecimal.substring(0, oneDecimal.length() - 2)
        : oneDecimal;
  }
}
