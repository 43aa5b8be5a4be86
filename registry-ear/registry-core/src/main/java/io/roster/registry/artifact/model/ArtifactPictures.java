/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact.model;

import io.roster.registry.artifact.ArtifactView;
import java.util.function.Consumer;

/**
 * Reads artifacts as they are committed; {@code DatabaseAway} when the database does not answer.
 */
public interface ArtifactPictures {

  /** Every artifact, one after the other, since there may be many. */
  void each(Consumer<ArtifactView> reader);
}
