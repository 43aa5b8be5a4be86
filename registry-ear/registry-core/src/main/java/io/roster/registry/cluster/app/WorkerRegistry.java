/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import io.roster.registry.cluster.ConnectionState;
import io.roster.registry.cluster.Departure;
import io.roster.registry.cluster.Heartbeat;
import io.roster.registry.cluster.HeartbeatAnswer;
import io.roster.registry.cluster.RegisteredWorker;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.WorkerQuery;
import io.roster.registry.cluster.WorkerRegistration;
import io.roster.registry.cluster.WorkerService;
import io.roster.registry.cluster.WorkerView;
import io.roster.registry.cluster.model.Beat;
import io.roster.registry.cluster.model.KnownWorker;
import io.roster.registry.cluster.model.LivenessPolicy;
import io.roster.registry.cluster.model.WorkerPictures;
import io.roster.registry.journal.model.JournalFollower;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.tx.Transactions;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Local;
import jakarta.ejb.LocalBean;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
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

  @Inject private RegisterWorker registering;
  @Inject private UnregisterWorker unregistering;
  @Inject private ExpireSilentWorkers expiring;
  @Inject private HeartbeatIntake heartbeats;
  @Inject private HeartbeatBuffer buffer;
  @Inject private WorkerDirectory directory;
  @Inject private WorkerPictures pictures;
  @Inject private LivenessPolicy policy;
  @Inject private Transactions transactions;
  @EJB private JournalFollower journal;

  @Override
  public RegisteredWorker register(WorkerRegistration registration, Actor actor) {
    RegisterWorker.validate(registration);
    // What a worker said before it registers again must not be written over the registration.
    heartbeats.flush();
    RegisterWorker.Done done =
        transactions.change("RegisterWorker", () -> registering.run(registration, actor));
    settled(done.touched());
    LOG.info(
        "worker_registered worker={} daemon={} address={}:{} generation={}",
        done.answer().worker(),
        registration.daemonId(),
        registration.nodeAddress(),
        registration.grpcPort(),
        done.answer().generation());
    return done.answer();
  }

  @Override
  public HeartbeatAnswer beat(Heartbeat heartbeat) {
    return heartbeats.take(heartbeat);
  }

  @Override
  public Departure.Outcome unregister(Departure departure) {
    UnregisterWorker.validate(departure);
    heartbeats.flush();
    Departure.Outcome outcome =
        transactions.change("UnregisterWorker", () -> unregistering.run(departure));
    if (outcome == Departure.Outcome.LEFT) {
      buffer.forget(departure.worker());
      settled(List.of(departure.worker()));
      LOG.info("worker_unregistered worker={} manner={}", departure.worker(), departure.manner());
    }
    return outcome;
  }

  /** Expires the silent ones; called by the timer. */
  public void sweep() {
    List<WorkerId> expired;
    do {
      expired = transactions.change("expiry sweep", expiring::run);
      settled(expired);
    } while (expired.size() == ExpireSilentWorkers.MOST_AT_ONCE);
  }

  /** Makes a committed change visible here before its answer leaves. */
  private void settled(List<WorkerId> touched) {
    if (!touched.isEmpty()) {
      directory.refresh(touched);
      journal.nudge();
    }
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
    Instant now = Instant.now();
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
