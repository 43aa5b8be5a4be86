/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account;

import io.roster.registry.access.Identity;
import io.roster.registry.access.Role;
import java.util.List;

/**
 * The door to local accounts. Everything about them is told to the journal and the audit. Safe for
 * use by many threads.
 */
public interface AccountService {

  /** So many failures in a row lock an account. */
  int FAILURES_UNTIL_LOCKED = 10;

  /**
   * Checks a log-in. Takes as long for an unknown name as for a wrong password. After {@link
   * #FAILURES_UNTIL_LOCKED} failures in a row the account is locked for a quarter of an hour,
   * whichever coordinators were asked.
   *
   * @param origin from where
   */
  LogIn logIn(String username, String password, String origin);

  /** Takes note that somebody came in whom an identity provider vouches for. */
  void entered(Identity identity);

  /**
   * Whether a session that began with this account may go on: the account is enabled, has the same
   * role, and its sessions were not ended since.
   */
  boolean stands(Account account);

  /**
   * All accounts, by name.
   *
   * @throws io.roster.registry.platform.NotPermitted unless an administrator asks
   */
  List<Account> list(Identity asking);

  /**
   * Creates an account.
   *
   * @throws io.roster.registry.platform.NotPermitted unless an administrator asks
   * @throws io.roster.registry.platform.InvalidRequest when the name is taken or none, or the
   *     password shorter than 12 characters
   */
  Account create(String username, String password, Role role, String reason, Identity asking);

  /**
   * Changes an account; what is so already stays so. Everybody may end their own sessions; the rest
   * is for administrators.
   *
   * @param seen the account as it was when they looked at it
   * @throws AccountChanged when it was changed since
   * @throws io.roster.registry.platform.NotPermitted when the role does not suffice
   * @throws UnknownAccount when there is none
   * @throws LastAdministrator when nobody could administer the accounts afterwards
   */
  Account change(Account seen, AccountChange change, String reason, Identity asking);

  /**
   * Replaces one's own password, after checking the old one; other sessions end.
   *
   * @return the account as it is now; the present session goes on with it
   */
  Account changePassword(Account own, String oldPassword, String newPassword, String origin);
}
