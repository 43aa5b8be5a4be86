/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact.jpa;

import io.roster.registry.artifact.ArtifactIndex;
import io.roster.registry.artifact.model.ArtifactIndexes;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.Multihash;
import io.roster.registry.platform.jdbc.PooledDataSource;
import io.roster.registry.platform.jdbc.ResidentConnection.Work;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Indexes as they are committed. */
@ApplicationScoped
public class SqlArtifactIndexes implements ArtifactIndexes {

  private static final String HASH_OF =
      "select index_multihash from artifact where artifact_id = ?";

  private static final String CONTENT =
      "select content, encoding, schema_version from artifact_index where tensor_index_key = ?";

  private DataSource database;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public SqlArtifactIndexes() {}

  @Inject
  public SqlArtifactIndexes(PooledDataSource database) {
    this(database.pool());
  }

  public SqlArtifactIndexes(DataSource database) {
    this.database = database;
  }

  @Override
  public Optional<ArtifactIndex> find(String tensorIndexKey) {
    return call(open -> content(open, tensorIndexKey));
  }

  @Override
  public Optional<ArtifactIndex> of(String artifactId) {
    return call(
        open -> {
          Optional<Multihash> hash = hashOf(open, artifactId);
          return hash.isEmpty() ? Optional.empty() : content(open, hash.get().hex());
        });
  }

  private static Optional<Multihash> hashOf(Connection open, String artifactId)
      throws SQLException {
    try (PreparedStatement query = open.prepareStatement(HASH_OF)) {
      query.setString(1, artifactId);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Multihash.parse(row.getString(1)) : Optional.empty();
      }
    }
  }

  private static Optional<ArtifactIndex> content(Connection open, String key) throws SQLException {
    try (PreparedStatement query = open.prepareStatement(CONTENT)) {
      query.setString(1, key);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? Optional.of(new ArtifactIndex(row.getBytes(1), row.getString(2), row.getString(3)))
            : Optional.empty();
      }
    }
  }

  private <T> T call(Work<T> work) {
    try (Connection open = database.getConnection()) {
      return work.with(open);
    } catch (SQLException away) {
      throw new DatabaseAway(away);
    }
  }
}
