/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.shard.jpa;

import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.jdbc.PooledDataSource;
import io.roster.registry.shard.ShardHome;
import io.roster.registry.shard.model.ShardPictures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Leases as they are committed; whether one runs is for the database's clock to say. */
@ApplicationScoped
public class SqlShardPictures implements ShardPictures {

  /** In the order in which {@link #read} takes them. */
  static final String COLUMNS = "shard_id, holder_daemon_id, generation, expires_at";

  private static final String HOMES =
      "select "
          + COLUMNS
          + "\n"
          + """
            from shard_lease
            where shard_id = any (?) and expires_at > clock_timestamp() and holder_daemon_id <> ''
            order by shard_id
            """;

  private DataSource database;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public SqlShardPictures() {}

  @Inject
  public SqlShardPictures(PooledDataSource database) {
    this(database.pool());
  }

  public SqlShardPictures(DataSource database) {
    this.database = database;
  }

  @Override
  public List<ShardHome> homes(List<Long> shardIds) {
    List<ShardHome> homes = new ArrayList<>();
    try (Connection open = database.getConnection();
        PreparedStatement query = open.prepareStatement(HOMES)) {
      query.setArray(1, open.createArrayOf("int8", shardIds.toArray(Long[]::new)));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          homes.add(read(row));
        }
      }
    } catch (SQLException away) {
      throw new DatabaseAway(away);
    }
    return homes;
  }

  static ShardHome read(ResultSet row) throws SQLException {
    return new ShardHome(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        row.getObject(4, OffsetDateTime.class).toInstant());
  }
}
