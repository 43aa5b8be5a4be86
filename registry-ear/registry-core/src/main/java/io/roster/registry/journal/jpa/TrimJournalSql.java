/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.jpa;

import io.roster.registry.journal.model.JournalRetention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;

/**
 * Deletes from the journal's beginning up to the first entry that is young enough, so that what is
 * left has no gap. The head, whose lock every change takes last, is written after all that takes
 * time.
 */
@ApplicationScoped
public class TrimJournalSql implements JournalRetention {

  private static final String DELETE =
      """
      with oldest as (
        select revision, at from journal
        where revision >= (select first_kept from journal_head)
        order by revision
        limit ?)
      delete from journal
      where revision in (
        select revision from oldest
        where revision < coalesce(
          (select min(revision) from oldest where at >= clock_timestamp() - make_interval(secs => ?)),
          (select max(revision) + 1 from oldest)))
      """;

  private static final String MOVE_HEAD = "update journal_head set first_kept = first_kept + ?";

  @PersistenceContext private EntityManager entities;

  /** For the container. */
  public TrimJournalSql() {}

  public TrimJournalSql(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public int trim(Duration age, int most) {
    int deleted =
        entities
            .createNativeQuery(DELETE)
            .setParameter(1, most)
            .setParameter(2, age.toMillis() / 1e3)
            .executeUpdate();
    if (deleted > 0) {
      entities.createNativeQuery(MOVE_HEAD).setParameter(1, deleted).executeUpdate();
    }
    return deleted;
  }
}
