/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.ui;

import io.roster.registry.platform.UnknownThing;
import java.util.UUID;

/** Ids as addresses hold them. */
public final class Ids {

  private Ids() {}

  /**
   * @param what it should be: {@code transport}
   * @throws UnknownThing when it can name nothing
   */
  public static UUID uuid(String what, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException mistyped) {
      throw new UnknownThing(what, text);
    }
  }
}
