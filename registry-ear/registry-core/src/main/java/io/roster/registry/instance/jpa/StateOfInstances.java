/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance.jpa;

import io.roster.registry.cluster.ConnectionState;
import io.roster.registry.instance.InstanceView;
import io.roster.registry.instance.app.InstanceJson;
import io.roster.registry.journal.SubjectState;
import io.roster.registry.journal.jpa.StateOfKind;
import io.roster.registry.platform.jdbc.RowStream;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;

/** All instances, as the journal shows them. */
@ApplicationScoped
public class StateOfInstances implements StateOfKind {

  @Override
  public String kindOfSubject() {
    return "instance";
  }

  @Override
  public void read(Connection connection, Consumer<SubjectState> reader) throws SQLException {
    RowStream.read(
        connection,
        SqlInstancePictures.ALL,
        row -> {
          InstanceView instance = InstanceRows.read(row, ConnectionState.CONNECTED);
          reader.accept(
              new SubjectState(
                  kindOfSubject(), instance.instanceId(), InstanceJson.of(instance).toString()));
        });
  }
}
