/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica;

import java.util.List;
import java.util.OptionalLong;

/**
 * A part of a list.
 *
 * @param replicas in the order of their places
 * @param next the offset of the next page; empty when this is the last one
 * @param total how many there are in all
 */
public record ReplicaPage(List<ReplicaView> replicas, OptionalLong next, long total) {

  public ReplicaPage {
    replicas = List.copyOf(replicas);
  }
}
