/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.app;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.app.WorkerDirectory;
import io.roster.registry.journal.model.Journal;
import io.roster.registry.platform.Actor;
import io.roster.registry.replica.ReplicaLoad;
import io.roster.registry.transport.TransportRequest.Requester;
import io.roster.registry.transport.model.Assignment;
import io.roster.registry.transport.model.Ending;
import io.roster.registry.transport.model.Source;
import io.roster.registry.transport.model.SourceClaims.Claimed;
import io.roster.registry.transport.model.Ticket;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.util.stream.Stream;

/** Tells in the journal what happens to transports. */
@ApplicationScoped
public class TransportJournal {

  private Journal journal;
  private WorkerDirectory workers;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public TransportJournal() {}

  @Inject
  public TransportJournal(Journal journal, WorkerDirectory workers) {
    this.journal = journal;
    this.workers = workers;
  }

  void started(Ticket ticket, Claimed claimed) {
    Assignment assignment =
        new Assignment(claimed.transport(), ticket, Source.of(claimed.source()), claimed.at());
    journal.append(
        requester(ticket),
        "transport.started",
        claimed.transport().toString(),
        JsonValue.NULL,
        TransportJson.started(assignment, claimed.load()));
  }

  void completed(Assignment assignment, Ending ending, ReplicaLoad load) {
    ended("transport.completed", requester(assignment.ticket()), assignment, ending, load);
  }

  void expired(Actor sweep, Assignment assignment, Ending ending, ReplicaLoad load) {
    ended("transport.expired", sweep, assignment, ending, load);
  }

  void cancelled(Actor operator, Assignment assignment, Ending ending, ReplicaLoad load) {
    ended("transport.completed", operator, assignment, ending, load);
  }

  private void ended(
      String kind, Actor actor, Assignment assignment, Ending ending, ReplicaLoad load) {
    journal.append(
        actor,
        kind,
        assignment.transport().toString(),
        TransportJson.inProgress(),
        TransportJson.ended(assignment, ending, load));
  }

  /** The daemon that asked, or whatever the request says of it. */
  private Actor requester(Ticket ticket) {
    Requester requester = ticket.requester();
    return workers
        .find(new WorkerId(requester.workerId()))
        .map(worker -> Actor.daemon(worker.view().daemonId()))
        .orElseGet(
            () ->
                Stream.of(requester.workerId(), requester.nodeId(), requester.address())
                    .filter(name -> !name.isBlank())
                    .findFirst()
                    .map(Actor::daemon)
                    .orElseGet(() -> Actor.system("transport-request")));
  }
}
