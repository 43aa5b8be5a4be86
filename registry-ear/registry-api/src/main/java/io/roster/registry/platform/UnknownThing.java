/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform;

/** There is nothing of that name. */
public final class UnknownThing extends RegistryException {

  private static final long serialVersionUID = 1L;

  /**
   * @param what it should be: {@code artifact}
   */
  public UnknownThing(String what, String id) {
    super(
        ErrorCode.UNKNOWN_THING,
        "There is no " + what + " " + id + "; it may have been removed since");
  }
}
