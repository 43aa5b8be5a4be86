/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node;

import io.roster.node.inventory.HeldReplica;
import io.roster.node.inventory.MemoryState;
import io.roster.node.registry.LinkStatus;
import io.roster.node.registry.NodeIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the node is doing, for people and probes.
 *
 * @param identity as what it registers
 * @param link how it stands with the registry
 * @param agreedAt when registry and node agreed on the inventory last, since it registered
 * @param daemonFailure why its daemon does not answer, if so
 * @param memories how full they are
 * @param replicas what it holds
 * @param checksum of that, as the registry computes it too
 * @param events what happened in its daemon
 */
public record NodeReport(
    NodeIdentity identity,
    LinkStatus link,
    Optional<Instant> agreedAt,
    Optional<String> daemonFailure,
    List<MemoryState> memories,
    List<HeldReplica> replicas,
    String checksum,
    DaemonEventCounters.Counts events) {

  public NodeReport {
    memories = List.copyOf(memories);
    replicas = List.copyOf(replicas);
  }

  public boolean isReady() {
    return reasons().isEmpty();
  }

  /** Why it is not ready, each a sentence; none when it is. */
  public List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    if (!link.isRegistered()) {
      reasons.add(
          "The node is not registered ("
              + link.state()
              + link.lastFailure().map(failure -> ": " + failure).orElse("")
              + ")");
    } else if (agreedAt.isEmpty()) {
      reasons.add("Registry and node have not agreed on the inventory yet");
    }
    daemonFailure.ifPresent(failure -> reasons.add("The GPU daemon does not answer: " + failure));
    return List.copyOf(reasons);
  }
}
