/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.page.jpa;

/**
 * An expression that a list is ordered by; it is never null.
 *
 * @param type its SQL type, by which its text is read back
 */
public record SortColumn(String expression, String type) {

  public static SortColumn text(String expression) {
    return new SortColumn(expression, "text");
  }

  /** In the order of bytes, whatever the database's language. */
  public static SortColumn bytes(String expression) {
    return new SortColumn(expression + " collate \"C\"", "text");
  }

  public static SortColumn number(String expression) {
    return new SortColumn(expression, "bigint");
  }

  public static SortColumn time(String expression) {
    return new SortColumn(expression, "timestamptz");
  }

  public static SortColumn uuid(String expression) {
    return new SortColumn(expression, "uuid");
  }
}
