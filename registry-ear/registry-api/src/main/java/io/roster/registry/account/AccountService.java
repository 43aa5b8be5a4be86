/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account;

import java.util.List;
import java.util.Optional;

/** Local accounts. */
public interface AccountService {

  /**
   * Checks a log-in. Takes as long for an unknown name as for a wrong password.
   *
   * @return the account, or nothing when name and password do not belong together
   */
  Optional<Account> authenticate(String username, String password);

  /** All accounts, by name. Only an administrator may see them. */
  List<Account> list(Account caller);

  /**
   * Creates an account. Only an administrator may.
   *
   * @throws io.roster.registry.platform.InvalidRequest when the name is taken or the password is
   *     shorter than 12
   */
  Account create(String username, String password, Role role, Account caller);

  /** Replaces the caller's own password, after checking the old one. */
  void changePassword(Account caller, String oldPassword, String newPassword);
}
