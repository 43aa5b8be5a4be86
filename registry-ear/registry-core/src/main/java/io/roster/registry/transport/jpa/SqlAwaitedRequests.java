/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.jpa;

import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.jdbc.PooledDataSource;
import io.roster.registry.transport.model.AwaitedRequests;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import javax.sql.DataSource;

/** Awaited requests in PostgreSQL. */
@ApplicationScoped
public class SqlAwaitedRequests implements AwaitedRequests {

  private DataSource database;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public SqlAwaitedRequests() {}

  @Inject
  public SqlAwaitedRequests(PooledDataSource database) {
    this(database.pool());
  }

  public SqlAwaitedRequests(DataSource database) {
    this.database = database;
  }

  @Override
  public Map<String, Decision> await(Collection<String> requestIds) {
    try (Connection connection = database.getConnection()) {
      return AwaitRequestsSql.await(connection, requestIds);
    } catch (SQLException away) {
      throw new DatabaseAway(away);
    }
  }
}
