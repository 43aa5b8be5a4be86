/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.admin.jpa;

import io.roster.registry.admin.model.PresenceLog;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.jdbc.ConfiguredDataSource;
import io.roster.registry.platform.jdbc.ResidentConnection;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A row for each coordinator. It started when the row of its process was written first. */
@ApplicationScoped
public class SqlPresenceLog implements PresenceLog {

  private static final String SAY =
      """
      insert into coordinator as c (name, version, host, grpc_port, http_port, started_at, seen_at, revision, lag, database_millis)
      select ?, ?, ?, ?, ?, clock_timestamp(), clock_timestamp(), p.at, greatest(0, h.revision - p.at), ?
      from journal_head h cross join (select ?::bigint as at) p
      on conflict (name) do update set version = excluded.version, host = excluded.host, grpc_port = excluded.grpc_port,
        http_port = excluded.http_port, seen_at = excluded.seen_at, revision = excluded.revision, lag = excluded.lag,
        database_millis = excluded.database_millis, schema_said_at = excluded.seen_at,
        started_at = case when ? then excluded.started_at else c.started_at end,
        drains_since = case when ? then null else c.drains_since end
      """;

  private @Nullable DataSource given;
  private @Nullable ResidentConnection connection;
  private boolean said;

  /** For the container. */
  public SqlPresenceLog() {}

  public SqlPresenceLog(DataSource database) {
    this.given = database;
  }

  @Override
  public synchronized void say(Presence presence) {
    try {
      resident().call(open -> say(open, presence));
      said = true;
    } catch (SQLException away) {
      throw new DatabaseAway(away);
    }
  }

  private int say(Connection open, Presence presence) throws SQLException {
    try (PreparedStatement insert = open.prepareStatement(SAY)) {
      insert.setString(1, presence.name());
      insert.setString(2, presence.version());
      insert.setString(3, presence.host());
      insert.setInt(4, presence.grpcPort());
      insert.setInt(5, presence.httpPort());
      insert.setDouble(6, presence.databaseMillis());
      insert.setLong(7, presence.revision());
      insert.setBoolean(8, !said);
      insert.setBoolean(9, !said);
      return insert.executeUpdate();
    }
  }

  private ResidentConnection resident() {
    ResidentConnection kept = connection;
    if (kept == null) {
      DataSource database = given;
      kept = new ResidentConnection(database == null ? new ConfiguredDataSource() : database);
      connection = kept;
    }
    return kept;
  }

  @PreDestroy
  synchronized void close() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}
