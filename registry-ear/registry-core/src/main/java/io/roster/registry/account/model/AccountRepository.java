/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account.model;

import java.util.List;
import java.util.Optional;

/** Where accounts are kept. Every method belongs to the caller's transaction. */
public interface AccountRepository {

  Optional<LocalAccount> find(String username);

  /** The same, locked until the transaction ends. */
  Optional<LocalAccount> lock(String username);

  List<LocalAccount> all();

  /**
   * Those who can administer whatever an identity provider says, locked until the transaction ends,
   * in the order of their names.
   */
  List<LocalAccount> lockAdministrators();

  boolean isEmpty();

  void add(LocalAccount account);
}
