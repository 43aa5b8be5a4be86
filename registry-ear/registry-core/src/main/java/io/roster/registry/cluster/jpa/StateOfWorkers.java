/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.jpa;

import io.roster.registry.cluster.app.WorkerJson;
import io.roster.registry.cluster.model.KnownWorker;
import io.roster.registry.journal.SubjectState;
import io.roster.registry.journal.jpa.StateOfKind;
import io.roster.registry.platform.jdbc.RowStream;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;

/** All workers, also those that are not active, as the journal shows them. */
@ApplicationScoped
public class StateOfWorkers implements StateOfKind {

  private static final String WORKERS =
      LoadDirectorySql.COLUMNS
          + ", w.inactive_at is null as active, r.generation\n"
          + LoadDirectorySql.TABLES;

  @Override
  public String kindOfSubject() {
    return "worker";
  }

  @Override
  public void read(Connection connection, Consumer<SubjectState> reader) throws SQLException {
    RowStream.read(connection, WORKERS, row -> reader.accept(worker(row)));
  }

  private SubjectState worker(ResultSet row) throws SQLException {
    KnownWorker worker = LoadDirectorySql.known(row);
    return new SubjectState(
        kindOfSubject(),
        worker.id().value(),
        WorkerJson.of(worker, row.getBoolean("active"), row.getLong("generation")).toString());
  }
}
