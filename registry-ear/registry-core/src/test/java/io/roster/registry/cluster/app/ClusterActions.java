/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import static org.awaitility.Awaitility.await;

import io.roster.registry.TestCoordinator;
import io.roster.registry.cluster.Departure;
import io.roster.registry.cluster.RegisteredWorker;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.WorkerOfAnotherDaemon;
import io.roster.registry.cluster.WorkerRegistration;
import io.roster.registry.cluster.jpa.ClientRequestsSql;
import io.roster.registry.cluster.jpa.ExpireSilentWorkersSql;
import io.roster.registry.cluster.jpa.JpaWorkerRepository;
import io.roster.registry.cluster.model.LivenessPolicy;
import io.roster.registry.journal.jpa.JpaJournal;
import io.roster.registry.journal.model.Journal;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.CoordinatorIdentity;
import io.roster.registry.platform.TestDatabase;
import io.roster.settings.RegistrySettings;
import io.roster.settings.Settings;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The use cases of workers, each call in a transaction of its own. */
public final class ClusterActions {

  public static final LivenessPolicy POLICY =
      new LivenessPolicy(Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofMillis(200));

  private final TestDatabase database;

  public ClusterActions(TestDatabase database) {
    this.database = database;
  }

  public RegisteredWorker register(WorkerRegistration registration) {
    RegisterWorker.validate(registration);
    RegisterWorkers.Answer answer = register(List.of(registration)).get(0);
    if (answer instanceof RegisterWorkers.Answer.Foreign foreign) {
      throw new WorkerOfAnotherDaemon(foreign.previous(), registration.daemonId());
    }
    return ((RegisterWorkers.Answer.Registered) answer).worker();
  }

  /** All in one transaction. */
  List<RegisterWorkers.Answer> register(List<WorkerRegistration> registrations) {
    return change(
        (entities, journal) -> {
          JpaWorkerRepository workers = new JpaWorkerRepository(entities);
          ClientRequestsSql answered = new ClientRequestsSql(entities);
          WorkerIds ids = new WorkerIds();
          return new RegisterWorkers(
                  workers,
                  answered,
                  journal,
                  new RegisterWorker(workers, answered, journal, POLICY, ids),
                  ids)
              .run(
                  registrations.stream()
                      .map(each -> new RegisterWorkers.Request(each, Actor.daemon(each.daemonId())))
                      .toList());
        });
  }

  public Departure.Outcome unregister(WorkerId worker) {
    return unregister(new Departure(worker, Departure.Manner.GRACEFUL, Optional.empty()));
  }

  public Departure.Outcome unregister(Departure departure) {
    return change(
        (entities, journal) ->
            new UnregisterWorker(
                    new JpaWorkerRepository(entities), new ClientRequestsSql(entities), journal)
                .run(departure));
  }

  /** Returns how many were expired. */
  public int expire() {
    try (TestCoordinator coordinator = new TestCoordinator("test", database).electing()) {
      await().until(coordinator.leadership()::leads);
      return coordinator
          .leadership()
          .change(
              "expire",
              () ->
                  new ExpireSilentWorkers(
                          new ExpireSilentWorkersSql(coordinator.entities()),
                          coordinator.journal(),
                          POLICY,
                          coordinator.leadership(),
                          Settings.read(
                              RegistrySettings.TABLE,
                              Map.of("roster.database.url", "jdbc:postgresql:unused")))
                      .expireSome());
    }
  }

  /** A change in a transaction of its own. */
  private interface Use<T> {
    T in(EntityManager entities, Journal journal);
  }

  private <T> T change(Use<T> use) {
    return database.inTransaction(
        entities -> {
          JpaJournal journal = new JpaJournal(entities, new CoordinatorIdentity("test"));
          T result = use.in(entities, journal);
          journal.write();
          return result;
        });
  }
}
