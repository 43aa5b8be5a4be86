/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.model;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Where what is known of artifacts is kept. It belongs to the caller's transaction. */
public interface ArtifactNotes {

  /**
   * An artifact as it is known.
   *
   * @param idKind MI2 or CGID
   * @param indexKnown whether the bytes of its index are kept
   */
  record KnownArtifact(
      String artifactId,
      String idKind,
      String indexMultihash,
      String dataMultihash,
      String schemaVersion,
      String encoding,
      boolean indexKnown) {}

  /**
   * An artifact of which more is known now.
   *
   * @param before empty when it was not known at all
   */
  record Noted(Optional<KnownArtifact> before, KnownArtifact after) {}

  /**
   * Notes facts, one for each artifact. Most of them are known already: only those artifacts are
   * returned of which something changed, among them also others whose index became known.
   */
  List<Noted> note(Collection<ArtifactFacts> facts);
}
