/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.jpa;

import io.roster.registry.journal.model.Journal;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.CoordinatorIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** The journal's writing side in PostgreSQL. */
@ApplicationScoped
public class JpaJournal implements Journal {

  private static final String APPEND =
      """
      with head as (update journal_head set revision = revision + 1 returning revision)
      insert into journal (revision, at, epoch, coordinator, actor, kind, subject, before, after)
      select head.revision, clock_timestamp(), 0, ?, ?, ?, ?, cast(? as jsonb), cast(? as jsonb) from head
      """;

  @PersistenceContext private EntityManager entities;
  @Inject private CoordinatorIdentity coordinator;

  /** For the container. */
  public JpaJournal() {}

  public JpaJournal(EntityManager entities, CoordinatorIdentity coordinator) {
    this.entities = entities;
    this.coordinator = coordinator;
  }

  @Override
  public void append(Actor actor, String kind, String subject, JsonValue before, JsonValue after) {
    entities.flush();
    entities
        .createNativeQuery(APPEND)
        .setParameter(1, coordinator.name())
        .setParameter(2, actor.name())
        .setParameter(3, kind)
        .setParameter(4, subject)
        .setParameter(5, before.toString())
        .setParameter(6, after.toString())
        .executeUpdate();
  }
}
