/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

/** What the node tells of itself with each heartbeat. */
public interface LinkReports {

  NodeLoad load();

  InventoryReport inventory();
}
