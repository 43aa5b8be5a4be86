/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import io.roster.registry.cluster.ConnectionState;
import io.roster.registry.cluster.Departure;
import io.roster.registry.cluster.Heartbeats;
import io.roster.registry.cluster.RegisteredWorker;
import io.roster.registry.cluster.WorkerOfAnotherDaemon;
import io.roster.registry.cluster.WorkerQuarantined;
import io.roster.registry.cluster.WorkerQuery;
import io.roster.registry.cluster.WorkerRegistration;
import io.roster.registry.cluster.WorkerService;
import io.roster.registry.cluster.WorkerView;
import io.roster.registry.cluster.app.FlapWatch.Flapping;
import io.roster.registry.cluster.app.RegisterWorkers.Answer;
import io.roster.registry.cluster.app.RegisterWorkers.Request;
import io.roster.registry.cluster.model.Beat;
import io.roster.registry.cluster.model.KnownWorker;
import io.roster.registry.cluster.model.LivenessPolicy;
import io.roster.registry.cluster.model.WorkerPictures;
import io.roster.registry.journal.model.Changes;
import io.roster.registry.journal.model.Journal;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.jdbc.DatabaseTime;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.LocalBean;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door to everything about workers. Each use has a class of its own; this one puts transactions
 * around them.
 */
@Singleton
@Local(WorkerService.class)
@LocalBean
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WorkerRegistry implements WorkerService {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerRegistry.class);
  private static final Actor FLAPS = Actor.system("flap-watch");

  @Inject private RegisterWorkers registering;
  @Inject private UnregisterWorker unregistering;
  @Inject private HeartbeatIntake heartbeats;
  @Inject private HeartbeatBuffer buffer;
  @Inject private WorkerDirectory directory;
  @Inject private WorkerPictures pictures;
  @Inject private LivenessPolicy policy;
  @Inject private FlapWatch flaps;
  @Inject private Journal journal;
  @Inject private Changes changes;
  @Inject private DatabaseTime clock;

  @Override
  public RegisteredWorker register(WorkerRegistration registration, Actor actor) {
    RegisterWorker.validate(registration);
    keepOutFlapping(registration.daemonId());
    // What a worker said before it registers again must not be written over the registration. Not
    // in its transaction, which may hold what the heartbeats' own connection would wait for.
    heartbeats.flush();
    RegisteredWorker worker = registered(registration, actor);
    LOG.info(
        "worker_registered worker={} daemon={} address={}:{} generation={}",
        worker.worker(),
        registration.daemonId(),
        registration.nodeAddress(),
        registration.grpcPort(),
        worker.generation());
    return worker;
  }

  private void keepOutFlapping(String daemon) {
    Optional<Duration> left = flaps.keptOut(daemon);
    if (left.isEmpty()) {
      Optional<Flapping> flapping = flaps.flapping(daemon);
      if (flapping.isEmpty()) {
        return;
      }
      changes.change(lane(daemon), "QuarantineWorker", () -> quarantine(daemon, flapping.get()));
      left = Optional.of(flaps.quarantine());
    }
    FlapMetrics.refused();
    throw new WorkerQuarantined(daemon, left.get());
  }

  private boolean quarantine(String daemon, Flapping flapping) {
    journal.append(
        FLAPS,
        FlapWatch.QUARANTINED,
        flapping.worker().value(),
        JsonValue.NULL,
        flaps.verdict(daemon, flapping));
    LOG.warn(
        "worker_quarantined code=ROS-1015 worker={} daemon={} registrations={} quarantine_ms={}",
        flapping.worker(),
        daemon,
        flapping.registrations(),
        flaps.quarantine().toMillis());
    FlapMetrics.quarantined();
    return true;
  }

  private RegisteredWorker registered(WorkerRegistration registration, Actor actor) {
    Answer answer =
        changes.change(
            lane(registration.daemonId()), registering, new Request(registration, actor));
    if (answer instanceof Answer.Foreign foreign) {
      throw new WorkerOfAnotherDaemon(foreign.previous(), registration.daemonId());
    }
    return ((Answer.Registered) answer).worker();
  }

  @Override
  public Heartbeats heartbeats() {
    return heartbeats;
  }

  @Override
  public Departure.Outcome unregister(Departure departure) {
    UnregisterWorker.validate(departure);
    heartbeats.flush();
    Departure.Outcome outcome =
        changes.change(
            lane(departure.worker().value()),
            "UnregisterWorker",
            () -> unregistering.run(departure));
    if (outcome == Departure.Outcome.LEFT) {
      buffer.forget(departure.worker());
      LOG.info("worker_unregistered worker={} manner={}", departure.worker(), departure.manner());
    }
    return outcome;
  }

  private static String lane(String daemonOrWorker) {
    return "worker:" + daemonOrWorker;
  }

  @Override
  public List<WorkerView> list(WorkerQuery query) {
    try {
      heartbeats.flush();
      return pictures.list(query, policy);
    } catch (DatabaseAway away) {
      LOG.debug("list_from_memory", away);
      return listFromMemory(query);
    }
  }

  private List<WorkerView> listFromMemory(WorkerQuery query) {
    Instant now = clock.instant();
    return directory.all().stream()
        .map(worker -> overlay(worker, now))
        .filter(worker -> query.scope() == WorkerQuery.Scope.ALL_ACTIVE || worker.accepting())
        .filter(
            worker ->
                (worker.capabilityFlags() & query.requiredCapabilities())
                    == query.requiredCapabilities())
        .sorted(Comparator.comparing(WorkerView::lastHeartbeat).reversed())
        .toList();
  }

  private WorkerView overlay(KnownWorker known, Instant now) {
    WorkerView view = known.view();
    Optional<Beat> beat = directory.lastBeat(view.worker());
    Instant heard =
        beat.map(Beat::receivedAt)
            .filter(at -> at.isAfter(view.lastHeartbeat()))
            .orElse(view.lastHeartbeat());
    boolean accepting = beat.map(Beat::accepting).orElse(view.accepting());
    ConnectionState state = policy.state(Duration.between(heard, now), accepting);
    return new WorkerView(
        view.worker(),
        view.daemonId(),
        view.nodeId(),
        view.nodeAddress(),
        view.grpcPort(),
        view.p2pPort(),
        view.poolTotalBytes(),
        beat.map(Beat::poolAvailableBytes).orElse(view.poolAvailableBytes()),
        accepting,
        beat.filter(b -> b.capabilityFlags().isPresent())
            .map(b -> b.capabilityFlags().getAsLong())
            .orElse(view.capabilityFlags()),
        view.stateVersion(),
        view.registeredAt(),
        heard,
        state);
  }
}
