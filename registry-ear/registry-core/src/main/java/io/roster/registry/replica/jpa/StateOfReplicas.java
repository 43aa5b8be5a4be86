/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.jpa;

import io.roster.registry.journal.SubjectState;
import io.roster.registry.journal.jpa.StateOfKind;
import io.roster.registry.platform.jdbc.RowStream;
import io.roster.registry.replica.ReplicaView;
import io.roster.registry.replica.app.ReplicaJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;

/** All replicas, as the journal shows them. */
@ApplicationScoped
public class StateOfReplicas implements StateOfKind {

  @Override
  public String kindOfSubject() {
    return "replica";
  }

  @Override
  public void read(Connection connection, Consumer<SubjectState> reader) throws SQLException {
    ReplicaRows rows = new ReplicaRows();
    RowStream.read(
        connection,
        "select " + ReplicaRows.COLUMNS + " from replica r",
        row -> {
          ReplicaView replica = rows.read(row);
          reader.accept(
              new SubjectState(
                  kindOfSubject(), replica.id().toString(), ReplicaJson.of(replica).toString()));
        });
  }
}
