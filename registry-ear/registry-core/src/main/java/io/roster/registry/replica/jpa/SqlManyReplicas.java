/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.jpa;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.platform.jdbc.TransactionSql;
import io.roster.registry.replica.ReplicaPlace;
import io.roster.registry.replica.ReplicaView;
import io.roster.registry.replica.model.ManyReplicas;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Many replicas in PostgreSQL, one class for each statement.
 *
 * <p>Lock order: worker rows, then artifacts, then replicas, then the answers that are remembered,
 * then the journal's head.
 */
@ApplicationScoped
public class SqlManyReplicas implements ManyReplicas {

  @PersistenceContext private EntityManager entities;

  /** For the container. */
  public SqlManyReplicas() {}

  public SqlManyReplicas(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public Instant hold(Set<WorkerId> workers) {
    return TransactionSql.call(
        entities,
        connection ->
            HoldWorkersSql.hold(connection, workers.stream().map(WorkerId::value).toList()));
  }

  @Override
  public Map<ReplicaPlace, ReplicaView> lockAt(Set<ReplicaPlace> places) {
    return TransactionSql.call(entities, connection -> LockReplicasSql.at(connection, places));
  }

  @Override
  public Set<UUID> add(Collection<ReplicaView> replicas) {
    return TransactionSql.call(entities, connection -> AddReplicasSql.add(connection, replicas));
  }

  @Override
  public void put(Collection<ReplicaView> replicas) {
    TransactionSql.call(entities, connection -> PutReplicasSql.put(connection, replicas));
  }
}
