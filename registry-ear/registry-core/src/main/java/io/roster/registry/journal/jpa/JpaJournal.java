/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.jpa;

import io.roster.registry.journal.model.Change;
import io.roster.registry.journal.model.Journal;
import io.roster.registry.journal.model.PendingEntries;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.CoordinatorIdentity;
import io.roster.registry.platform.jdbc.TransactionSql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The journal's writing side in PostgreSQL. */
@ApplicationScoped
public class JpaJournal implements Journal, PendingEntries {

  /**
   * A large inventory changes a hundred thousand replicas; their states need not lie in one
   * statement.
   */
  private static final int MOST_AT_ONCE = 2_000;

  @PersistenceContext private EntityManager entities;
  @Inject private CoordinatorIdentity coordinator;

  /** What the transaction of each thread has noted; a transaction never changes its thread. */
  private final ThreadLocal<List<PendingEntry>> pending = ThreadLocal.withInitial(ArrayList::new);

  /** An entry that has no revision yet. */
  record PendingEntry(
      Actor actor, String kind, String subject, JsonValue before, JsonValue after) {}

  /** For the container. */
  public JpaJournal() {}

  public JpaJournal(EntityManager entities, CoordinatorIdentity coordinator) {
    this.entities = entities;
    this.coordinator = coordinator;
  }

  @Override
  public void append(Actor actor, String kind, String subject, JsonValue before, JsonValue after) {
    pending.get().add(new PendingEntry(actor, kind, subject, before, after));
  }

  @Override
  public void discard() {
    pending.remove();
  }

  @Override
  public List<Change> write() {
    List<PendingEntry> entries = pending.get();
    pending.remove();
    if (entries.isEmpty()) {
      entities.flush();
      return List.of();
    }
    return TransactionSql.call(
        entities, connection -> append(connection, coordinator.name(), entries));
  }

  private static List<Change> append(
      Connection connection, String coordinator, List<PendingEntry> entries) throws SQLException {
    List<Change> written = new ArrayList<>(entries.size());
    for (int from = 0; from < entries.size(); from += MOST_AT_ONCE) {
      int to = Math.min(from + MOST_AT_ONCE, entries.size());
      written.addAll(AppendJournalSql.append(connection, coordinator, entries.subList(from, to)));
    }
    return written;
  }
}
