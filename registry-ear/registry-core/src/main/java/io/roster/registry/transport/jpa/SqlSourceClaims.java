/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.jpa;

import io.roster.registry.cluster.model.LivenessPolicy;
import io.roster.registry.platform.jdbc.ResidentConnection.Work;
import io.roster.registry.platform.jdbc.TransactionSql;
import io.roster.registry.transport.model.SourceClaims;
import io.roster.registry.transport.model.Ticket;
import io.roster.registry.transport.model.Wanted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Slots of sources in PostgreSQL. */
@ApplicationScoped
public class SqlSourceClaims implements SourceClaims {

  private static final String REPLICAS =
      "select replica_id from replica where artifact_id = ? and view_id = ? limit ?";

  @PersistenceContext private EntityManager entities;
  private Duration timeout;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public SqlSourceClaims() {}

  @Inject
  public SqlSourceClaims(LivenessPolicy liveness) {
    this.timeout = liveness.timeout();
  }

  public SqlSourceClaims(EntityManager entities, LivenessPolicy liveness) {
    this(liveness);
    this.entities = entities;
  }

  @Override
  public Optional<Claimed> claim(Ticket ticket, List<UUID> sources, Held held) {
    return call(connection -> ClaimSourceSql.claim(connection, ticket, sources, held, timeout));
  }

  @Override
  public List<Refused> obstacles(List<UUID> sources) {
    return call(connection -> FindObstaclesSql.find(connection, sources, timeout));
  }

  @Override
  public List<UUID> replicas(Wanted wanted, int most) {
    return call(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(REPLICAS)) {
            query.setString(1, wanted.artifactId());
            query.setString(2, wanted.viewId());
            query.setInt(3, most);
            List<UUID> replicas = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                replicas.add(row.getObject(1, UUID.class));
              }
            }
            return replicas;
          }
        });
  }

  private <T> T call(Work<T> work) {
    return TransactionSql.call(entities, work);
  }
}
