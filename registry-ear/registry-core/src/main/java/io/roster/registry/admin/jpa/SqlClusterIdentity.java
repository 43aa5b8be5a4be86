/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.admin.jpa;

import io.roster.registry.admin.model.ClusterIdentity;
import io.roster.registry.journal.model.Change;
import io.roster.registry.journal.model.Projection;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.jdbc.PooledDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Keeps the cluster's id in a table of one row; of several first coordinators one wins. It is read
 * with the rest of memory, since a restored backup may bring the id of the cluster that was lost.
 */
@ApplicationScoped
public class SqlClusterIdentity implements ClusterIdentity, Projection {

  private static final String READ = "select cluster_id from cluster";

  private static final String CHOOSE =
      "insert into cluster (cluster_id) values (?) on conflict (singleton) do nothing";

  @Inject private PooledDataSource database;
  private volatile String clusterId = "";

  @Override
  public void establish() {
    try (Connection connection = database.pool().getConnection();
        PreparedStatement choose = connection.prepareStatement(CHOOSE)) {
      choose.setString(1, UUID.randomUUID().toString());
      choose.executeUpdate();
    } catch (SQLException away) {
      throw new DatabaseAway(away);
    }
    load();
  }

  @Override
  public void load() {
    try (Connection connection = database.pool().getConnection();
        PreparedStatement read = connection.prepareStatement(READ);
        ResultSet row = read.executeQuery()) {
      row.next();
      clusterId = row.getString(1);
    } catch (SQLException away) {
      throw new DatabaseAway(away);
    }
  }

  @Override
  public void apply(Change change) {
    // Only a restore changes it, and that loads everything.
  }

  @Override
  public String clusterId() {
    return clusterId;
  }
}
