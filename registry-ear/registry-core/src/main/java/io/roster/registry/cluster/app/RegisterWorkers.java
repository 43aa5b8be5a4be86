/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import io.roster.registry.cluster.RegisteredWorker;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.WorkerRegistration;
import io.roster.registry.cluster.app.RegisterWorkers.Answer;
import io.roster.registry.cluster.app.RegisterWorkers.Request;
import io.roster.registry.cluster.model.AnsweredRequests;
import io.roster.registry.cluster.model.Liveness;
import io.roster.registry.cluster.model.ReconcileCursor;
import io.roster.registry.cluster.model.Worker;
import io.roster.registry.cluster.model.WorkerRepository;
import io.roster.registry.cluster.model.WorkerRepository.Arrival;
import io.roster.registry.cluster.model.WorkerRepository.Endpoint;
import io.roster.registry.journal.model.BulkChange;
import io.roster.registry.journal.model.Journal;
import io.roster.registry.platform.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Registers all that wait at once, as after an outage: looked up together, written together. Those
 * that get into each other's way, or take an endpoint away from somebody, are registered one after
 * the other behind the rest.
 */
@ApplicationScoped
public class RegisterWorkers implements BulkChange<Request, Answer> {

  private WorkerRepository workers;
  private AnsweredRequests answered;
  private Journal journal;
  private RegisterWorker one;
  private WorkerIds ids;

  /** A registration and who sent it. */
  public record Request(WorkerRegistration registration, Actor actor) {

    private String daemon() {
      return registration.daemonId();
    }

    private Endpoint endpoint() {
      return new Endpoint(registration.nodeAddress(), Math.toIntExact(registration.grpcPort()));
    }

    private Optional<WorkerId> previous() {
      return registration
          .recovery()
          .flatMap(WorkerRegistration.Recovery::previousWorker)
          .filter(WorkerIds::plausible);
    }
  }

  /** What a request is answered. */
  public sealed interface Answer {

    record Registered(RegisteredWorker worker) implements Answer {}

    /** It names another daemon's worker as its own. */
    record Foreign(WorkerId previous) implements Answer {}
  }

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public RegisterWorkers() {}

  @Inject
  public RegisterWorkers(
      WorkerRepository workers,
      AnsweredRequests answered,
      Journal journal,
      RegisterWorker one,
      WorkerIds ids) {
    this.workers = workers;
    this.answered = answered;
    this.journal = journal;
    this.one = one;
    this.ids = ids;
  }

  @Override
  public String operation() {
    return "RegisterWorker";
  }

  @Override
  public Locks locks() {
    return Locks.WORKERS;
  }

  @Override
  public List<Answer> run(List<Request> requests) {
    List<Worker> known =
        workers.findMany(
            requests.stream().map(Request::daemon).collect(Collectors.toSet()),
            requests.stream().flatMap(request -> request.previous().stream()).toList());
    Map<Request, Answer> answers = new java.util.IdentityHashMap<>();
    foreign(requests, known).forEach((request, id) -> answers.put(request, new Answer.Foreign(id)));
    List<Request> ours =
        requests.stream().filter(request -> !answers.containsKey(request)).toList();
    Collection<Request> contested = contested(ours);
    List<Request> plain = ours.stream().filter(each -> !contested.contains(each)).toList();
    register(plain, byDaemon(known)).forEach((request, worker) -> answers.put(request, worker));
    for (Request request : contested) {
      answers.put(request, new Answer.Registered(one.run(request.registration(), request.actor())));
    }
    return requests.stream().map(request -> Objects.requireNonNull(answers.get(request))).toList();
  }

  private static Map<Request, WorkerId> foreign(List<Request> requests, List<Worker> known) {
    Map<WorkerId, Worker> byId =
        known.stream().collect(Collectors.toMap(Worker::id, worker -> worker));
    Map<Request, WorkerId> foreign = new java.util.IdentityHashMap<>();
    for (Request request : requests) {
      request
          .previous()
          .map(byId::get)
          .filter(worker -> !worker.daemonId().equals(request.daemon()))
          .ifPresent(worker -> foreign.put(request, worker.id()));
    }
    return foreign;
  }

