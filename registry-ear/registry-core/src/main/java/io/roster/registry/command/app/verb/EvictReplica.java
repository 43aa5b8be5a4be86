/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app.verb;

import io.roster.registry.command.CommandKind;
import io.roster.registry.command.Order;
import io.roster.registry.command.model.Aim;
import io.roster.registry.command.model.Aim.Seen;
import io.roster.registry.replica.ReplicaPlace;
import io.roster.registry.replica.ReplicaView;
import io.roster.registry.replica.model.ReplicaRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A node is to give a replica up. It is told the place too, since it need not know our ids. */
@ApplicationScoped
public class EvictReplica implements Verb {

  private ReplicaRepository replicas;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public EvictReplica() {}

  @Inject
  public EvictReplica(ReplicaRepository replicas) {
    this.replicas = replicas;
  }

  @Override
  public Set<CommandKind> kinds() {
    return Set.of(CommandKind.EVICT_REPLICA);
  }

  @Override
  public Aim aim(Order order) {
    ReplicaView replica = ReplicaTarget.lock(replicas, order).view();
    ReplicaPlace place = replica.place();
    return new Aim(
        Set.of(order.target(), replica.worker().value()),
        Optional.of(replica.worker()),
        Map.of(
            Order.ARTIFACT_ID, place.artifactId(),
            Order.VIEW_ID, place.viewId(),
            Order.MEMORY_TYPE, place.memoryType().name(),
            Order.DEVICE_ID, Long.toString(place.deviceId())),
        Seen.NOTHING);
  }
}
