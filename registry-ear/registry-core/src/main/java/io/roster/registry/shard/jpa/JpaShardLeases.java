/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.shard.jpa;

import io.roster.registry.platform.Names;
import io.roster.registry.platform.jdbc.DatabaseClock;
import io.roster.registry.shard.model.ShardLease;
import io.roster.registry.shard.model.ShardLeases;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Leases through JPA. Every change of a lease begins by locking its row. */
@ApplicationScoped
public class JpaShardLeases implements ShardLeases {

  private static final int TOKENS_AT_ONCE = 1_000;

  private static final String DROP_ENDED =
      """
      delete from shard_lease where shard_id in (
        select shard_id from shard_lease
        where expires_at < clock_timestamp() - make_interval(secs => ?)
        order by shard_id limit ? for update skip locked)
      """;

  @PersistenceContext private EntityManager entities;

  /** For the container. */
  public JpaShardLeases() {}

  public JpaShardLeases(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public Instant now() {
    return DatabaseClock.now(entities);
  }

  @Override
  public Optional<ShardLease> lock(long shardId) {
    // Locking reads the row again, and would forget what was changed in this transaction.
    entities.flush();
    return Optional.ofNullable(
        entities.find(ShardLease.class, shardId, LockModeType.PESSIMISTIC_WRITE));
  }

  @Override
  public List<ShardLease> lockByTokens(Collection<String> tokens) {
    List<String> wanted =
        tokens.stream()
            .filter(token -> !token.isBlank() && Names.isPlausible(token))
            .distinct()
            .toList();
    List<ShardLease> found = new ArrayList<>();
    for (int from = 0; from < wanted.size(); from += TOKENS_AT_ONCE) {
      found.addAll(
          entities
              .createQuery(
                  "select l from ShardLease l where l.leaseToken in :tokens order by l.shardId",
                  ShardLease.class)
              .setParameter(
                  "tokens", wanted.subList(from, Math.min(wanted.size(), from + TOKENS_AT_ONCE)))
              .setLockMode(LockModeType.PESSIMISTIC_WRITE)
              .getResultList());
    }
    return found;
  }

  @Override
  public void add(ShardLease lease) {
    entities.persist(lease);
    entities.flush();
  }

  @Override
  public int dropEnded(Duration age, int most) {
    return entities
        .createNativeQuery(DROP_ENDED)
        .setParameter(1, age.toMillis() / 1e3)
        .setParameter(2, most)
        .executeUpdate();
  }
}
