/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact.app;

import io.roster.registry.artifact.ArtifactView;
import io.roster.registry.platform.JsonValues;
import io.roster.registry.replica.ArtifactClaim.ArtifactIdKind;
import jakarta.json.JsonObject;

/** An artifact's state as the journal keeps it. */
public final class ArtifactJson {

  private ArtifactJson() {}

  /**
   * @param indexKnown whether the bytes of its index are kept
   */
  public static JsonObject of(ArtifactView artifact, boolean indexKnown) {
    return JsonValues.object()
        .add("id_kind", artifact.idKind().name())
        .add("index_multihash", artifact.indexMultihash())
        .add("data_multihash", artifact.dataMultihash())
        .add("schema_version", artifact.schemaVersion())
        .add("encoding", artifact.encoding())
        .add("index_known", indexKnown)
        .build();
  }

  static ArtifactView read(String artifactId, JsonObject state) {
    return new ArtifactView(
        artifactId,
        ArtifactIdKind.valueOf(state.getString("id_kind")),
        state.getString("index_multihash"),
        state.getString("data_multihash"),
        state.getString("schema_version"),
        state.getString("encoding"));
  }
}
