/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact;

import io.roster.registry.replica.ReplicaView;
import java.util.List;
import java.util.Optional;

/** What memory knows of artifacts. Never waits, and may be called from any thread. */
public interface ArtifactLookup {

  Optional<ArtifactView> find(String artifactId);

  /**
   * The available replicas of an artifact and of all its views: the fastest memory first, in it the
   * least busy.
   */
  List<ReplicaView> available(String artifactId);

  /** The same, of one view only. */
  List<ReplicaView> availableView(String artifactId, String viewId);
}
