/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One connection that a background thread keeps for itself, so that it never queues for the pool
 * behind callers. Opened when needed; dropped after any failure, so that the next use starts
 * afresh. Confined to one thread at a time.
 */
public final class ResidentConnection implements AutoCloseable {

  /** Work with a connection that commits each statement. */
  @FunctionalInterface
  public interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  private final DataSource source;
  private @Nullable Connection connection;

  public ResidentConnection(DataSource source) {
    this.source = source;
  }

  /** Runs the work; a failure closes the connection. */
  public synchronized <T> T call(Work<T> work) throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = source.getConnection();
      connection = open;
    }
    try {
      return work.with(open);
    } catch (SQLException | RuntimeException failed) {
      close();
      throw failed;
    }
  }

  @Override
  public synchronized void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException ignored) {
        // It is being given up because it is broken.
      }
    }
  }
}
