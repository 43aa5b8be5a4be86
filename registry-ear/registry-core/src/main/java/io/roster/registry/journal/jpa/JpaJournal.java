/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.jpa;

import io.roster.registry.journal.model.Change;
import io.roster.registry.journal.model.Change.States;
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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The journal's writing side in PostgreSQL. */
@ApplicationScoped
public class JpaJournal implements Journal, PendingEntries {

  /**
   * A large inventory changes a hundred thousand replicas; their states need not lie in one
   * statement.
   */
  private static final int MOST_AT_ONCE = 2_000;

  /**
   * Of how many entries of one transaction the states are kept as trees, ready for memory. A tree
   * is several times as large as its text, and the largest transactions have to fit beside
   * everything else.
   */
  private static final int MOST_TREES = 10_000;

  @PersistenceContext private EntityManager entities;
  @Inject private CoordinatorIdentity coordinator;

  /** What the transaction of each thread has noted; a transaction never changes its thread. */
  private final ThreadLocal<Pending> pending = ThreadLocal.withInitial(() -> new Pending(0));

  /** What a transaction has noted, and the last restore that it knew of when it began. */
  private record Pending(long restored, List<PendingEntry> entries) {
    Pending(long restored) {
      this(restored, new ArrayList<>());
    }
  }

  /** An entry that has no revision yet. */
  record PendingEntry(
      Actor actor,
      String kind,
      String subject,
      String before,
      String after,
      @Nullable States states) {}

  /** For the container. */
  public JpaJournal() {}

  public JpaJournal(EntityManager entities, CoordinatorIdentity coordinator) {
    this.entities = entities;
    this.coordinator = coordinator;
  }

  @Override
  public void append(Actor actor, String kind, String subject, JsonValue before, JsonValue after) {
    List<PendingEntry> entries = pending.get().entries();
    entries.add(
        new PendingEntry(
            actor,
            kind,
            subject,
            before.toString(),
            after.toString(),
            entries.size() < MOST_TREES ? new States(before, after) : null));
  }

  @Override
  public void begin(long restored) {
    pending.set(new Pending(restored));
  }

  @Override
  public List<Change> write() {
    Pending noted = pending.get();
    pending.remove();
    if (noted.entries().isEmpty()) {
      entities.flush();
      return List.of();
    }
    return TransactionSql.call(
        entities, connection -> append(connection, coordinator.name(), noted));
  }

  @Override
  public long seen() {
    return TransactionSql.call(entities, JpaJournal::head);
  }

  private static long head(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement("select revision from journal_head");
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static List<Change> append(Connection connection, String coordinator, Pending noted)
      throws SQLException {
    List<PendingEntry> entries = noted.entries();
    List<Change> written = new ArrayList<>(entries.size());
    for (int from = 0; from < entries.size(); from += MOST_AT_ONCE) {
      int to = Math.min(from + MOST_AT_ONCE, entries.size());
      written.addAll(
          AppendJournalSql.append(
              connection, coordinator, noted.restored(), entries.subList(from, to)));
    }
    return written;
  }
}
