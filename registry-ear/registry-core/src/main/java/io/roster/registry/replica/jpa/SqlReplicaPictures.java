/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.jpa;

import io.roster.registry.platform.jdbc.ConfiguredDataSource;
import io.roster.registry.platform.jdbc.RowStream;
import io.roster.registry.replica.ReplicaLoad;
import io.roster.registry.replica.ReplicaView;
import io.roster.registry.replica.model.ReplicaPictures;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Replicas as they are committed, read with one statement each. */
@ApplicationScoped
public class SqlReplicaPictures implements ReplicaPictures {

  private final DataSource database;

  /** Past the pool, which may be taking part in somebody's transaction. */
  public SqlReplicaPictures() {
    this(new ConfiguredDataSource());
  }

  public SqlReplicaPictures(DataSource database) {
    this.database = database;
  }

  @Override
  public void each(Consumer<ReplicaView> reader) {
    ReplicaRows rows = new ReplicaRows();
    RowStream.read(
        database,
        "select " + ReplicaRows.COLUMNS + " from replica r",
        row -> reader.accept(rows.read(row)));
  }

  @Override
  public void eachLoad(BiConsumer<UUID, ReplicaLoad> reader) {
    RowStream.read(
        database,
        "select replica_id, current_requests, last_assigned_at from replica_counter",
        row ->
            reader.accept(
                row.getObject(1, UUID.class),
                new ReplicaLoad(
                    row.getLong(2), row.getObject(3, OffsetDateTime.class).toInstant())));
  }
}
