/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.jpa;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.command.CommandState;
import io.roster.registry.command.model.CommandRepository;
import io.roster.registry.command.model.StoredCommand;
import io.roster.registry.platform.jdbc.DatabaseClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Commands through JPA.
 *
 * <p>Lock order: what a command is about, then its own row, then the journal's head.
 */
@ApplicationScoped
public class JpaCommandRepository implements CommandRepository {

  private static final String FORGET =
      """
      delete from command where id in (
        select id from command
        where state in ('DONE', 'FAILED', 'EXPIRED', 'CANCELLED')
          and updated_at < clock_timestamp() - make_interval(secs => ?)
        order by created_at
        limit ?)
      """;

  private static final String ALONE_WITH_THE_KEY =
      "select 1 from pg_advisory_xact_lock(hashtextextended(?, 7))";

  @PersistenceContext private EntityManager entities;

  /** For the container. */
  public JpaCommandRepository() {}

  public JpaCommandRepository(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public Instant now() {
    return DatabaseClock.now(entities);
  }

  @Override
  public void add(StoredCommand command) {
    entities.persist(command);
  }

  @Override
  public Optional<StoredCommand> find(UUID id) {
    // Locking may read the row again, and would forget what was changed in this transaction.
    entities.flush();
    return Optional.ofNullable(
        entities.find(StoredCommand.class, id, LockModeType.PESSIMISTIC_WRITE));
  }

  @Override
  public Optional<StoredCommand> findByKey(String idempotencyKey) {
    // Of two equal requests at the same time the second waits here, and finds what the first wrote.
    entities.createNativeQuery(ALONE_WITH_THE_KEY).setParameter(1, idempotencyKey).getResultList();
    return entities
        .createQuery(
            "select c from StoredCommand c where c.idempotencyKey = :key", StoredCommand.class)
        .setParameter("key", idempotencyKey)
        .getResultStream()
        .findFirst();
  }

  @Override
  public List<StoredCommand> openOf(WorkerId worker) {
    return locked(
        open("c.workerId = :worker order by c.createdAt").setParameter("worker", worker.value()));
  }

  @Override
  public List<StoredCommand> overdue(int most) {
    return locked(
        open("c.deadline < :now order by c.deadline")
            .setParameter("now", now())
            .setMaxResults(most));
  }

  private TypedQuery<StoredCommand> open(String condition) {
    return entities
        .createQuery(
            "select c from StoredCommand c where c.state in :open and " + condition,
            StoredCommand.class)
        .setParameter("open", CommandState.open());
  }

  private static List<StoredCommand> locked(TypedQuery<StoredCommand> query) {
    return query.setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultList();
  }

  @Override
  public List<Settled> settled(int most) {
    return SettledCommandsSql.find(entities, most);
  }

  @Override
  public int forget(Duration age, int most) {
    return entities
        .createNativeQuery(FORGET)
        .setParameter(1, (double) age.toSeconds())
        .setParameter(2, most)
        .executeUpdate();
  }
}
