/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform;

/** There is more work than a bounded queue holds: nothing was changed, and later it may go. */
public final class Overloaded extends RegistryException {

  private static final long serialVersionUID = 1L;

  public Overloaded(String operation) {
    super(
        ErrorCode.OVERLOADED,
        "The coordinator is busy: " + operation + " was not begun; try again, or try another one");
  }
}
