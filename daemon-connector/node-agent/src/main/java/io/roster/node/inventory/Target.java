/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.inventory;

import java.util.OptionalInt;

/**
 * Into which memory bytes shall come.
 *
 * @param device the GPU; empty leaves it to the daemon
 */
public record Target(Memory memory, OptionalInt device) {

  public static final Target RAM = new Target(Memory.RAM, OptionalInt.empty());

  public static Target of(ReplicaPlace place) {
    return new Target(place.memory(), OptionalInt.of(place.device()));
  }
}
