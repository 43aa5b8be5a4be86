/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.jpa;

import io.roster.registry.journal.JournalEntry;
import io.roster.registry.journal.jpa.JpaJournal.PendingEntry;
import io.roster.registry.journal.model.Change;
import io.roster.registry.journal.model.StateReplaced;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Writes all entries of one transaction with one statement, which gives them their revisions and
 * their time: what this coordinator's watchers are given must be what all others read. It writes
 * nothing when a backup was restored after the transaction's decisions were made.
 */
final class AppendJournalSql {

  private static final String STATEMENT =
      """
      with head as (
        update journal_head set revision = revision + ? where restored = ?
        returning revision, clock_timestamp() as at),
      leader as (
        select epoch from leadership),
      written as (
        insert into journal (revision, at, epoch, coordinator, actor, kind, subject, before, after)
        select head.revision - ? + e.place, head.at, leader.epoch, ?, e.actor, e.kind, e.subject,
               cast(e.before as jsonb), cast(e.after as jsonb)
        from head cross join leader
          cross join unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
            with ordinality as e(actor, kind, subject, before, after, place))
      select head.revision, leader.epoch, head.at from head cross join leader
      """;

  private AppendJournalSql() {}

  /**
   * @param restored the last restore that the decisions knew of
   * @throws StateReplaced when there was another one since
   */
  static List<Change> append(
      Connection connection, String coordinator, long restored, List<PendingEntry> entries)
      throws SQLException {
    try (PreparedStatement append = connection.prepareStatement(STATEMENT)) {
      append.setLong(1, entries.size());
      append.setLong(2, restored);
      append.setLong(3, entries.size());
      append.setString(4, coordinator);
      append.setArray(
          5, connection.createArrayOf("text", texts(entries, entry -> entry.actor().name())));
      append.setArray(6, connection.createArrayOf("text", texts(entries, PendingEntry::kind)));
      append.setArray(7, connection.createArrayOf("text", texts(entries, PendingEntry::subject)));
      append.setArray(8, connection.createArrayOf("text", texts(entries, PendingEntry::before)));
      append.setArray(9, connection.createArrayOf("text", texts(entries, PendingEntry::after)));
      try (ResultSet row = append.executeQuery()) {
        if (!row.next()) {
          throw new StateReplaced(ReadJournalSql.bounds(connection).restored());
        }
        long newest = row.getLong(1);
        long epoch = row.getLong(2);
        Instant at = row.getObject(3, OffsetDateTime.class).toInstant();
        List<Change> written = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
          PendingEntry entry = entries.get(i);
          written.add(
              new Change(
                  new JournalEntry(
                      newest - entries.size() + 1 + i,
                      at,
                      epoch,
                      coordinator,
                      entry.actor().name(),
                      entry.kind(),
                      entry.subject(),
                      entry.before(),
                      entry.after()),
                  entry.states()));
        }
        return written;
      }
    }
  }

  private static String[] texts(List<PendingEntry> entries, Function<PendingEntry, String> part) {
    return entries.stream().map(part).toArray(String[]::new);
  }
}
