/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance.jpa;

import io.roster.registry.cluster.ConnectionState;
import io.roster.registry.cluster.model.LivenessPolicy;
import io.roster.registry.instance.InstanceQuery;
import io.roster.registry.instance.InstanceView;
import io.roster.registry.instance.model.InstancePictures;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.jdbc.ConfiguredDataSource;
import io.roster.registry.platform.jdbc.PooledDataSource;
import io.roster.registry.platform.jdbc.RowStream;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Instances as they are committed. Silence while nobody listened does not count, as for workers.
 */
@ApplicationScoped
public class SqlInstancePictures implements InstancePictures {

  static final String ALL = "select " + InstanceRows.COLUMNS + " from instance i";

  private static final String LIST =
      "select "
          + InstanceRows.COLUMNS
          + """
            , extract(epoch from clock_timestamp() - greatest(i.last_heartbeat, f.listening_since)) as silence
            from instance i cross join fleet_listening f
            where (? or greatest(i.last_heartbeat, f.listening_since) >= clock_timestamp() - make_interval(secs => ?))
              and i.capability_flags & ? = ?
            order by i.last_heartbeat desc, i.instance_id
            """;

  private DataSource pool;
  private DataSource pastThePool;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public SqlInstancePictures() {}

  @Inject
  public SqlInstancePictures(PooledDataSource database) {
    this(database.pool(), new ConfiguredDataSource());
  }

  /**
   * @param pool for calls
   * @param pastThePool for loading, which may happen while somebody's transaction has the thread
   */
  public SqlInstancePictures(DataSource pool, DataSource pastThePool) {
    this.pool = pool;
    this.pastThePool = pastThePool;
  }

  @Override
  public void each(Consumer<InstanceView> reader) {
    RowStream.read(
        pastThePool, ALL, row -> reader.accept(InstanceRows.read(row, ConnectionState.CONNECTED)));
  }

  @Override
  public List<InstanceView> list(InstanceQuery wanted, LivenessPolicy policy) {
    List<InstanceView> instances = new ArrayList<>();
    try (Connection open = pool.getConnection();
        PreparedStatement query = open.prepareStatement(LIST)) {
      query.setBoolean(1, wanted.scope() == InstanceQuery.Scope.ALL_REGISTERED);
      query.setDouble(2, policy.timeout().toMillis() / 1e3);
      query.setLong(3, wanted.requiredCapabilities());
      query.setLong(4, wanted.requiredCapabilities());
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          Duration silence = Duration.ofNanos(Math.round(row.getDouble("silence") * 1e9));
          instances.add(InstanceRows.read(row, policy.state(silence, true)));
        }
      }
    } catch (SQLException away) {
      throw new DatabaseAway(away);
    }
    return instances;
  }
}
