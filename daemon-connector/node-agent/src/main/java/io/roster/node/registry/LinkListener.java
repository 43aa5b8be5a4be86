/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

/** What the node does with what it hears of the registry. */
public interface LinkListener {

  /** The registry's picture of the inventory is, or may be, another one than the node's. */
  void inventoryInDoubt(String reason);

  /** The registry may not know any more what this node has told it once. */
  default void registryMayHaveForgotten() {}

  /** The link's state is another one. */
  default void changed(LinkStatus now) {}

  /** A heartbeat was answered. */
  default void beat() {}

  /** A call of the link failed. */
  default void failed() {}
}
