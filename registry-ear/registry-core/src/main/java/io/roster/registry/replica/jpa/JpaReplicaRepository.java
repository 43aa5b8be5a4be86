/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.jpa;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.replica.model.Replica;
import io.roster.registry.replica.model.ReplicaRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Replicas through JPA. */
@ApplicationScoped
public class JpaReplicaRepository implements ReplicaRepository {

  /** Others in the same transaction write replicas past JPA. */
  private static final Map<String, Object> AS_IT_IS_NOW = Map.of("eclipselink.refresh", "true");

  @PersistenceContext private EntityManager entities;

  /** For the container. */
  public JpaReplicaRepository() {}

  public JpaReplicaRepository(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public Instant now() {
    Number micros =
        (Number)
            entities
                .createNativeQuery(
                    "select cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)")
                .getSingleResult();
    return Instant.EPOCH.plus(micros.longValue(), ChronoUnit.MICROS);
  }

  @Override
  public Optional<Replica> find(UUID replica) {
    entities.flush();
    return Optional.ofNullable(
        entities.find(Replica.class, replica, LockModeType.PESSIMISTIC_WRITE, AS_IT_IS_NOW));
  }

  @Override
  public List<Replica> of(WorkerId worker, String artifactId) {
    return entities
        .createQuery(
            "select r from Replica r where r.workerId = :worker and r.artifactId = :artifact",
            Replica.class)
        .setParameter("worker", worker.value())
        .setParameter("artifact", artifactId)
        .getResultList();
  }

  @Override
  public void remove(Replica replica) {
    entities
        .createNativeQuery("delete from replica_counter where replica_id = ?")
        .setParameter(1, replica.id())
        .executeUpdate();
    entities.remove(replica);
    entities.flush();
  }
}
