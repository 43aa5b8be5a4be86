/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.report;

/**
 * What a figure is held against.
 *
 * @param name what that other number is
 * @param value that number, in the figure's unit
 */
public record Comparison(String name, double value) {

  /** The figure as a share of it; not a number where there is nothing to share. */
  double shareOf(double figure) {
    return value == 0 ? Double.NaN : figure / value;
  }
}
