/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact;

import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;

/** An artifact that lives in one session of one daemon, of which the registry keeps nothing. */
public final class SessionLocalArtifact extends RegistryException {

  /** How the ids of such artifacts begin. */
  public static final String PREFIX = "msa1:";

  private static final long serialVersionUID = 1L;

  public SessionLocalArtifact(String artifactId) {
    super(
        ErrorCode.SESSION_LOCAL_ARTIFACT,
        "Artifact " + artifactId + " is local to a daemon's session; ask that daemon");
  }
}
