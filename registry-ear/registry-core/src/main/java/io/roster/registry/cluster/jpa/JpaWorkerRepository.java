/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.jpa;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.model.Liveness;
import io.roster.registry.cluster.model.ReconcileCursor;
import io.roster.registry.cluster.model.Worker;
import io.roster.registry.cluster.model.WorkerRepository;
import io.roster.registry.platform.jdbc.DatabaseClock;
import io.roster.registry.platform.jdbc.TransactionSql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Workers through JPA.
 *
 * <p>Lock order: worker rows, then their liveness and cursor, then replicas, then the journal's
 * head.
 */
@ApplicationScoped
public class JpaWorkerRepository implements WorkerRepository {

  private static final String SILENCE =
      "update replica set is_available = false, updated_at = clock_timestamp() where worker_id = ?"
          + " and is_available";

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
    return DatabaseClock.now(entities);
  }

  @Override
  public Optional<Worker> find(WorkerId worker) {
    // Locking reads the row anew, over what an earlier change of this transaction has not written.
    entities.flush();
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
  public List<Worker> findMany(Collection<String> daemons, Collection<WorkerId> ids) {
    return entities
        .createQuery(
            "select w from Worker w where w.daemonId in :daemons or w.workerId in :ids order by"
                + " w.workerId",
            Worker.class)
        .setParameter("daemons", daemons)
        .setParameter("ids", ids.isEmpty() ? List.of("") : values(ids))
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList();
  }

  private static List<String> values(Collection<WorkerId> ids) {
    return ids.stream().map(WorkerId::value).toList();
  }

  @Override
  public Map<Endpoint, String> holders(Collection<Endpoint> endpoints) {
    return TransactionSql.call(
        entities, connection -> EndpointHoldersSql.find(connection, List.copyOf(endpoints)));
  }

  @Override
  public Map<WorkerId, Liveness> livenessOf(Collection<WorkerId> workers) {
    return workers.isEmpty()
        ? Map.of()
        : entities
            .createQuery(
                "select l from Liveness l where l.workerId in :ids order by l.workerId",
                Liveness.class)
            .setParameter("ids", values(workers))
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .getResultStream()
            .collect(Collectors.toMap(Liveness::worker, one -> one));
  }

  @Override
  public Map<WorkerId, ReconcileCursor> cursorsOf(Collection<WorkerId> workers) {
    return workers.isEmpty()
        ? Map.of()
        : entities
            .createQuery(
                "select c from ReconcileCursor c where c.workerId in :ids", ReconcileCursor.class)
            .setParameter("ids", values(workers))
            .getResultStream()
            .collect(Collectors.toMap(ReconcileCursor::worker, one -> one));
  }

  @Override
  public void addAll(List<Arrival> arrivals) {
    arrivals.forEach(arrival -> entities.persist(arrival.worker()));
    entities.flush();
    for (Arrival arrival : arrivals) {
      entities.persist(arrival.liveness());
      entities.persist(arrival.cursor());
    }
    entities.flush();
  }

  @Override
  public void silenceReplicas(Collection<WorkerId> workers) {
    if (!workers.isEmpty()) {
      TransactionSql.call(
          entities, connection -> SilenceReplicasSql.of(connection, values(workers)));
    }
  }

  @Override
  public Liveness liveness(Worker worker) {
    // Locking reads the row anew, over what an earlier change of this transaction has not written.
    entities.flush();
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