  /** In the order in which they came. */
  private List<Request> contested(List<Request> requests) {
    Map<String, Long> daemons = counted(requests, Request::daemon);
    Map<Endpoint, Long> endpoints = counted(requests, Request::endpoint);
    Map<Endpoint, String> holders =
        endpoints.isEmpty() ? Map.of() : workers.holders(endpoints.keySet());
    return requests.stream()
        .filter(
            request ->
                daemons.getOrDefault(request.daemon(), 0L) > 1
                    || endpoints.getOrDefault(request.endpoint(), 0L) > 1
                    || !holders
                        .getOrDefault(request.endpoint(), request.daemon())
                        .equals(request.daemon()))
        .toList();
  }

  private static <K> Map<K, Long> counted(List<Request> requests, Function<Request, K> key) {
    return requests.stream().collect(Collectors.groupingBy(key, Collectors.counting()));
  }

  private static Map<String, Worker> byDaemon(List<Worker> known) {
    return known.stream().collect(Collectors.toMap(Worker::daemonId, worker -> worker));
  }

  private Map<Request, Answer> register(List<Request> requests, Map<String, Worker> known) {
    Map<Request, Answer> answers = new java.util.IdentityHashMap<>();
    if (requests.isEmpty()) {
      return answers;
    }
    Instant now = workers.now();
    Map<Request, JsonValue> before = new java.util.IdentityHashMap<>();
    Map<Request, Arrival> whole = new java.util.IdentityHashMap<>();
    List<Arrival> fresh = new ArrayList<>();
    Map<WorkerId, Worker> back = returning(requests, known);
    Map<WorkerId, Liveness> liveness = workers.livenessOf(back.keySet());
    Map<WorkerId, ReconcileCursor> cursors = workers.cursorsOf(back.keySet());
    workers.silenceReplicas(
        back.values().stream().filter(each -> !each.isActive()).map(Worker::id).toList());
    for (Request request : requests) {
      Worker worker = known.get(request.daemon());
      before.put(request, worker == null ? JsonValue.NULL : WorkerJson.of(worker));
      Arrival arrival =
          worker == null
              ? arrive(request.registration(), now)
              : new Arrival(
                  worker,
                  Objects.requireNonNull(liveness.get(worker.id())),
                  Objects.requireNonNull(cursors.get(worker.id())));
      if (worker == null) {
        fresh.add(arrival);
      } else {
        RegisterWorker.comeBack(
            worker, arrival.liveness(), arrival.cursor(), request.registration(), now);
      }
      whole.put(request, arrival);
    }
    workers.addAll(fresh);
    answered.forget(
        UnregisterWorker.OPERATION, back.keySet().stream().map(WorkerId::value).toList());
    for (Request request : requests) {
      Arrival arrival = Objects.requireNonNull(whole.get(request));
      note(request, Objects.requireNonNull(before.get(request)), arrival);
      answers.put(
          request,
          new Answer.Registered(
              one.answer(request.registration(), arrival.worker(), arrival.cursor())));
    }
    return answers;
  }

  private static Map<WorkerId, Worker> returning(
      List<Request> requests, Map<String, Worker> known) {
    Map<WorkerId, Worker> back = new HashMap<>();
    for (Request request : requests) {
      Worker worker = known.get(request.daemon());
      if (worker != null) {
        back.put(worker.id(), worker);
      }
    }
    return back;
  }

  private Arrival arrive(WorkerRegistration registration, Instant now) {
    Worker worker = new Worker(ids.next(registration.nodeId()), registration, now);
    return new Arrival(
        worker, new Liveness(worker.id(), registration, now), new ReconcileCursor(worker.id()));
  }

  private void note(Request request, JsonValue before, Arrival arrival) {
    journal.append(
        request.actor(),
        "worker.registered",
        arrival.worker().id().value(),
        before,
        WorkerJson.of(arrival.worker(), arrival.liveness(), arrival.cursor()));
  }
}
