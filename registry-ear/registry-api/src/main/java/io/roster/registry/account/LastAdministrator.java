/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** Nobody could administer the accounts any more. */
public final class LastAdministrator extends RegistryException {

  private static final long serialVersionUID = 1L;

  public LastAdministrator(String username) {
    super(
        ErrorCode.LAST_ADMINISTRATOR,
        username
            + " is the last administrator who can log in; make another one before this one goes");
  }
}
