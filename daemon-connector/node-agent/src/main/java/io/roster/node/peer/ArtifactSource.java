/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.peer;

import io.roster.connector.ArtifactContent;
import jakarta.resource.ResourceException;
import java.io.IOException;

/** Where the artifacts that a {@link PeerServer} gives away come from. */
@FunctionalInterface
public interface ArtifactSource {

  /** What is done with an open artifact. */
  @FunctionalInterface
  interface Use {
    void with(ArtifactContent content) throws IOException;
  }

  /** Opens an artifact for as long as it is used. */
  void use(String artifactId, Use use) throws ResourceException, IOException;
}
