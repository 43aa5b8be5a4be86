/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica;

import java.util.Optional;

/**
 * What a registration says of the artifact whose copy it registers. All of it may be missing: empty
 * then.
 *
 * @param kind what sort of id the artifact has; empty when only the id itself tells
 * @param indexMultihash names the canonical index
 * @param dataMultihash names the bytes
 * @param schemaVersion of the index
 * @param encoding of the index
 * @param tensorIndexKey the hex digest that stands for the index where no multihash is given
 * @param index the canonical index itself
 */
public record ArtifactClaim(
    Optional<ArtifactIdKind> kind,
    String indexMultihash,
    String dataMultihash,
    String schemaVersion,
    String encoding,
    String tensorIndexKey,
    Optional<TensorIndex> index) {

  /** Nothing but the artifact's id is known. */
  public static final ArtifactClaim NONE =
      new ArtifactClaim(Optional.empty(), "", "", "", "", "", Optional.empty());

  /** The sorts of artifact ids. */
  public enum ArtifactIdKind {
    /** Content addressed: the id itself holds both multihashes. */
    MI2,
    /** Made by a client. */
    CGID
  }
}
