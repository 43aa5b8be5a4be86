/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.drain.jpa;

import io.roster.registry.drain.model.Departures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Departures in the coordinators' rows. */
@ApplicationScoped
public class SqlDepartures implements Departures {

  /** Any number will do that nothing else in this database locks. */
  private static final String ONE_AFTER_THE_OTHER = "select 1 from pg_advisory_xact_lock(7212003)";

  /** Three times as long as the interval at which coordinators say that they are there. */
  private static final String OTHERS =
      """
      select count(*) from coordinator
      where name <> ? and drains_since is null and seen_at > clock_timestamp() - interval '6 seconds'
      """;

  private static final String LEAVES =
      "update coordinator set drains_since = clock_timestamp() where name = ?";

  private static final String STAYS = "update coordinator set drains_since = null where name = ?";

  @PersistenceContext private EntityManager entities;

  /** For the container. */
  public SqlDepartures() {}

  public SqlDepartures(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public boolean othersServe(String coordinator) {
    entities.createNativeQuery(ONE_AFTER_THE_OTHER).getResultList();
    return ((Number)
                entities.createNativeQuery(OTHERS).setParameter(1, coordinator).getSingleResult())
            .longValue()
        > 0;
  }

  @Override
  public void leaves(String coordinator) {
    entities.createNativeQuery(LEAVES).setParameter(1, coordinator).executeUpdate();
  }

  @Override
  public void stays(String coordinator) {
    entities.createNativeQuery(STAYS).setParameter(1, coordinator).executeUpdate();
  }
}
