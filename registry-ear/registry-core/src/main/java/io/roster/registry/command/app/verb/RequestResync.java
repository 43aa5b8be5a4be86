/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app.verb;

import io.roster.registry.cluster.UnknownWorker;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.model.ReconcileCursor;
import io.roster.registry.cluster.model.Worker;
import io.roster.registry.cluster.model.WorkerRepository;
import io.roster.registry.command.CommandKind;
import io.roster.registry.command.Order;
import io.roster.registry.command.model.Aim;
import io.roster.registry.command.model.Aim.Seen;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;

/** A daemon is to reconcile; it has when the worker's cursor has moved on. */
@ApplicationScoped
public class RequestResync implements Verb {

  private WorkerRepository workers;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public RequestResync() {}

  @Inject
  public RequestResync(WorkerRepository workers) {
    this.workers = workers;
  }

  @Override
  public Set<CommandKind> kinds() {
    return Set.of(CommandKind.REQUEST_RESYNC);
  }

  @Override
  public Aim aim(Order order) {
    WorkerId id = new WorkerId(order.target());
    Worker worker = workers.find(id).orElseThrow(() -> new UnknownWorker(id));
    ReconcileCursor cursor = workers.cursor(worker);
    return new Aim(
        Set.of(id.value()),
        Optional.of(id),
        order.parameters(),
        new Seen(cursor.generation(), cursor.requestSeq(), 0));
  }
}
