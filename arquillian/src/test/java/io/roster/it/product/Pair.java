/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.product;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;

/** Two coordinators over one database: a site that survives the loss of one of them. */
public final class Pair implements AutoCloseable {

  /** How long a leadership lasts that is not renewed. */
  public static final Duration LEASE = Duration.ofSeconds(2);

  private static final String DATABASE = "pair";

  private final PairedCoordinator first = new PairedCoordinator("pair-first", DATABASE);
  private final PairedCoordinator second = new PairedCoordinator("pair-second", DATABASE);

  private Pair() {}

  /** The one pair of all tests; who kills a coordinator starts it again. */
  public static Pair shared() {
    return Shared.once(Pair.class, "a pair of coordinators", Pair::start);
  }

  private static Pair start() {
    Pair pair = new Pair();
    try {
      pair.first.start();
      pair.second.start();
    } catch (RuntimeException failed) {
      pair.close();
      throw failed;
    }
    return pair;
  }

  public PairedCoordinator first() {
    return first;
  }

  public PairedCoordinator second() {
    return second;
  }

  public PairedCoordinator other(PairedCoordinator one) {
    return one == first ? second : first;
  }

  /** Who leads now, by the database's clock. */
  public Optional<Leadership> leadership() {
    try (Connection connection = TestDatabase.shared().connect(DATABASE);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select holder, epoch from leadership where expires_at > clock_timestamp()")) {
      return row.next()
          ? Optional.of(new Leadership(row.getString("holder"), row.getLong("epoch")))
          : Optional.empty();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** The leadership that is in force, which somebody soon takes when there is none. */
  public Leadership awaitLeadership() {
    return Awaitility.await("a leader")
        .atMost(LEASE.multipliedBy(4))
        .pollInterval(Duration.ofMillis(100))
        .until(this::leadership, Optional::isPresent)
        .orElseThrow();
  }

  /** The coordinator that holds a leadership. */
  public PairedCoordinator holderOf(Leadership leadership) {
    if (leadership.holder().equals(first.name())) {
      return first;
    }
    if (leadership.holder().equals(second.name())) {
      return second;
    }
    throw new AssertionError(leadership + " is held by none of " + first + " and " + second);
  }

  /** A number from the database, asked for in SQL. */
  public long number(String query, Object... parameters) {
    try (Connection connection = TestDatabase.shared().connect(DATABASE);
        PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new AssertionError("no row for " + query);
        }
        return row.getLong(1);
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** The number of the last change. */
  public long revision() {
    return number("select coalesce(max(revision), 0) from journal");
  }

  @Override
  public void close() {
    try {
      second.close();
    } finally {
      first.close();
    }
  }
}
