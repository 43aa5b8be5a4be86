/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import io.roster.registry.cluster.RegisteredWorker;
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
import io.roster.registry.platform.Names;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Optional;

/**
 * Gives a daemon its place. The daemon id decides who it is: a known daemon keeps its worker id.
 * The endpoint belongs to whoever registered on it last: a worker of another daemon that held it is
 * gone.
 */
@ApplicationScoped
public class RegisterWorker {

  private static final int LAST_PORT = 65_535;

  private WorkerRepository workers;
  private AnsweredRequests answered;
  private Journal journal;
  private LivenessPolicy policy;
  private WorkerIds ids;

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
    Names.require("daemon_id", registration.daemonId());
    RoutableAddress.require("node_address", registration.nodeAddress());
    Names.require("node_id", registration.nodeId());
    Names.require("node_address", registration.nodeAddress());
    requirePort("grpc_port", registration.grpcPort());
    requirePort("p2p_port", registration.p2pPort());
  }

  private static void requirePort(String field, long port) {
    if (port < 1 || port > LAST_PORT) {
      throw new InvalidRequest(field, "must be a port from 1 to " + LAST_PORT + ", not " + port);
    }
  }

  /** Runs inside one transaction. */
  RegisteredWorker run(WorkerRegistration registration, Actor actor) {
    Optional<Worker> previous = previous(registration);
    Optional<Worker> existing = workers.findByDaemon(registration.daemonId());
    workers
        .findByEndpoint(registration.nodeAddress(), Math.toIntExact(registration.grpcPort()))
        .filter(other -> !other.daemonId().equals(registration.daemonId()))
        .ifPresent(holder -> reclaim(holder, actor));

    Instant now = workers.now();
    JsonValue before = existing.<JsonValue>map(WorkerJson::of).orElse(JsonValue.NULL);
    Worker worker =
        existing.isPresent()
            ? comeBack(existing.get(), registration, now)
            : arrive(registration, now);
    previous
        .filter(old -> !old.id().equals(worker.id()))
        .ifPresent(old -> succeed(old, worker, now, actor));

    answered.forget(UnregisterWorker.OPERATION, worker.id());
    ReconcileCursor cursor = workers.cursor(worker);
    JsonValue after = WorkerJson.of(worker, workers.liveness(worker), cursor);
    journal.append(actor, "worker.registered", worker.id().value(), before, after);
    return answer(registration, worker, cursor);
  }

  RegisteredWorker answer(WorkerRegistration registration, Worker worker, ReconcileCursor cursor) {
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

  private void reclaim(Worker holder, Actor actor) {
    journal.append(
        actor, "worker.replaced", holder.id().value(), WorkerJson.of(holder), JsonValue.NULL);
    workers.silenceReplicas(holder.id());
    workers.remove(holder);
  }

  private Worker comeBack(Worker worker, WorkerRegistration registration, Instant now) {
    if (!worker.isActive()) {
      workers.silenceReplicas(worker.id());
    }
    comeBack(worker, workers.liveness(worker), workers.cursor(worker), registration, now);
    return worker;
  }

  /** Its replicas are unavailable already, if it was gone. */
  static void comeBack(
      Worker worker,
      Liveness liveness,
      ReconcileCursor cursor,
      WorkerRegistration registration,
      Instant now) {
    if (!worker.isActive()) {
      cursor.forgetState();
    }
    cursor.openGeneration();
    liveness.revive(registration, now);
    worker.moveTo(registration, now);
  }

  private Worker arrive(WorkerRegistration registration, Instant now) {
    Worker worker = new Worker(ids.next(registration.nodeId()), registration, now);
    workers.add(
        worker, new Liveness(worker.id(), registration, now), new ReconcileCursor(worker.id()));
    return worker;
  }

  private void succeed(Worker previous, Worker successor, Instant now, Actor actor) {
    JsonValue before = WorkerJson.of(previous);
    previous.deactivate(now);
    workers.liveness(previous).stopAccepting();
    workers.moveReplicas(previous.id(), successor.id());
    journal.append(
        actor,
        "worker.replaced",
        previous.id().value(),
        before,
        WorkerJson.succeeded(previous, successor.id()));
  }
}
