/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance.jpa;

import io.roster.registry.cluster.ConnectionState;
import io.roster.registry.cluster.model.LivenessPolicy;
import io.roster.registry.instance.InstanceView;
import io.roster.registry.instance.model.InstanceExpiry;
import io.roster.registry.platform.jdbc.TransactionSql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes instances that were silent for too long. Everything that the decision rests on is read
 * and locked by the statement itself, by the database's clock; nobody expires while nobody has
 * listened for as long as the expiry itself.
 */
@ApplicationScoped
public class ExpireSilentInstancesSql implements InstanceExpiry {

  private static final String STATEMENT =
      """
      with silent as (
        select i.instance_id
        from instance i cross join fleet_listening f
        where greatest(i.last_heartbeat, f.listening_since) < clock_timestamp() - make_interval(secs => ?)
          and f.listened_until > clock_timestamp() - make_interval(secs => ?)
        order by i.instance_id
        limit ?
        for update of i skip locked)
      delete from instance i using silent where i.instance_id = silent.instance_id
      returning
      """
          + InstanceRows.COLUMNS;

  @PersistenceContext private EntityManager entities;

  /** For the container. */
  public ExpireSilentInstancesSql() {}

  public ExpireSilentInstancesSql(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public List<InstanceView> expire(LivenessPolicy policy, int most) {
    return TransactionSql.call(entities, open -> expire(open, policy, most));
  }

  private static List<InstanceView> expire(Connection open, LivenessPolicy policy, int most)
      throws SQLException {
    List<InstanceView> expired = new ArrayList<>();
    try (PreparedStatement delete = open.prepareStatement(STATEMENT)) {
      delete.setDouble(1, policy.expiry().toMillis() / 1e3);
      delete.setDouble(2, policy.listeningGap().toMillis() / 1e3);
      delete.setInt(3, most);
      try (ResultSet row = delete.executeQuery()) {
        while (row.next()) {
          expired.add(InstanceRows.read(row, ConnectionState.DISCONNECTED));
        }
      }
    }
    return expired;
  }
}
