/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import io.roster.registry.cluster.RegisteredWorker;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.WorkerOfAnotherDaemon;
import io.roster.registry.cluster.WorkerRegistration;
import io.roster.registry.cluster.model.AnsweredRequests;
import io.roster.registry.cluster.model.Liveness;
import io.roster.registry.cluster.model.LivenessPolicy;
import io.roster.registry.cluster.model.ReconcileCursor;
import io.roster.registry.cluster.model.RoutableAddress;
import io.roster.registry.cluster.model.Worker;
import io.roster.registry.cluster.model.WorkerRepository;
import io.roster.registry.journal.model.Journal;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.InvalidRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives a daemon its place. The daemon id decides who it is: a known daemon keeps its worker id.
 * The endpoint belongs to whoever registered on it last: a worker of another daemon that held it is
 * gone.
 */
@ApplicationScoped
public class RegisterWorker {

  private static final int LAST_PORT = 65_535;

  /** Longer names serve nobody and would only bloat rows, indexes and logs. */
  private static final int LONGEST_NAME = 512;

  private WorkerRepository workers;
  private AnsweredRequests answered;
  private Journal journal;
  private LivenessPolicy policy;
  private WorkerIds ids;

  /** What was done, and every worker that it touched. */
  record Done(RegisteredWorker answer, List<WorkerId> touched) {}

  /**
   * What a registration has touched so far. Its journal entries wait here for the end, when all
   * other locks are held.
   */
  private final class Change {

    private final List<WorkerId> touched = new ArrayList<>();
    private final List<Runnable> entries = new ArrayList<>();

    void note(Actor actor, String kind, WorkerId worker, JsonValue before, JsonValue after) {
      touched.add(worker);
      entries.add(() -> journal.append(actor, kind, worker.value(), before, after));
    }

    List<WorkerId> write() {
      entries.forEach(Runnable::run);
      return touched;
    }
  }

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public RegisterWorker() {}

  @Inject
  public RegisterWorker(
      WorkerRepository workers,
      AnsweredRequests answered,
      Journal journal,
      LivenessPolicy policy,
      WorkerIds ids) {
    this.workers = workers;
    this.answered = answered;
    this.journal = journal;
    this.policy = policy;
    this.ids = ids;
  }

  static void validate(WorkerRegistration registration) {
    requireName("daemon_id", registration.daemonId());
    RoutableAddress.require("node_address", registration.nodeAddress());
    requireName("node_id", registration.nodeId());
    requireName("node_address", registration.nodeAddress());
    requirePort("grpc_port", registration.grpcPort());
    requirePort("p2p_port", registration.p2pPort());
  }

  private static void requireName(String field, String name) {
    if (name.isBlank()) {
      throw new InvalidRequest(field, "is required");
    }
    if (name.length() > LONGEST_NAME) {
      throw new InvalidRequest(field, "is longer than " + LONGEST_NAME + " characters");
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidRequest(field, "contains control characters");
    }
  }

  private static void requirePort(String field, long port) {
    if (port < 1 || port > LAST_PORT) {
      throw new InvalidRequest(field, "must be a port from 1 to " + LAST_PORT + ", not " + port);
    }
  }

  /** Runs inside one transaction. */
  Done run(WorkerRegistration registration, Actor actor) {
    Change change = new Change();
    Optional<Worker> previous = previous(registration);
    Optional<Worker> existing = workers.findByDaemon(registration.daemonId());
    workers
        .findByEndpoint(registration.nodeAddress(), Math.toIntExact(registration.grpcPort()))
        .filter(other -> !other.daemonId().equals(registration.daemonId()))
        .ifPresent(holder -> reclaim(holder, actor, change));

    Instant now = workers.now();
    JsonValue before = existing.<JsonValue>map(WorkerJson::of).orElse(JsonValue.NULL);
    Worker worker =
        existing.isPresent()
            ? comeBack(existing.get(), registration, now)
            : arrive(registration, now);
    previous
        .filter(old -> !old.id().equals(worker.id()))
        .ifPresent(old -> succeed(old, worker, now, actor, change));

    answered.forget(UnregisterWorker.OPERATION, worker.id());
    ReconcileCursor cursor = workers.cursor(worker);
    JsonValue after = WorkerJson.of(worker, workers.liveness(worker), cursor);
    change.note(actor, "worker.registered", worker.id(), before, after);
    return new Done(answer(registration, worker, cursor), change.write());
  }

  private RegisteredWorker answer(
      WorkerRegistration registration, Worker worker, ReconcileCursor cursor) {
    return new RegisteredWorker(
        worker.id(),
        policy.interval(),
        registration.recovery().isPresent(),
        cursor.stateVersion(),
        cursor.generation());
  }

  private Optional<Worker> previous(WorkerRegistration registration) {
    Optional<Worker> previous =
        registration
            .recovery()
            .flatMap(WorkerRegistration.Recovery::previousWorker)
            .filter(WorkerIds::plausible)
            .flatMap(workers::find);
    previous
        .filter(worker -> !worker.daemonId().equals(registration.daemonId()))
        .ifPresent(
            foreign -> {
              throw new WorkerOfAnotherDaemon(foreign.id(), registration.daemonId());
            });
    return previous;
  }

  private void reclaim(Worker holder, Actor actor, Change change) {
    change.note(actor, "worker.replaced", holder.id(), WorkerJson.of(holder), JsonValue.NULL);
    workers.silenceReplicas(holder.id());
    workers.remove(holder);
  }

  private Worker comeBack(Worker worker, WorkerRegistration registration, Instant now) {
    ReconcileCursor cursor = workers.cursor(worker);
    if (!worker.isActive()) {
      workers.silenceReplicas(worker.id());
      cursor.forgetState();
    }
    cursor.openGeneration();
    workers.liveness(worker).revive(registration, now);
    worker.moveTo(registration, now);
    return worker;
  }

  private Worker arrive(WorkerRegistration registration, Instant now) {
    Worker worker = new Worker(ids.next(registration.nodeId()), registration, now);
    workers.add(
        worker, new Liveness(worker.id(), registration, now), new ReconcileCursor(worker.id()));
    return worker;
  }

  private void succeed(Worker previous, Worker successor, Instant now, Actor actor, Change change) {
    JsonValue before = WorkerJson.of(previous);
    previous.deactivate(now);
    workers.liveness(previous).stopAccepting();
    workers.moveReplicas(previous.id(), successor.id());
    change.note(actor, "worker.replaced", previous.id(), before, WorkerJson.of(previous));
  }
}
