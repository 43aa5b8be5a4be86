/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.jpa;

import io.roster.registry.cluster.WorkerQuery;
import io.roster.registry.cluster.WorkerView;
import io.roster.registry.cluster.model.KnownWorker;
import io.roster.registry.cluster.model.LivenessPolicy;
import io.roster.registry.cluster.model.WorkerPictures;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.jdbc.PooledDataSource;
import io.roster.registry.platform.jdbc.ResidentConnection.Work;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Workers as they are committed, read with one statement each. */
@ApplicationScoped
public class SqlWorkerPictures implements WorkerPictures {

  private DataSource database;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public SqlWorkerPictures() {}

  @Inject
  public SqlWorkerPictures(PooledDataSource database) {
    this(database.pool());
  }

  public SqlWorkerPictures(DataSource database) {
    this.database = database;
  }

  @Override
  public List<KnownWorker> active() {
    return call(LoadDirectorySql::all);
  }

  @Override
  public List<WorkerView> list(WorkerQuery query, LivenessPolicy policy) {
    return call(open -> ListWorkersSql.list(open, query, policy));
  }

  private <T> T call(Work<T> work) {
    try (Connection open = database.getConnection()) {
      return work.with(open);
    } catch (SQLException away) {
      throw new DatabaseAway(away);
    }
  }
}
