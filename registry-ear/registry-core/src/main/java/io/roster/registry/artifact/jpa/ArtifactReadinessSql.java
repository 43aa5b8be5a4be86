/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact.jpa;

import io.roster.registry.artifact.model.ArtifactReadiness;
import io.roster.registry.platform.Multihash;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;

/** Looks at the artifact's row, then for the index that its hash names. */
@ApplicationScoped
public class ArtifactReadinessSql implements ArtifactReadiness {

  private static final String HASH = "select index_multihash from artifact where artifact_id = ?";

  private static final String INDEX = "select 1 from artifact_index where tensor_index_key = ?";

  @PersistenceContext private EntityManager entities;

  /** For the container. */
  public ArtifactReadinessSql() {}

  public ArtifactReadinessSql(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public Known of(String artifactId) {
    List<?> hashes = rows(HASH, artifactId);
    if (hashes.isEmpty()) {
      return Known.NOTHING;
    }
    Optional<Multihash> hash = Multihash.parse((String) hashes.get(0));
    if (hash.isEmpty()) {
      return Known.NO_HASH;
    }
    return rows(INDEX, hash.get().hex()).isEmpty() ? Known.NO_INDEX : Known.READY;
  }

  private List<?> rows(String query, String key) {
    return entities.createNativeQuery(query).setParameter(1, key).getResultList();
  }
}
