/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account.jpa;

import io.roster.registry.account.model.LogInFailures;
import io.roster.registry.platform.jdbc.DatabaseClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Failures in a table. */
@ApplicationScoped
public class SqlLogInFailures implements LogInFailures {

  private static final String FIND =
      """
      select failures, cast(extract(epoch from last_at) * 1000000 as bigint) from log_in_failure
      where username = ? and last_at > clock_timestamp() - make_interval(secs => ?)
      """;

  private static final String FORGET =
      "delete from log_in_failure where last_at <= clock_timestamp() - make_interval(secs => ?)";

  private static final String ADD =
      """
      insert into log_in_failure as f (username, failures, last_at) values (?, 1, clock_timestamp())
      on conflict (username) do update set failures = f.failures + 1, last_at = clock_timestamp()
      returning failures
      """;

  private static final String CLEAR = "delete from log_in_failure where username = ?";

  @PersistenceContext private EntityManager entities;

  /** For the container. */
  public SqlLogInFailures() {}

  public SqlLogInFailures(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public Instant now() {
    return DatabaseClock.now(entities);
  }

  @Override
  @SuppressWarnings("unchecked")
  public Failures of(String username, Duration forgottenAfter) {
    List<Object[]> rows =
        entities
            .createNativeQuery(FIND)
            .setParameter(1, username)
            .setParameter(2, (double) forgottenAfter.toSeconds())
            .getResultList();
    return rows.stream()
        .findFirst()
        .map(
            row ->
                new Failures(
                    ((Number) row[0]).intValue(),
                    Instant.EPOCH.plus(((Number) row[1]).longValue(), ChronoUnit.MICROS)))
        .orElseGet(() -> new Failures(0, Instant.EPOCH));
  }

  @Override
  public int add(String username, Duration forgottenAfter) {
    entities
        .createNativeQuery(FORGET)
        .setParameter(1, (double) forgottenAfter.toSeconds())
        .executeUpdate();
    return ((Number) entities.createNativeQuery(ADD).setParameter(1, username).getSingleResult())
        .intValue();
  }

  @Override
  public void clear(String username) {
    entities.createNativeQuery(CLEAR).setParameter(1, username).executeUpdate();
  }
}
