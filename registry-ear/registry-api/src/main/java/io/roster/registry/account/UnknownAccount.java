/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** There is no account of this name. */
public final class UnknownAccount extends RegistryException {

  private static final long serialVersionUID = 1L;

  public UnknownAccount(String username) {
    super(ErrorCode.UNKNOWN_ACCOUNT, "There is no account " + username);
  }
}
