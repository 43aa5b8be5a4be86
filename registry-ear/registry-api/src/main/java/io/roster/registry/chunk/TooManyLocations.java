/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.chunk;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** More chunk locations are asked for than one answer holds. */
public final class TooManyLocations extends RegistryException {

  private static final long serialVersionUID = 1L;

  public TooManyLocations(String artifactId, int most) {
    super(
        ErrorCode.ANSWER_TOO_LARGE,
        "Artifact "
            + artifactId
            + " has more than "
            + most
            + " chunk locations; ask for some of its chunks with chunk_indices");
  }
}
