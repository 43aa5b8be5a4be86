/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile;

import io.roster.registry.replica.ReplicaView;
import java.util.Optional;

/** One difference that was settled, and why. */
public sealed interface StateChange {

  /** A sentence for the daemon's log. */
  String reason();

  /** The registered replica that it is about; empty when there was none. */
  Optional<ReplicaView> replica();

  /**
   * The worker holds what the registry did not know.
   *
   * @param entry which of the inventory's entries, counted from 0
   */
  record Added(int entry) implements StateChange {
    @Override
    public Optional<ReplicaView> replica() {
      return Optional.empty();
    }

    @Override
    public String reason() {
      return "Local replica not found in global state";
    }
  }

  /** The registry knew what the worker does not hold. */
  record Removed(ReplicaView former) implements StateChange {
    @Override
    public Optional<ReplicaView> replica() {
      return Optional.of(former);
    }

    @Override
    public String reason() {
      return "Global replica not found in local state";
    }
  }

  /**
   * Both know it, and differently.
   *
   * @param now as it is now
   * @param transportChanged whether what a fetcher needs is among the differences
   */
  record Updated(ReplicaView now, String reason, boolean transportChanged) implements StateChange {
    @Override
    public Optional<ReplicaView> replica() {
      return Optional.of(now);
    }
  }
}
