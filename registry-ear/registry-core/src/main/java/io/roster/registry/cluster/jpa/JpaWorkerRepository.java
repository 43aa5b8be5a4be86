/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.jpa;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.model.Liveness;
import io.roster.registry.cluster.model.ReconcileCursor;
import io.roster.registry.cluster.model.Worker;
import io.roster.registry.cluster.model.WorkerRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Workers through JPA.
 *
 * <p>Lock order: worker rows, then their liveness and cursor, then replicas, then the journal's
 * head.
 */
@ApplicationScoped
public class JpaWorkerRepository implements WorkerRepository {

  private static final String SILENCE =
      "update replica set is_available = false, updated_at = clock_timestamp() where worker_id = ? and is_available";

  private static final String MOVE =
      "update replica set worker_id = ?, updated_at = clock_timestamp() where worker_id = ?";

  @PersistenceContext private EntityManager entities;

  /** For the container. */
  public JpaWorkerRepository() {}

  public JpaWorkerRepository(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public Instant now() {
    // As microseconds, because the type that a provider makes of a timestamp differs between
    // providers.
    Number micros =
        (Number)
            entities
                .createNativeQuery(
                    "select cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)")
                .getSingleResult();
    return Instant.EPOCH.plus(micros.longValue(), ChronoUnit.MICROS);
  }

  @Override
  public Optional<Worker> find(WorkerId worker) {
    return Optional.ofNullable(
        entities.find(Worker.class, worker.value(), LockModeType.PESSIMISTIC_WRITE));
  }

  @Override
  public Optional<Worker> findByDaemon(String daemonId) {
    return first(
        entities
            .createQuery("select w from Worker w where w.daemonId = :daemon", Worker.class)
            .setParameter("daemon", daemonId));
  }

  @Override
  public Optional<Worker> findByEndpoint(String nodeAddress, int grpcPort) {
    return first(
        entities
            .createQuery(
                "select w from Worker w where w.nodeAddress = :address and w.grpcPort = :port",
                Worker.class)
            .setParameter("address", nodeAddress)
            .setParameter("port", grpcPort));
  }

  private static Optional<Worker> first(TypedQuery<Worker> query) {
    return query.setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultStream().findFirst();
  }

  @Override
  public Liveness liveness(Worker worker) {
    // Locked, because heartbeats write this row past JPA at any time.
    return entities.find(Liveness.class, worker.id().value(), LockModeType.PESSIMISTIC_WRITE);
  }

  @Override
  public ReconcileCursor cursor(Worker worker) {
    return entities.find(ReconcileCursor.class, worker.id().value());
  }

  @Override
  public void add(Worker worker, Liveness liveness, ReconcileCursor cursor) {
    entities.persist(worker);
    entities.flush();
    entities.persist(liveness);
    entities.persist(cursor);
    entities.flush();
  }

  @Override
  public void remove(Worker worker) {
    // Liveness and cursor go by the foreign keys' cascade.
    entities.remove(worker);
    entities.flush();
  }

  @Override
  public int silenceReplicas(WorkerId worker) {
    return entities.createNativeQuery(SILENCE).setParameter(1, worker.value()).executeUpdate();
  }

  @Override
  public int moveReplicas(WorkerId from, WorkerId to) {
    return entities
        .createNativeQuery(MOVE)
        .setParameter(1, to.value())
        .setParameter(2, from.value())
        .executeUpdate();
  }
}
