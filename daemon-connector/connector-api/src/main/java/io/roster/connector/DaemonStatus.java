/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * How the daemon is doing.
 *
 * @param daemonId its stable identity, the same after a restart
 * @param memories its memories, the fastest first
 * @param peerPort the port that serves artifacts to other nodes; 0 if it serves nobody
 * @param peersServed how many connections of other nodes are open
 */
public record DaemonStatus(
    String daemonId, List<MemoryStatus> memories, int peerPort, int peersServed)
    implements Serializable {

  public DaemonStatus {
    memories = List.copyOf(memories);
  }

  /** One memory; empty if this daemon has none such. */
  public Optional<MemoryStatus> memory(MemoryId memory) {
    return memories.stream().filter(status -> status.memory().equals(memory)).findFirst();
  }

  /** What replicas may take, over all memories of that kind. */
  public long capacityBytes(MemoryKind kind) {
    return memories.stream()
        .filter(status -> status.memory().kind() == kind)
        .mapToLong(MemoryStatus::capacityBytes)
        .sum();
  }

  /** What is free, over all memories of that kind. */
  public long availableBytes(MemoryKind kind) {
    return memories.stream()
        .filter(status -> status.memory().kind() == kind)
        .mapToLong(MemoryStatus::availableBytes)
        .sum();
  }

  /** How many replicas can be read, over all memories. */
  public int replicas() {
    return memories.stream().mapToInt(MemoryStatus::replicas).sum();
  }
}
