/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.jpa;

import io.roster.registry.journal.model.JournalRetention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;

/**
 * Deletes from the journal's beginning up to the first entry that is young enough, so that what is
 * left has no gap. The search begins where the last one ended, past the dead entries of the index.
 * The head, whose lock every change takes last, is written after all that takes time.
 */
@ApplicationScoped
public class TrimJournalSql implements JournalRetention {

  private static final String DELETE =
      """
      with oldest as (
        select revision, at from journal
        where revision >= (select oldest from journal_head)
        order by revision
        limit ?),
      gone as (
        delete from journal
        where revision in (
          select revision from oldest
          where revision < coalesce(
            (select min(revision) from oldest where at >= clock_timestamp() - make_interval(secs => ?)),
            (select max(revision) + 1 from oldest)))
        returning revision)
      select count(*), coalesce(max(revision), 0) from gone
      """;

  private static final String MOVE_HEAD =
      "update journal_head set oldest = ?, first_kept = greatest(first_kept, ?)";

  @PersistenceContext private EntityManager entities;

  /** For the container. */
  public TrimJournalSql() {}

  public TrimJournalSql(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public int trim(Duration age, int most) {
    Object[] gone =
        (Object[])
            entities
                .createNativeQuery(DELETE)
                .setParameter(1, most)
                .setParameter(2, age.toMillis() / 1e3)
                .getSingleResult();
    int deleted = ((Number) gone[0]).intValue();
    if (deleted > 0) {
      long next = ((Number) gone[1]).longValue() + 1;
      entities
          .createNativeQuery(MOVE_HEAD)
          .setParameter(1, next)
          .setParameter(2, next)
          .executeUpdate();
    }
    return deleted;
  }
}
