/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.chunk.jpa;

import io.roster.registry.chunk.ChunkState;
import io.roster.registry.chunk.model.ChunkPlace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Writes many chunks with one statement. They come in the order of their places, so that two
 * coordinators that write the same chunks rarely wait for each other in a circle.
 */
final class WriteChunksSql {

  private static final String UPSERT =
      """
      insert into chunk_location (artifact_id, chunk_idx, node_id, device_uuid, replica, state, updated_at)
      select *, clock_timestamp()
      from unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::smallint[])
      on conflict (artifact_id, chunk_idx, node_id, device_uuid, replica)
      do update set state = excluded.state, updated_at = excluded.updated_at
      """;

  private static final String DELETE =
      """
      delete from chunk_location c
      using unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::bigint[])
        as gone(artifact_id, chunk_idx, node_id, device_uuid, replica)
      where c.artifact_id = gone.artifact_id and c.chunk_idx = gone.chunk_idx and c.node_id = gone.node_id
        and c.device_uuid = gone.device_uuid and c.replica = gone.replica
      """;

  private WriteChunksSql() {}

  static void upsert(Connection open, List<Map.Entry<ChunkPlace, ChunkState>> chunks)
      throws SQLException {
    try (PreparedStatement insert = open.prepareStatement(UPSERT)) {
      places(open, insert, chunks);
      Short[] states =
          chunks.stream().map(chunk -> (short) chunk.getValue().number()).toArray(Short[]::new);
      insert.setArray(6, open.createArrayOf("int2", states));
      insert.executeUpdate();
    }
  }

  static void delete(Connection open, List<Map.Entry<ChunkPlace, ChunkState>> chunks)
      throws SQLException {
    try (PreparedStatement delete = open.prepareStatement(DELETE)) {
      places(open, delete, chunks);
      delete.executeUpdate();
    }
  }

  private static void places(
      Connection open, PreparedStatement statement, List<Map.Entry<ChunkPlace, ChunkState>> chunks)
      throws SQLException {
    int count = chunks.size();
    String[] artifacts = new String[count];
    Long[] indices = new Long[count];
    String[] nodes = new String[count];
    String[] devices = new String[count];
    Long[] replicas = new Long[count];
    for (int i = 0; i < count; i++) {
      ChunkPlace place = chunks.get(i).getKey();
      artifacts[i] = place.artifactId();
      indices[i] = place.chunkIdx();
      nodes[i] = place.nodeId();
      devices[i] = place.deviceUuid();
      replicas[i] = place.replica();
    }
    statement.setArray(1, open.createArrayOf("text", artifacts));
    statement.setArray(2, open.createArrayOf("int8", indices));
    statement.setArray(3, open.createArrayOf("text", nodes));
    statement.setArray(4, open.createArrayOf("text", devices));
    statement.setArray(5, open.createArrayOf("int8", replicas));
  }
}
