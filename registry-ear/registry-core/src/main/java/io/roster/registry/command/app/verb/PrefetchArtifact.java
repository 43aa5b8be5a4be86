/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app.verb;

import io.roster.registry.cluster.UnknownWorker;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.model.WorkerRepository;
import io.roster.registry.command.CommandKind;
import io.roster.registry.command.Order;
import io.roster.registry.command.model.Aim;
import io.roster.registry.command.model.Aim.Seen;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;

/**
 * A node is to get an artifact. Whether anybody has the artifact is for the node to find out, which
 * may be later.
 */
@ApplicationScoped
public class PrefetchArtifact implements Verb {

  private WorkerRepository workers;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public PrefetchArtifact() {}

  @Inject
  public PrefetchArtifact(WorkerRepository workers) {
    this.workers = workers;
  }

  @Override
  public Set<CommandKind> kinds() {
    return Set.of(CommandKind.PREFETCH_ARTIFACT);
  }

  @Override
  public Aim aim(Order order) {
    WorkerId worker = new WorkerId(order.target());
    if (workers.find(worker).isEmpty()) {
      throw new UnknownWorker(worker);
    }
    return new Aim(Set.of(worker.value()), Optional.of(worker), order.parameters(), Seen.NOTHING);
  }
}
