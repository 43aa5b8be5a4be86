/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.shard.jpa;

import io.roster.registry.journal.SubjectState;
import io.roster.registry.journal.jpa.StateOfKind;
import io.roster.registry.platform.jdbc.RowStream;
import io.roster.registry.shard.ShardHome;
import io.roster.registry.shard.app.ShardJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;

/** All shard-home leases, also those that ended, as the journal shows them. */
@ApplicationScoped
public class StateOfShardLeases implements StateOfKind {

  @Override
  public String kindOfSubject() {
    return "shard_lease";
  }

  @Override
  public void read(Connection connection, Consumer<SubjectState> reader) throws SQLException {
    RowStream.read(
        connection,
        "select " + SqlShardPictures.COLUMNS + " from shard_lease",
        row -> {
          ShardHome home = SqlShardPictures.read(row);
          reader.accept(
              new SubjectState(
                  kindOfSubject(),
                  Long.toUnsignedString(home.shardId()),
                  ShardJson.of(home).toString()));
        });
  }
}
