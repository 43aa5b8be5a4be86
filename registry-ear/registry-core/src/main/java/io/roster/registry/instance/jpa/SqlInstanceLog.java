/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance.jpa;

import io.roster.registry.instance.model.InstanceBeat;
import io.roster.registry.instance.model.InstanceLog;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.jdbc.ConfiguredDataSource;
import io.roster.registry.platform.jdbc.ResidentConnection;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/** Instances' heartbeats over a connection that is kept for them alone. */
@ApplicationScoped
public class SqlInstanceLog implements InstanceLog {

  private final ResidentConnection connection;

  public SqlInstanceLog() {
    this(new ConfiguredDataSource());
  }

  public SqlInstanceLog(DataSource database) {
    connection = new ResidentConnection(database);
  }

  @Override
  public int write(Map<String, InstanceBeat> beats) {
    try {
      return connection.call(open -> WriteInstanceBeatsSql.write(open, beats, System.nanoTime()));
    } catch (SQLException away) {
      throw new DatabaseAway(away);
    }
  }

  @PreDestroy
  void close() {
    connection.close();
  }
}
