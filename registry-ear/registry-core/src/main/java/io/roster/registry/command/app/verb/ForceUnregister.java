/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app.verb;

import io.roster.registry.cluster.UnknownWorker;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.app.UnregisterWorker;
import io.roster.registry.cluster.model.Worker;
import io.roster.registry.cluster.model.WorkerRepository;
import io.roster.registry.command.CommandKind;
import io.roster.registry.command.Order;
import io.roster.registry.command.model.Aim;
import io.roster.registry.platform.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;

/** Lets a worker go without its daemon. */
@ApplicationScoped
public class ForceUnregister implements Verb {

  private WorkerRepository workers;
  private UnregisterWorker unregistering;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public ForceUnregister() {}

  @Inject
  public ForceUnregister(WorkerRepository workers, UnregisterWorker unregistering) {
    this.workers = workers;
    this.unregistering = unregistering;
  }

  @Override
  public Set<CommandKind> kinds() {
    return Set.of(CommandKind.FORCE_UNREGISTER);
  }

  @Override
  public Aim aim(Order order) {
    WorkerId worker = new WorkerId(order.target());
    if (workers.find(worker).filter(Worker::isActive).isEmpty()) {
      throw new UnknownWorker(worker);
    }
    return Aim.at(worker.value(), order.parameters());
  }

  @Override
  public Optional<String> carryOut(Order order, Actor actor) {
    unregistering.leave(new WorkerId(order.target()), actor);
    return Optional.of("");
  }
}
