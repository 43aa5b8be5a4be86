/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app.verb;

import io.roster.registry.command.Order;
import io.roster.registry.replica.UnknownReplica;
import io.roster.registry.replica.model.Replica;
import io.roster.registry.replica.model.ReplicaRepository;
import java.util.UUID;

/** The replica that an order is about. */
final class ReplicaTarget {

  private ReplicaTarget() {}

  static Replica lock(ReplicaRepository replicas, Order order) {
    return replicas
        .find(UUID.fromString(order.target()))
        .orElseThrow(() -> new UnknownReplica(order.target()));
  }
}
