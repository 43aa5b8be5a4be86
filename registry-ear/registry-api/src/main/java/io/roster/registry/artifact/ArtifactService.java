/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact;

import io.roster.registry.platform.Actor;
import java.util.Optional;

/** The door to everything about artifacts. Safe for use by many threads. */
public interface ArtifactService {

  /**
   * Makes an artifact and its index known; the answer comes after both are durable. Repeating it is
   * safe and changes nothing.
   *
   * @throws io.roster.registry.platform.InvalidRequest when something is missing or no hash
   * @throws IndexMismatch when index, hashes and id do not belong together
   * @throws SessionLocalArtifact when the artifact lives in one daemon only
   */
  void publish(ArtifactPublication publication, Actor actor);

  /**
   * An index by the lower-case hexadecimal SHA-256 of its bytes.
   *
   * @throws io.roster.registry.platform.InvalidRequest when the key is empty
   * @throws io.roster.registry.platform.DatabaseAway when the database does not answer
   */
  Optional<ArtifactIndex> index(String tensorIndexKey);

  /**
   * The index of an artifact; empty when the artifact, its hash or the bytes are not known.
   *
   * @throws io.roster.registry.platform.InvalidRequest when the id is empty
   * @throws SessionLocalArtifact when the artifact lives in one daemon only
   * @throws io.roster.registry.platform.DatabaseAway when the database does not answer
   */
  Optional<ArtifactIndex> indexOf(String artifactId);

  /** Answers from memory; to be asked for once and kept. */
  ArtifactLookup lookup();
}
