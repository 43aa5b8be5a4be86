/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key.jpa;

import io.roster.registry.key.model.ArtifactKey;
import io.roster.registry.key.model.KeyRepository;
import io.roster.registry.platform.jdbc.DatabaseClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Optional;

/** Keys through JPA. */
@ApplicationScoped
public class JpaKeyRepository implements KeyRepository {

  @PersistenceContext private EntityManager entities;

  /** For the container. */
  public JpaKeyRepository() {}

  public JpaKeyRepository(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public Instant now() {
    return DatabaseClock.now(entities);
  }

  @Override
  public Optional<ArtifactKey> lock(String key) {
    // Locking reads the row anew, over what an earlier change of this transaction has not written.
    entities.flush();
    return Optional.ofNullable(
        entities.find(ArtifactKey.class, key, LockModeType.PESSIMISTIC_WRITE));
  }

  @Override
  public void add(ArtifactKey key) {
    entities.persist(key);
    entities.flush();
  }

  @Override
  public void remove(ArtifactKey key) {
    entities.remove(key);
    // At once, so that a change of the same key that shares the transaction finds it gone.
    entities.flush();
  }
}
