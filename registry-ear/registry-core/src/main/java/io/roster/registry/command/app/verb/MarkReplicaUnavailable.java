/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app.verb;

import io.roster.registry.command.CommandKind;
import io.roster.registry.command.Order;
import io.roster.registry.command.model.Aim;
import io.roster.registry.command.model.Aim.Seen;
import io.roster.registry.journal.model.Journal;
import io.roster.registry.platform.Actor;
import io.roster.registry.replica.ReplicaView;
import io.roster.registry.replica.app.ReplicaJson;
import io.roster.registry.replica.model.Replica;
import io.roster.registry.replica.model.ReplicaRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;

/** Keeps everybody away from a replica, until its worker says anew that it is available. */
@ApplicationScoped
public class MarkReplicaUnavailable implements Verb {

  private ReplicaRepository replicas;
  private Journal journal;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public MarkReplicaUnavailable() {}

  @Inject
  public MarkReplicaUnavailable(ReplicaRepository replicas, Journal journal) {
    this.replicas = replicas;
    this.journal = journal;
  }

  @Override
  public Set<CommandKind> kinds() {
    return Set.of(CommandKind.MARK_REPLICA_UNAVAILABLE);
  }

  @Override
  public Aim aim(Order order) {
    Replica replica = ReplicaTarget.lock(replicas, order);
    return new Aim(
        Set.of(order.target(), replica.worker().value()),
        Optional.empty(),
        order.parameters(),
        Seen.NOTHING);
  }

  @Override
  public Optional<String> carryOut(Order order, Actor actor) {
    Replica replica = ReplicaTarget.lock(replicas, order);
    ReplicaView before = replica.view();
    if (!before.available()) {
      return Optional.of("it was unavailable already");
    }
    replica.withdraw(replicas.now());
    journal.append(
        actor,
        "replica.updated",
        order.target(),
        ReplicaJson.of(before),
        ReplicaJson.of(replica.view()));
    return Optional.of("");
  }
}
