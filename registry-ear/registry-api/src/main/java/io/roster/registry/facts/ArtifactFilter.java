/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import io.roster.registry.platform.Names;
import io.roster.registry.replica.ArtifactClaim.ArtifactIdKind;
import java.util.Optional;
import java.util.Set;

/**
 * Which artifacts to list.
 *
 * @param prefix how the id begins
 * @param kinds any of these; all when empty
 * @param which of them
 */
public record ArtifactFilter(Optional<String> prefix, Set<ArtifactIdKind> kinds, Which which) {

  /** Of the artifacts. */
  public enum Which {
    ALL,
    /** Those that somebody holds, but nobody offers: nobody can get them. */
    WITHOUT_SOURCE,
    /** Those that one worker alone offers: with it they are lost. */
    WITH_ONE_HOLDER
  }

  public ArtifactFilter {
    prefix.ifPresent(beginning -> Names.requireSound("q", beginning));
    kinds = Set.copyOf(kinds);
  }

  public static ArtifactFilter all() {
    return new ArtifactFilter(Optional.empty(), Set.of(), Which.ALL);
  }
}
