/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.jpa;

import io.roster.registry.command.Command;
import io.roster.registry.command.app.CommandJson;
import io.roster.registry.journal.SubjectState;
import io.roster.registry.journal.jpa.StateOfKind;
import io.roster.registry.platform.jdbc.RowStream;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;

/** All commands that are remembered, as the journal shows them. */
@ApplicationScoped
public class StateOfCommands implements StateOfKind {

  @Override
  public String kindOfSubject() {
    return "command";
  }

  @Override
  public void read(Connection connection, Consumer<SubjectState> reader) throws SQLException {
    RowStream.read(
        connection,
        "select " + CommandRows.COLUMNS + "from command c",
        row -> {
          Command command = CommandRows.read(row);
          reader.accept(
              new SubjectState(
                  kindOfSubject(), command.id().toString(), CommandJson.of(command).toString()));
        });
  }
}
