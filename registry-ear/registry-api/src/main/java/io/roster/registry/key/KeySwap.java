/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A wish to let a key stand for another artifact.
 *
 * @param expectedArtifactId what it must stand for now, if anything is expected
 * @param expectedGeneration the generation it must have now, if any is expected
 */
public record KeySwap(
    String key,
    String newArtifactId,
    Optional<String> expectedArtifactId,
    OptionalLong expectedGeneration) {

  /** Whether the key must be there. */
  public boolean expectsSomething() {
    return expectedArtifactId.isPresent() || expectedGeneration.isPresent();
  }

  /** Whether a key as it is now is the expected one. */
  public boolean expects(KeyMapping current) {
    return expectedArtifactId.map(current.artifactId()::equals).orElse(true)
        && (expectedGeneration.isEmpty() || expectedGeneration.getAsLong() == current.generation());
  }
}
