/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.app;

import io.roster.registry.journal.JournalEntry;
import io.roster.registry.journal.JournalFeed;
import io.roster.registry.journal.JournalPosition;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Consumer;

/** The journal for the other modules of the EAR. */
@Singleton
@Local(JournalFeed.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class JournalDoor implements JournalFeed {

  @Inject private JournalTail tail;

  @Override
  public Subscription subscribe(Consumer<List<JournalEntry>> listener) {
    return tail.subscribe(listener);
  }

  @Override
  public List<JournalEntry> latest(int limit) {
    return tail.latest(limit);
  }

  @Override
  public List<JournalEntry> after(long revision, int limit) {
    return tail.after(revision, limit);
  }

  @Override
  public JournalPosition position() {
    return tail.position();
  }
}
