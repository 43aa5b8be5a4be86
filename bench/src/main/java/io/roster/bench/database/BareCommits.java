/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.database;

import io.roster.bench.load.BlockingLoop;
import io.roster.bench.load.Load;
import io.roster.bench.load.Outcome;
import io.roster.bench.report.MeasurementFailed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients that insert one short row and commit, again and again, in a database of their own on the
 * product's server: what the server can do when nothing stands before it.
 *
 * <p>Their connections exist only while they are driven, so that the product has all of the server
 * when it is its turn.
 */
public final class BareCommits implements Load, AutoCloseable {

  static final String DATABASE = "bench_bare";

  private static final String INSERT = "insert into bare (content) values (?)";

  /** The product may need another connection meanwhile. */
  private static final int SPARE = 8;

  private final BenchDatabase database;
  private final int callers;

  BareCommits(BenchDatabase database, int wanted) {
    this.database = database;
    this.callers = Math.min(wanted, database.freeConnections() - SPARE);
    try (Connection connection = database.connect(DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table bare (id bigint generated always as identity primary key, content text not null)");
    } catch (SQLException failed) {
      throw new MeasurementFailed("Could not create a table: " + failed.getMessage(), failed);
    }
  }

  /** How many clients there are: fewer than wanted if the server does not take so many. */
  public int callers() {
    return callers;
  }

  @Override
  public Outcome during(Duration time) {
    List<Client> clients = new ArrayList<>();
    try {
      for (int caller = 0; caller < callers; caller++) {
        clients.add(new Client(database.connect(DATABASE)));
      }
      return new BlockingLoop("bare commits", clients).during(time);
    } catch (SQLException failed) {
      throw new MeasurementFailed(
          "Could not connect to the database: " + failed.getMessage(), failed);
    } finally {
      clients.forEach(Client::close);
    }
  }

  @Override
  public void close() {
    try {
      database.dropBareCommits();
    } catch (MeasurementFailed ignored) {
      // A server that was stopped first goes with its whole data directory.
    }
  }

  private static final class Client implements BlockingLoop.Step, AutoCloseable {

    private final Connection connection;
    private final PreparedStatement insert;

    Client(Connection connection) throws SQLException {
      this.connection = connection;
      this.insert = connection.prepareStatement(INSERT);
    }

    @Override
    public void act() throws SQLException {
      insert.setString(1, "a row as short as a bare commit needs");
      insert.executeUpdate();
    }

    @Override
    public void close() {
      try {
        connection.close();
      } catch (SQLException ignored) {
        // The server ends it as well.
      }
    }
  }
}
