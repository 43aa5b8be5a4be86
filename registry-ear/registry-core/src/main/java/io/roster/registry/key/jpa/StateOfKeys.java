/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key.jpa;

import io.roster.registry.journal.SubjectState;
import io.roster.registry.journal.jpa.StateOfKind;
import io.roster.registry.key.KeyMapping;
import io.roster.registry.key.app.KeyJson;
import io.roster.registry.platform.jdbc.RowStream;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;

/** All keys, as the journal shows them. */
@ApplicationScoped
public class StateOfKeys implements StateOfKind {

  @Override
  public String kindOfSubject() {
    return "key";
  }

  @Override
  public void read(Connection connection, Consumer<SubjectState> reader) throws SQLException {
    RowStream.read(
        connection,
        SqlKeyPictures.ALL,
        row -> {
          KeyMapping key = SqlKeyPictures.read(row);
          reader.accept(new SubjectState(kindOfSubject(), key.key(), KeyJson.of(key).toString()));
        });
  }
}
