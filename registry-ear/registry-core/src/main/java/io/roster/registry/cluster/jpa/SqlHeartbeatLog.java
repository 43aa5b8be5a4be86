/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.jpa;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.model.Beat;
import io.roster.registry.cluster.model.HeartbeatLog;
import io.roster.registry.cluster.model.LivenessPolicy;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.jdbc.ConfiguredDataSource;
import io.roster.registry.platform.jdbc.ResidentConnection;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Heartbeats over a connection that is kept for them alone: they never queue for the pool behind
 * other work.
 */
@ApplicationScoped
public class SqlHeartbeatLog implements HeartbeatLog {

  private final Object opening = new Object();
  private @Nullable ResidentConnection connection;

  @Override
  public int write(Map<WorkerId, Beat> beats, LivenessPolicy policy) {
    return call(open -> WriteHeartbeatsSql.write(open, beats, policy, System.nanoTime()));
  }

  @Override
  public void markListening(LivenessPolicy policy) {
    call(
        open -> {
          ListeningSql.mark(open, policy.listeningGap());
          return 0;
        });
  }

  private int call(ResidentConnection.Work<Integer> work) {
    try {
      return resident().call(work);
    } catch (SQLException away) {
      throw new DatabaseAway(away);
    }
  }

  private ResidentConnection resident() {
    synchronized (opening) {
      ResidentConnection kept = connection;
      if (kept == null) {
        kept = new ResidentConnection(new ConfiguredDataSource());
        connection = kept;
      }
      return kept;
    }
  }

  @PreDestroy
  void close() {
    synchronized (opening) {
      if (connection != null) {
        connection.close();
        connection = null;
      }
    }
  }
}
