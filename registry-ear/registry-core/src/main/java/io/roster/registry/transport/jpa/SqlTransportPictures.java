/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.jpa;

import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.jdbc.PooledDataSource;
import io.roster.registry.platform.jdbc.ResidentConnection.Work;
import io.roster.registry.transport.TransportOutcome;
import io.roster.registry.transport.TransportRecord;
import io.roster.registry.transport.TransportWindow;
import io.roster.registry.transport.model.ActiveTransport;
import io.roster.registry.transport.model.TransportPictures;
import io.roster.registry.transport.model.Wanted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Transports as they are committed, read with one statement each. */
@ApplicationScoped
public class SqlTransportPictures implements TransportPictures {

  private static final String HAS_REPLICA =
      "select exists (select from replica where artifact_id = ? and view_id = ?)";

  private static final String ACTIVE =
      "select " + ActiveRow.COLUMNS + " from transport where status = 'in_progress'";

  private static final String WINDOW =
      """
      select transport_id, replica_id, artifact_id, request_id, requester_worker_id, group_kind, group_id, group_epoch,
             group_total_parts, group_part_id, group_priority, outcome, created_at, completed_at, memory_size
      from transport
      where created_at between ? and ?
      order by created_at, transport_id
      limit ?
      """;

  private static final int ROWS_AT_ONCE = 2_000;

  private DataSource database;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public SqlTransportPictures() {}

  @Inject
  public SqlTransportPictures(PooledDataSource database) {
    this(database.pool());
  }

  public SqlTransportPictures(DataSource database) {
    this.database = database;
  }

  @Override
  public boolean hasReplica(Wanted wanted) {
    return call(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(HAS_REPLICA)) {
            query.setString(1, wanted.artifactId());
            query.setString(2, wanted.viewId());
            try (ResultSet row = query.executeQuery()) {
              return row.next() && row.getBoolean(1);
            }
          }
        });
  }

  @Override
  public void eachActive(Consumer<ActiveTransport> reader) {
    call(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(ACTIVE);
              ResultSet row = query.executeQuery()) {
            while (row.next()) {
              reader.accept(ActiveRow.read(row));
            }
            return true;
          }
        });
  }

  @Override
  public List<TransportRecord> query(TransportWindow window, int most) {
    return call(
        connection -> {
          // Only inside a transaction does the driver fetch a part of the rows at a time.
          connection.setAutoCommit(false);
          try (PreparedStatement query = connection.prepareStatement(WINDOW)) {
            query.setFetchSize(ROWS_AT_ONCE);
            query.setObject(1, window.from().atOffset(ZoneOffset.UTC));
            query.setObject(2, window.to().atOffset(ZoneOffset.UTC));
            query.setInt(3, most);
            return read(query);
          } finally {
            connection.rollback();
            connection.setAutoCommit(true);
          }
        });
  }

  private static List<TransportRecord> read(PreparedStatement query) throws SQLException {
    List<TransportRecord> records = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        records.add(
            new TransportRecord(
                row.getObject("transport_id", UUID.class),
                row.getObject("replica_id", UUID.class),
                row.getString("artifact_id"),
                row.getString("request_id"),
                row.getString("requester_worker_id"),
                TicketColumns.readGroup(row),
                outcome(row.getString("outcome")),
                instant(row, "created_at"),
                Optional.ofNullable(row.getObject("completed_at", OffsetDateTime.class))
                    .map(OffsetDateTime::toInstant),
                row.getLong("memory_size")));
      }
    }
    return records;
  }

  private static Optional<TransportOutcome> outcome(String text) {
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(TransportOutcome.valueOf(text.toUpperCase(Locale.ROOT)));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private <T> T call(Work<T> work) {
    try (Connection connection = database.getConnection()) {
      return work.with(connection);
    } catch (SQLException away) {
      throw new DatabaseAway(away);
    }
  }
}
