/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import io.roster.registry.cluster.Departure;
import io.roster.registry.cluster.RegisteredWorker;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.WorkerRegistration;
import io.roster.registry.cluster.jpa.ClientRequestsSql;
import io.roster.registry.cluster.jpa.ExpireSilentWorkersSql;
import io.roster.registry.cluster.jpa.JpaWorkerRepository;
import io.roster.registry.cluster.model.LivenessPolicy;
import io.roster.registry.journal.jpa.JpaJournal;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.CoordinatorIdentity;
import io.roster.registry.platform.TestDatabase;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
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
    return database.inTransaction(
        entities ->
            new RegisterWorker(
                    new JpaWorkerRepository(entities),
                    new ClientRequestsSql(entities),
                    journal(entities),
                    POLICY,
                    new WorkerIds())
                .run(registration, Actor.daemon(registration.daemonId()))
                .answer());
  }

  public Departure.Outcome unregister(WorkerId worker) {
    return unregister(new Departure(worker, Departure.Manner.GRACEFUL, Optional.empty()));
  }

  public Departure.Outcome unregister(Departure departure) {
    return database.inTransaction(
        entities ->
            new UnregisterWorker(
                    new JpaWorkerRepository(entities),
                    new ClientRequestsSql(entities),
                    journal(entities))
                .run(departure));
  }

  public List<WorkerId> expire() {
    return database.inTransaction(
        entities ->
            new ExpireSilentWorkers(new ExpireSilentWorkersSql(entities), journal(entities), POLICY)
                .run());
  }

  private static JpaJournal journal(EntityManager entities) {
    return new JpaJournal(entities, new CoordinatorIdentity("test"));
  }
}
