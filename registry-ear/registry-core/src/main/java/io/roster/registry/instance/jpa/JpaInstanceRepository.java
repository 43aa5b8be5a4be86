/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance.jpa;

import io.roster.registry.instance.model.EngineInstance;
import io.roster.registry.instance.model.InstanceRepository;
import io.roster.registry.platform.jdbc.DatabaseClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Instances through JPA. */
@ApplicationScoped
public class JpaInstanceRepository implements InstanceRepository {

  private static final String WORKER_OF =
      "select worker_id from worker where daemon_id = ? and inactive_at is null";

  @PersistenceContext private EntityManager entities;

  /** For the container. */
  public JpaInstanceRepository() {}

  public JpaInstanceRepository(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public Instant now() {
    return DatabaseClock.now(entities);
  }

  @Override
  public Optional<EngineInstance> lock(String instanceId) {
    // Locking reads the row anew, over what an earlier change of this transaction has not written.
    entities.flush();
    return Optional.ofNullable(
        entities.find(EngineInstance.class, instanceId, LockModeType.PESSIMISTIC_WRITE));
  }

  @Override
  public void add(EngineInstance instance) {
    entities.persist(instance);
    entities.flush();
  }

  @Override
  public void remove(EngineInstance instance) {
    entities.remove(instance);
    // At once, so that a change of the same instance that shares the transaction finds it gone.
    entities.flush();
  }

  @Override
  @SuppressWarnings("unchecked")
  public Optional<String> workerOf(String daemonId) {
    List<String> workers =
        entities.createNativeQuery(WORKER_OF).setParameter(1, daemonId).getResultList();
    return workers.stream().findFirst();
  }
}
