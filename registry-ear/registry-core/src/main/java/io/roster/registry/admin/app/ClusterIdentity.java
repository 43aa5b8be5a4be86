/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.admin.app;

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
 * The id of the cluster: chosen by the first coordinator that meets an empty database, the same
 * ever after.
 */
@ApplicationScoped
public class ClusterIdentity {

  private static final String CHOOSE =
      "insert into cluster (cluster_id) values (?) on conflict (singleton) do nothing";

  @Inject private PooledDataSource database;
  private volatile String clusterId = "";

  /** Chooses or reads it. */
  public void establish() {
    try (Connection connection = database.pool().getConnection();
        PreparedStatement choose = connection.prepareStatement(CHOOSE);
        PreparedStatement read = connection.prepareStatement("select cluster_id from cluster")) {
      choose.setString(1, UUID.randomUUID().toString());
      choose.executeUpdate();
      try (ResultSet row = read.executeQuery()) {
        row.next();
        clusterId = row.getString(1);
      }
    } catch (SQLException away) {
      throw new DatabaseAway(away);
    }
  }

  String clusterId() {
    return clusterId;
  }
}
