/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import java.util.List;

/**
 * What a heartbeat tells of the inventory.
 *
 * @param checksum of the inventory as it is now; empty when it is not known, which asks for no
 *     comparison
 * @param artifactIds the artifacts in it; empty asks for no comparison
 */
public record InventoryReport(String checksum, List<String> artifactIds) {

  /** Nothing is known. */
  public static final InventoryReport UNKNOWN = new InventoryReport("", List.of());

  public InventoryReport {
    artifactIds = List.copyOf(artifactIds);
  }
}
