/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.jdbc;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;

/**
 * The database's clock, as near as it is known without asking: what it said last, and the time
 * since by a clock that nobody sets. All instants that are stored come from the database, so what
 * is compared with them must too; this machine's own clock may be wrong, or be put right.
 */
@ApplicationScoped
public class DatabaseTime implements InstantSource {

  private static final String NOW = "select clock_timestamp()";

  /** Until the database was asked, this machine's clock is the best there is. */
  private volatile Reading last = new Reading(Instant.now(), System.nanoTime());

  private record Reading(Instant said, long nanos) {}

  /** Asks the database, and returns what it says. */
  public Instant read(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(NOW);
        ResultSet row = query.executeQuery()) {
      row.next();
      Instant said = row.getObject(1, OffsetDateTime.class).toInstant();
      last = new Reading(said, System.nanoTime());
      return said;
    }
  }

  @Override
  public Instant instant() {
    Reading reading = last;
    return reading.said().plusNanos(System.nanoTime() - reading.nanos());
  }
}
