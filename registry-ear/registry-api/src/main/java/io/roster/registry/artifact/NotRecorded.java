/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** Something is asked of an artifact that nobody ever told the registry. */
public final class NotRecorded extends RegistryException {

  private static final long serialVersionUID = 1L;

  /**
   * @param what {@code its canonical index}, {@code the view v1}
   */
  public NotRecorded(String artifactId, String what) {
    super(
        ErrorCode.NOT_RECORDED,
        "Of artifact " + artifactId + " nobody has recorded " + what + " yet");
  }
}
