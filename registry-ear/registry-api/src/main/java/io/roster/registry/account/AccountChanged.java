/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;
import java.util.Locale;

/** An account is no longer as it was when the administrator looked. */
public final class AccountChanged extends RegistryException {

  private static final long serialVersionUID = 1L;

  public AccountChanged(Account now) {
    super(
        ErrorCode.TARGET_CHANGED,
        "Account "
            + now.username()
            + " was changed since you looked, and is "
            + word(now.state())
            + " with the role "
            + word(now.role())
            + " now; look at it again");
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
