/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.workers;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.router.Route;
import io.roster.console.account.Roles;
import io.roster.console.action.ActionButton;
import io.roster.console.action.Actions;
import io.roster.console.command.CommandList;
import io.roster.console.events.EventList;
import io.roster.console.list.DetailView;
import io.roster.console.registry.Registry;
import io.roster.console.replicas.ReplicaList;
import io.roster.console.transports.TransportList;
import io.roster.console.ui.Links;
import io.roster.console.ui.Mark;
import io.roster.registry.access.Role;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.facts.Sync;
import io.roster.registry.facts.WorkerCondition;
import io.roster.registry.facts.WorkerDetail;
import io.roster.registry.facts.WorkerFact;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One worker: what it is, what it holds, what it does, and what was asked of it. */
@Route(WorkersView.PATH + "/:id")
@RolesAllowed(Roles.VIEWER)
public class WorkerView extends DetailView {

  private final transient Registry registry;
  private final transient Actions actions;
  private final WorkerPanel panel = new WorkerPanel();
  private final ActionButton resync;
  private final ActionButton drain;
  private final ActionButton resume;
  private final ActionButton prefetch;
  private final ActionButton unregister;

  @Inject
  public WorkerView(Registry registry, Actions actions) {
    super("Worker", WorkersView.PATH);
    this.registry = registry;
    this.actions = actions;
    resync = button("Resync", "resync", Role.OPERATOR, () -> actions.resync(List.of(id())));
    drain = button("Drain", "drain", Role.OPERATOR, () -> actions.drain(List.of(id())));
    resume = button("Resume", "resume", Role.OPERATOR, () -> actions.resume(List.of(id())));
    prefetch =
        button(
            "Prefetch…",
            "prefetch",
            Role.OPERATOR,
            () -> actions.prefetch(Optional.of(id()), Optional.empty()));
    unregister = button("Unregister", "unregister", Role.ADMIN, () -> actions.unregister(id()));
    addActions(resync, drain, resume, prefetch, unregister);
    tab("overview", () -> panel);
    tab("replicas", () -> list(ReplicaList.ofWorker(registry, actions, id())));
    tab("transports", () -> list(TransportList.ofWorker(registry, id())));
    tab("commands", () -> list(CommandList.ofWorker(registry, id())));
    tab("events", this::events);
  }

  private ActionButton button(
      String label,
      String testId,
      Role needs,
      java.util.function.Supplier<io.roster.console.action.Action> action) {
    return new ActionButton(label, testId, needs, () -> actions.ask(action.get(), this::refresh));
  }

  private Component events() {
    return list(EventList.about(registry, Set.of(id())));
  }

  @Override
  protected void read() {
    WorkerDetail detail = registry.facts().worker(new WorkerId(id()));
    WorkerFact worker = detail.worker();
    marks(
        worker.sync() == Sync.STALE
            ? List.of(Mark.of(worker), Mark.of(worker.sync()))
            : List.of(Mark.of(worker)));
    boolean there = worker.condition() != WorkerCondition.GONE;
    drain.setVisible(!worker.draining());
    resume.setVisible(worker.draining());
    unregister.offer(there);
    resync.setClassName("wanted", worker.sync() == Sync.STALE);
    panel.show(detail);
  }

  @Override
  protected boolean isBeating() {
    return true;
  }

  @Override
  protected String address(String worker) {
    return Links.worker(worker);
  }
}
