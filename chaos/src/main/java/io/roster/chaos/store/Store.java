/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.store;

import io.roster.chaos.check.JournalEntry;
import io.roster.chaos.check.SourceRow;
import io.roster.chaos.check.TransportRow;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The registry's tables, read past the registry. */
public final class Store {

  private static final String MICROS = "(extract(epoch from at) * 1000000)::bigint";
  private static final String ENTRY =
      "select revision, " + MICROS + ", epoch, coordinator, actor, kind, subject from journal ";

  private final Supplier<String> url;

  /** Turns a row into a value. */
  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  public Store(Supplier<String> url) {
    this.url = url;
  }

  /** The coordinator that leads by the database's clock; empty when none does. */
  public String leader() {
    try {
      return first(
              "select holder from leadership where expires_at > clock_timestamp()",
              row -> row.getString(1))
          .orElse("");
    } catch (StoreAway away) {
      return "";
    }
  }

  /** How far the schema is expanded. */
  public int schema() {
    return first(
            "select max(version::int) from flyway_schema_history where success",
            row -> row.getInt(1))
        .orElse(0);
  }

  public long revision() {
    return first("select coalesce(max(revision), 0) from journal", row -> row.getLong(1))
        .orElse(0L);
  }

  public boolean hasStandby() {
    return first(
            "select 1 from pg_stat_replication where state = 'streaming' and sync_state = 'sync'",
            row -> row.getInt(1))
        .isPresent();
  }

  /** What happened after a revision, in its order. */
  public List<JournalEntry> journalAfter(long revision) {
    return all(ENTRY + "where revision > ? order by revision", Store::entry, revision);
  }

  /** What happened of one kind after a revision, in its order. */
  public List<JournalEntry> journalAfter(long revision, String kind) {
    return all(
        ENTRY + "where revision > ? and kind = ? order by revision", Store::entry, revision, kind);
  }

  /** Since when somebody listens to the fleet without a break, in microseconds since 1970. */
  public long listeningSince() {
    return first(
            "select (extract(epoch from listening_since) * 1000000)::bigint from fleet_listening",
            row -> row.getLong(1))
        .orElse(0L);
  }

  /** How many workers are registered and have not expired. */
  public long workers() {
    return first("select count(*) from worker where inactive_at is null", row -> row.getLong(1))
        .orElse(0L);
  }

  /** Which of these artifacts are known. */
  public Set<String> known(Collection<String> artifacts) {
    return Set.copyOf(
        all(
            "select artifact_id from artifact where artifact_id = any(?)",
            row -> row.getString(1),
            (Object) artifacts.toArray(String[]::new)));
  }

  /** The beginning of the leadership that was in force at a revision. */
  public List<JournalEntry> leadershipAt(long revision) {
    return all(
        ENTRY + "where revision <= ? and kind = 'leadership.taken' order by revision desc limit 1",
        Store::entry,
        revision);
  }

  private static JournalEntry entry(ResultSet row) throws SQLException {
    return new JournalEntry(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7));
  }

  /** All transports of artifacts whose names begin so. */
  public List<TransportRow> transportsOf(String artifacts) {
    return all(
        "select transport_id::text, request_id, replica_id::text, status, outcome from transport"
            + " where starts_with(artifact_id, ?)",
        row ->
            new TransportRow(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5)),
        artifacts);
  }

  /** The replicas of artifacts whose names begin so, with their slots. */
  public List<SourceRow> sourcesOf(String artifacts) {
    return all(
        "select r.replica_id::text, r.max_concurrency, coalesce(c.current_requests, 0)"
            + " from replica r left join replica_counter c using (replica_id)"
            + " where starts_with(r.artifact_id, ?)",
        row -> new SourceRow(row.getString(1), row.getLong(2), row.getLong(3)),
        artifacts);
  }

  /** The id of the one replica of an artifact; empty when there is none. */
  public String replicaOf(String artifact) {
    return first(
            "select replica_id::text from replica where artifact_id = ?",
            row -> row.getString(1),
            artifact)
        .orElse("");
  }

  /** What a key stands for. */
  public Optional<KeyRow> key(String key) {
    return first(
        "select artifact_id, generation from artifact_key where key = ?",
        row -> new KeyRow(row.getString(1), row.getLong(2)),
        key);
  }

  private <T> Optional<T> first(String query, Reader<T> reader, Object... parameters) {
    return all(query, reader, parameters).stream().findFirst();
  }

  private <T> List<T> all(String query, Reader<T> reader, Object... parameters) {
    try (Connection connection = DriverManager.getConnection(url.get());
        PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<T> values = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          values.add(reader.read(row));
        }
      }
      return values;
    } catch (SQLException away) {
      throw new StoreAway(away);
    }
  }
}
