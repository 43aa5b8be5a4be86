/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact.jpa;

import io.roster.registry.artifact.ArtifactView;
import io.roster.registry.artifact.app.ArtifactJson;
import io.roster.registry.journal.SubjectState;
import io.roster.registry.journal.jpa.StateOfKind;
import io.roster.registry.platform.Multihash;
import io.roster.registry.platform.jdbc.RowStream;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** All artifacts, as the journal shows them. */
@ApplicationScoped
public class StateOfArtifacts implements StateOfKind {

  /** Those of one index stand together, so that each index is looked for once. */
  private static final String ARTIFACTS = SqlArtifactPictures.ALL + " order by index_multihash";

  private static final String IS_KEPT = "select 1 from artifact_index where tensor_index_key = ?";

  @Override
  public String kindOfSubject() {
    return "artifact";
  }

  @Override
  public void read(Connection connection, Consumer<SubjectState> reader) throws SQLException {
    Map<String, String> shared = new HashMap<>();
    try (PreparedStatement isKept = connection.prepareStatement(IS_KEPT)) {
      LastIndex last = new LastIndex(isKept);
      RowStream.read(
          connection,
          ARTIFACTS,
          row -> {
            ArtifactView artifact = SqlArtifactPictures.read(row, shared);
            boolean known = last.isKept(artifact.indexMultihash());
            reader.accept(
                new SubjectState(
                    kindOfSubject(),
                    artifact.artifactId(),
                    ArtifactJson.of(artifact, known).toString()));
          });
    }
  }

  /** Whether the bytes of an index are kept, asked once for all that come one after the other. */
  private static final class LastIndex {

    private final PreparedStatement query;
    private String hash = "";
    private boolean kept;

    LastIndex(PreparedStatement query) {
      this.query = query;
    }

    boolean isKept(String multihash) throws SQLException {
      if (!multihash.equals(hash)) {
        hash = multihash;
        Optional<Multihash> readable = Multihash.parse(multihash);
        kept = readable.isPresent() && find(readable.get());
      }
      return kept;
    }

    private boolean find(Multihash index) throws SQLException {
      query.setString(1, index.hex());
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }
}
