/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;

/**
 * Keeps workers from coming and going until the transaction ends. Whoever ends or revives a worker
 * locks its row for update, and waits; others who hold it do not.
 */
final class HoldWorkersSql {

  private static final String STATEMENT =
      """
      with held as materialized (
        select w.worker_id
        from (select id from unnest(?::text[]) as u(id) order by id) wanted
          cross join lateral (select x.worker_id from worker x where x.worker_id = wanted.id for key share) w)
      select clock_timestamp(), (select count(*) from held)
      """;

  private HoldWorkersSql() {}

  /** Returns the time by the database's clock. */
  static Instant hold(Connection connection, Collection<String> workers) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(STATEMENT)) {
      query.setArray(1, connection.createArrayOf("text", workers.toArray()));
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getObject(1, OffsetDateTime.class).toInstant();
      }
    }
  }
}
