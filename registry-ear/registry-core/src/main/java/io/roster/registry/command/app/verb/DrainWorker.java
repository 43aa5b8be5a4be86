/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app.verb;

import io.roster.registry.cluster.UnknownWorker;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.model.Worker;
import io.roster.registry.cluster.model.WorkerRepository;
import io.roster.registry.command.CommandKind;
import io.roster.registry.command.Order;
import io.roster.registry.command.model.Aim;
import io.roster.registry.journal.model.Journal;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.JsonValues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/**
 * Takes a worker out of service, or back into it. An inactive worker may be drained too: its daemon
 * finds it so when it comes back.
 */
@ApplicationScoped
public class DrainWorker implements Verb {

  private WorkerRepository workers;
  private Journal journal;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public DrainWorker() {}

  @Inject
  public DrainWorker(WorkerRepository workers, Journal journal) {
    this.workers = workers;
    this.journal = journal;
  }

  @Override
  public Set<CommandKind> kinds() {
    return Set.of(CommandKind.DRAIN_WORKER, CommandKind.RESUME_WORKER);
  }

  @Override
  public Aim aim(Order order) {
    return Aim.at(worker(order).id().value(), order.parameters());
  }

  @Override
  public Optional<String> carryOut(Order order, Actor actor) {
    Worker worker = worker(order);
    boolean drain = order.kind() == CommandKind.DRAIN_WORKER;
    if (worker.isDraining() == drain) {
      return Optional.of(drain ? "it was draining already" : "it was not draining");
    }
    worker.setDraining(drain);
    journal.append(
        actor,
        drain ? "worker.draining" : "worker.resumed",
        worker.id().value(),
        state(!drain),
        state(drain));
    return Optional.of("");
  }

  private Worker worker(Order order) {
    WorkerId id = new WorkerId(order.target());
    return workers.find(id).orElseThrow(() -> new UnknownWorker(id));
  }

  private static JsonObject state(boolean draining) {
    return JsonValues.object().add("draining", draining).build();
  }
}
