/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.reconcile;

import io.roster.node.inventory.HeldReplica;
import io.roster.node.inventory.Inventory;
import io.roster.node.registry.InventoryReport;
import io.roster.node.registry.NodeIdentity;
import jakarta.resource.ResourceException;
import java.util.List;

/** What heartbeats tell of the inventory as it is at that moment. For all threads. */
public final class InventoryReports {

  /** A message of the wire has at most 4 MiB; what is beyond this the checksum tells alone. */
  private static final int MOST_ID_BYTES = 1 << 20;

  private final Inventory inventory;
  private final StateChecksum checksum;

  public InventoryReports(Inventory inventory, NodeIdentity node) {
    this.inventory = inventory;
    this.checksum = new StateChecksum(node);
  }

  public InventoryReport report() throws ResourceException {
    List<HeldReplica> held = inventory.held();
    List<String> artifacts = held.stream().map(HeldReplica::artifactId).distinct().toList();
    int bytes = artifacts.stream().mapToInt(String::length).sum();
    return new InventoryReport(
        checksum.of(held.stream().map(HeldReplica::place).toList()),
        bytes <= MOST_ID_BYTES ? artifacts : List.of());
  }
}
