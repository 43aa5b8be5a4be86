/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import io.roster.registry.artifact.ArtifactView;
import io.roster.registry.page.Moment;
import java.util.List;

/**
 * All about one artifact. Its replicas, keys, transports and events are lists of their own.
 *
 * @param described its hashes and encoding
 * @param lastHolders the workers that offer it, when they are one or two: losing them loses it
 * @param transportsActive how many transports of it are under way
 * @param transportsWaiting how many requests wait for a source of it
 */
public record ArtifactDetail(
    ArtifactFact artifact,
    ArtifactView described,
    List<String> lastHolders,
    long transportsActive,
    long transportsWaiting,
    Moment asOf) {

  public ArtifactDetail {
    lastHolders = List.copyOf(lastHolders);
  }
}
