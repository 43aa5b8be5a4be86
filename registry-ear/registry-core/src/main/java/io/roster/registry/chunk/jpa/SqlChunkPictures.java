/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.chunk.jpa;

import io.roster.registry.chunk.ChunkLocation;
import io.roster.registry.chunk.ChunkState;
import io.roster.registry.chunk.model.ChunkPictures;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.jdbc.PooledDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/** Chunks as they are committed, with the workers that serve them. */
@ApplicationScoped
public class SqlChunkPictures implements ChunkPictures {

  private static final String LOCATIONS =
      """
      select c.chunk_idx, c.node_id, w.node_address, w.p2p_port, c.state, c.load_ratio, c.device_uuid, c.replica
      from chunk_location c join worker w on w.node_id = c.node_id and w.inactive_at is null
      where c.artifact_id = ? and (? or c.chunk_idx = any (?))
      order by c.chunk_idx, c.state, c.load_ratio, c.node_id, w.worker_id, c.device_uuid, c.replica
      limit ?
      """;

  private DataSource database;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public SqlChunkPictures() {}

  @Inject
  public SqlChunkPictures(PooledDataSource database) {
    this(database.pool());
  }

  public SqlChunkPictures(DataSource database) {
    this.database = database;
  }

  @Override
  public List<ChunkLocation> locations(String artifactId, Set<Long> chunkIndices, int most) {
    List<ChunkLocation> locations = new ArrayList<>();
    try (Connection open = database.getConnection();
        PreparedStatement query = open.prepareStatement(LOCATIONS)) {
      query.setString(1, artifactId);
      query.setBoolean(2, chunkIndices.isEmpty());
      query.setArray(3, open.createArrayOf("int8", chunkIndices.toArray(Long[]::new)));
      query.setInt(4, most);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          locations.add(read(row));
        }
      }
    } catch (SQLException away) {
      throw new DatabaseAway(away);
    }
    return locations;
  }

  private static ChunkLocation read(ResultSet row) throws SQLException {
    return new ChunkLocation(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getInt(4),
        ChunkState.of(row.getInt(5)).orElse(ChunkState.UNSPECIFIED),
        row.getFloat(6),
        row.getString(7),
        row.getLong(8));
  }
}
