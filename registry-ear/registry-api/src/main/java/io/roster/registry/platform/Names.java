/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform;

/** What a text must be to name something: every id and every key that comes from outside. */
public final class Names {

  /** Longer names serve nobody and would only bloat rows, indexes and logs. */
  public static final int LONGEST = 512;

  private Names() {}

  /**
   * Checks a name that must be there.
   *
   * @param field its name on the wire
   * @throws InvalidRequest when it is blank, too long or contains control characters
   */
  public static void require(String field, String name) {
    if (name.isBlank()) {
      throw new InvalidRequest(field, "is required");
    }
    requireSound(field, name);
  }

  /** Checks a name that may be empty. */
  public static void requireSound(String field, String name) {
    if (name.length() > LONGEST) {
      throw new InvalidRequest(field, "is longer than " + LONGEST + " characters");
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidRequest(field, "contains control characters");
    }
  }

  /**
   * Whether it could name anything here; the database cannot even be asked for any text there is.
   */
  public static boolean isPlausible(String name) {
    return name.length() <= 2 * LONGEST && name.chars().noneMatch(Character::isISOControl);
  }
}
