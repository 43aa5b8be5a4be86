/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster;

import java.util.List;
import java.util.OptionalLong;

/**
 * A sign of life.
 *
 * @param worker who lives
 * @param poolAvailableBytes free memory
 * @param accepting whether it takes new requests
 * @param stateVersion the inventory version that it acknowledged last
 * @param stateChecksum the checksum of its inventory; empty when it has none to compare
 * @param artifactIds the artifacts that it holds
 * @param capabilityFlags its capabilities; absent keeps what is known
 */
public record Heartbeat(
    WorkerId worker,
    long poolAvailableBytes,
    boolean accepting,
    long stateVersion,
    String stateChecksum,
    List<String> artifactIds,
    OptionalLong capabilityFlags) {

  public Heartbeat {
    artifactIds = List.copyOf(artifactIds);
  }
}
