/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.jpa;

import io.roster.registry.journal.model.SubjectHistory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks through the end of the journal. Subjects have no index, since every change would pay for
 * it; so it looks back only so far.
 */
@ApplicationScoped
public class SubjectHistorySql implements SubjectHistory {

  private static final long FARTHEST = 200_000;

  private static final String REACHES =
      "select 1 from journal_head where ? between greatest(first_kept - 1, revision - ?) and revision";

  private static final String FIRST =
      """
      select revision, kind from journal
      where revision > ? and subject = any (string_to_array(?, chr(10)))
      order by revision
      limit 1
      """;

  @PersistenceContext private EntityManager entities;

  /** For the container. */
  public SubjectHistorySql() {}

  public SubjectHistorySql(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public boolean reaches(long revision) {
    return !entities
        .createNativeQuery(REACHES)
        .setParameter(1, revision)
        .setParameter(2, FARTHEST)
        .getResultList()
        .isEmpty();
  }

  @Override
  @SuppressWarnings("unchecked")
  public Optional<Happened> firstAfter(long revision, Set<String> subjects) {
    List<Object[]> rows =
        entities
            .createNativeQuery(FIRST)
            .setParameter(1, revision)
            .setParameter(2, String.join("\n", subjects))
            .getResultList();
    return rows.stream()
        .findFirst()
        .map(row -> new Happened(((Number) row[0]).longValue(), (String) row[1]));
  }
}
