/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account.model;

import java.util.List;
import java.util.Optional;

/** Where accounts are kept. Every method belongs to the caller's transaction. */
public interface AccountRepository {

  Optional<LocalAccount> find(String username);

  List<LocalAccount> all();

  boolean isEmpty();

  void add(LocalAccount account);
}
