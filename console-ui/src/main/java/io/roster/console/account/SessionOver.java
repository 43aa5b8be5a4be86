/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.account;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** Somebody acts in a session that has ended. */
public final class SessionOver extends RegistryException {

  private static final long serialVersionUID = 1L;

  public SessionOver() {
    super(ErrorCode.NOT_AUTHENTICATED, "Your session has ended; load the page and log in again");
  }
}
