/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.inventory;

/**
 * Which replica of this node is meant.
 *
 * @param device among the GPUs; 0 for the other memories
 */
public record ReplicaPlace(String artifactId, Memory memory, int device) {

  public ReplicaPlace {
    device = memory == Memory.GPU ? device : 0;
  }

  @Override
  public String toString() {
    return artifactId + " in " + memory + (memory == Memory.GPU ? " " + device : "");
  }
}
