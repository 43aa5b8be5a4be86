/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

import java.io.Serializable;

/**
 * How one memory of the daemon is doing.
 *
 * @param memory which one
 * @param name a name for people, such as the card's
 * @param capacityBytes what replicas may take
 * @param usedBytes what they take now, loads under way and replicas still being read included
 * @param replicas how many can be read
 */
public record MemoryStatus(
    MemoryId memory, String name, long capacityBytes, long usedBytes, int replicas)
    implements Serializable {

  public long availableBytes() {
    return Math.max(0, capacityBytes - usedBytes);
  }
}
