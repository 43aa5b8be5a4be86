/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench;

import java.util.Locale;

/**
 * One measured number, as one line of JSON.
 *
 * @param name what was measured
 * @param value the number
 * @param unit its unit
 * @param comparedWith the other number of the same run
 * @param reference what that other number is
 * @param conditions under which circumstances
 */
record Figure(
    String name,
    double value,
    String unit,
    double comparedWith,
    String reference,
    String conditions) {

  String json() {
    return String.format(
        Locale.ROOT,
        "{\"name\":\"%s\",\"figure\":%.3f,\"unit\":\"%s\",\"compared_with\":%.3f,\"reference\":\"%s\",\"share\":%.3f,"
            + "\"conditions\":\"%s\"}",
        name,
        value,
        unit,
        comparedWith,
        reference,
        comparedWith == 0 ? 0 : value / comparedWith,
        conditions);
  }
}
