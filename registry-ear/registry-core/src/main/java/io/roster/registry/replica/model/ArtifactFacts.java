/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.model;

import io.roster.registry.platform.Multihash;
import io.roster.registry.replica.ArtifactClaim;
import io.roster.registry.replica.ArtifactClaim.ArtifactIdKind;
import io.roster.registry.replica.TensorIndex;
import java.util.Optional;

/**
 * What is known of an artifact after a registration named it. Empty texts are not known.
 *
 * @param saidKind the sort of id that the registration itself named
 * @param index the canonical index, when it was sent
 */
public record ArtifactFacts(
    String artifactId,
    Optional<ArtifactIdKind> saidKind,
    String indexMultihash,
    String dataMultihash,
    String schemaVersion,
    String encoding,
    Optional<Index> index) {

  public static final String SCHEMA_VERSION = "v3";
  public static final String ENCODING = "json";

  private static final String MI2 = "mi2:";

  /** A canonical index and its name. */
  public record Index(Multihash name, byte[] content, String encoding, String schemaVersion) {}

  /** What the id and the claim together tell. */
  public static ArtifactFacts of(String artifactId, ArtifactClaim claim) {
    String[] parts = artifactId.startsWith(MI2) ? artifactId.split(":", -1) : new String[0];
    boolean contentAddressed = parts.length == 3;
    Optional<Index> index = claim.index().map(sent -> index(sent, claim));
    return new ArtifactFacts(
        artifactId,
        claim.kind(),
        firstOf(
            claim.indexMultihash(),
            contentAddressed ? parts[1] : derivedIndexMultihash(claim, index)),
        firstOf(claim.dataMultihash(), contentAddressed ? parts[2] : ""),
        claim.schemaVersion(),
        claim.encoding(),
        index);
  }

  private static Index index(TensorIndex sent, ArtifactClaim claim) {
    return new Index(
        Multihash.of(sent.content()),
        sent.content(),
        firstOf(claim.encoding(), ENCODING),
        firstOf(claim.schemaVersion(), SCHEMA_VERSION));
  }

  private static String derivedIndexMultihash(ArtifactClaim claim, Optional<Index> index) {
    return index
        .map(Index::name)
        .or(() -> Multihash.parseHex(claim.tensorIndexKey()))
        .map(Multihash::toString)
        .orElse("");
  }

  private static String firstOf(String preferred, String otherwise) {
    return preferred.isEmpty() ? otherwise : preferred;
  }

  /** The sort of id, by what was said or else by the id itself. */
  public ArtifactIdKind kind() {
    return saidKind.orElse(artifactId.startsWith(MI2) ? ArtifactIdKind.MI2 : ArtifactIdKind.CGID);
  }

  /** Both together; what the later one knows wins. */
  public ArtifactFacts and(ArtifactFacts later) {
    return new ArtifactFacts(
        artifactId,
        later.saidKind.or(() -> saidKind),
        firstOf(later.indexMultihash, indexMultihash),
        firstOf(later.dataMultihash, dataMultihash),
        firstOf(later.schemaVersion, schemaVersion),
        firstOf(later.encoding, encoding),
        later.index.or(() -> index));
  }
}
