/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.accounts;

import io.roster.console.account.SignedIn;
import io.roster.console.registry.Registry;
import io.roster.registry.account.Account;
import io.roster.registry.account.AccountChange;
import io.roster.registry.facts.EventFilter;
import io.roster.registry.facts.EventSort;
import io.roster.registry.journal.JournalEntry;
import io.roster.registry.page.Paging;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An account as the administrator saw it; what they do to it stands on that. */
final class SeenAccount {

  private static final int CHANGES_SHOWN = 8;

  private final Registry registry;
  private Account account;

  SeenAccount(Registry registry, Account account) {
    this.registry = registry;
    this.account = account;
  }

  void change(AccountChange change, String reason) {
    registry.accounts().change(account, change, reason, SignedIn.identity());
  }

  /** Sees it as it is now; returns what happened to it since it was seen before. */
  List<JournalEntry> lookAgain() {
    Account before = account;
    account =
        registry.accounts().list(SignedIn.identity()).stream()
            .filter(one -> one.username().equals(before.username()))
            .findFirst()
            .orElse(before);
    // Each change ends the sessions once, and is told to the journal once.
    long changes = account.sessions() - before.sessions();
    return changes > 0 ? newest((int) Math.min(CHANGES_SHOWN, changes)) : List.of();
  }

  private List<JournalEntry> newest(int count) {
    EventFilter filter =
        new EventFilter(
            List.of("account."),
            Set.of(account.username()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return registry
        .facts()
        .events(filter, Paging.byLast(EventSort.REVISION).ofSize(count))
        .entries();
  }
}
