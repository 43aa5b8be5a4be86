/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact.jpa;

import io.roster.registry.artifact.ArtifactView;
import io.roster.registry.artifact.model.ArtifactPictures;
import io.roster.registry.platform.jdbc.ConfiguredDataSource;
import io.roster.registry.platform.jdbc.RowStream;
import io.roster.registry.replica.ArtifactClaim.ArtifactIdKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Artifacts as they are committed. */
@ApplicationScoped
public class SqlArtifactPictures implements ArtifactPictures {

  static final String ALL =
      "select artifact_id, id_kind, index_multihash, data_multihash, schema_version, encoding from artifact";

  private final DataSource database;

  /** Past the pool, which may be taking part in somebody's transaction. */
  public SqlArtifactPictures() {
    this(new ConfiguredDataSource());
  }

  public SqlArtifactPictures(DataSource database) {
    this.database = database;
  }

  @Override
  public void each(Consumer<ArtifactView> reader) {
    // Many artifacts share an index, and all of them version and encoding.
    Map<String, String> shared = new HashMap<>();
    RowStream.read(database, ALL, row -> reader.accept(read(row, shared)));
  }

  static ArtifactView read(ResultSet row, Map<String, String> shared) throws SQLException {
    return new ArtifactView(
        row.getString(1),
        ArtifactIdKind.valueOf(row.getString(2)),
        share(shared, row.getString(3)),
        row.getString(4),
        share(shared, row.getString(5)),
        share(shared, row.getString(6)));
  }

  private static String share(Map<String, String> shared, String text) {
    return shared.computeIfAbsent(text, same -> same);
  }
}
