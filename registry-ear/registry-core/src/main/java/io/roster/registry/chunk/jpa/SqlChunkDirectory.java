/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.chunk.jpa;

import io.roster.registry.chunk.ChunkState;
import io.roster.registry.chunk.model.ChunkDirectory;
import io.roster.registry.chunk.model.ChunkPlace;
import io.roster.registry.platform.jdbc.TransactionSql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Chunks past JPA: they come by the thousand. */
@ApplicationScoped
public class SqlChunkDirectory implements ChunkDirectory {

  private static final int ROWS_AT_ONCE = 10_000;

  // A node is lost when nobody active runs on it. Rows that are being written are left alone.
  private static final String DROP_LOST =
      """
      with lost as (
        select c.artifact_id, c.chunk_idx, c.node_id, c.device_uuid, c.replica
        from chunk_location c
        where c.updated_at < clock_timestamp() - make_interval(secs => ?)
          and not exists (select from worker w where w.node_id = c.node_id and w.inactive_at is null)
        limit ?
        for update of c skip locked)
      delete from chunk_location c using lost
      where c.artifact_id = lost.artifact_id and c.chunk_idx = lost.chunk_idx and c.node_id = lost.node_id
        and c.device_uuid = lost.device_uuid and c.replica = lost.replica
      """;

  @PersistenceContext private EntityManager entities;

  /** For the container. */
  public SqlChunkDirectory() {}

  public SqlChunkDirectory(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public void write(SortedMap<ChunkPlace, ChunkState> chunks) {
    List<Map.Entry<ChunkPlace, ChunkState>> evicted = new ArrayList<>();
    List<Map.Entry<ChunkPlace, ChunkState>> present = new ArrayList<>();
    chunks
        .entrySet()
        .forEach(chunk -> (chunk.getValue() == ChunkState.EVICTED ? evicted : present).add(chunk));
    TransactionSql.call(
        entities,
        open -> {
          for (int from = 0; from < evicted.size(); from += ROWS_AT_ONCE) {
            WriteChunksSql.delete(open, slice(evicted, from));
          }
          for (int from = 0; from < present.size(); from += ROWS_AT_ONCE) {
            WriteChunksSql.upsert(open, slice(present, from));
          }
          return true;
        });
  }

  private static <T> List<T> slice(List<T> all, int from) {
    return all.subList(from, Math.min(all.size(), from + ROWS_AT_ONCE));
  }

  @Override
  public int dropLost(Duration silence, int most) {
    return TransactionSql.call(entities, open -> dropLost(open, silence, most));
  }

  private static int dropLost(Connection open, Duration silence, int most) throws SQLException {
    try (PreparedStatement delete = open.prepareStatement(DROP_LOST)) {
      delete.setDouble(1, silence.toMillis() / 1e3);
      delete.setInt(2, most);
      return delete.executeUpdate();
    }
  }
}
