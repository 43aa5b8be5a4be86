/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import io.roster.registry.cluster.Departure;
import io.roster.registry.cluster.Departure.Outcome;
import io.roster.registry.cluster.UnknownWorker;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.model.AnsweredRequests;
import io.roster.registry.cluster.model.Worker;
import io.roster.registry.cluster.model.WorkerRepository;
import io.roster.registry.journal.model.Journal;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.RequestKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.util.Optional;

/** Lets a worker go. Its row and its replicas' rows stay; the replicas become unavailable. */
@ApplicationScoped
public class UnregisterWorker {

  static final String OPERATION = "unregister_worker";

  private static final int LONGEST_REQUEST_ID = 512;

  private WorkerRepository workers;
  private AnsweredRequests answered;
  private Journal journal;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public UnregisterWorker() {}

  @Inject
  public UnregisterWorker(WorkerRepository workers, AnsweredRequests answered, Journal journal) {
    this.workers = workers;
    this.answered = answered;
    this.journal = journal;
  }

  static void validate(Departure departure) {
    String id = departure.request().map(RequestKey::id).orElse("");
    if (id.length() > LONGEST_REQUEST_ID || id.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidRequest(
          "client_request_id",
          "has at most " + LONGEST_REQUEST_ID + " characters, none of them a control character");
    }
  }

  /** Runs inside one transaction. */
  Outcome run(Departure departure) {
    if (!WorkerIds.plausible(departure.worker())) {
      return Outcome.NOT_FOUND;
    }
    Optional<Outcome> given =
        departure.request().flatMap(key -> answered.answerTo(key)).map(Outcome::valueOf);
    if (given.isPresent()) {
      return given.get();
    }
    Optional<Worker> worker = workers.find(departure.worker()).filter(Worker::isActive);
    Outcome outcome = worker.isPresent() ? Outcome.LEFT : Outcome.NOT_FOUND;
    departure
        .request()
        .ifPresent(key -> answered.remember(OPERATION, key, departure.worker(), outcome.name()));
    worker.ifPresent(leaving -> leave(leaving, Actor.daemon(leaving.daemonId())));
    return outcome;
  }

  /**
   * Lets a worker go by somebody else's wish. Runs inside one transaction.
   *
   * @throws UnknownWorker when nobody active has this id
   */
  public void leave(WorkerId id, Actor actor) {
    Worker worker =
        workers.find(id).filter(Worker::isActive).orElseThrow(() -> new UnknownWorker(id));
    leave(worker, actor);
  }

  private void leave(Worker worker, Actor actor) {
    JsonValue before = WorkerJson.of(worker);
    worker.deactivate(workers.now());
    workers.liveness(worker).stopAccepting();
    workers.silenceReplicas(worker.id());
    journal.append(
        actor, "worker.unregistered", worker.id().value(), before, WorkerJson.of(worker));
  }
}
