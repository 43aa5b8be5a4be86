/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.audit.jpa;

import io.roster.registry.audit.AuditResult;
import io.roster.registry.audit.model.Act;
import io.roster.registry.audit.model.AuditLog;
import io.roster.registry.platform.jdbc.TransactionSql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;

/** Writes the audit. */
@ApplicationScoped
public class SqlAuditLog implements AuditLog {

  private static final String FORGET =
      """
      delete from audit where id in (
        select id from audit where at < clock_timestamp() - make_interval(secs => ?) order by at, id limit ?)
      """;

  @PersistenceContext private EntityManager entities;

  /** For the container. */
  public SqlAuditLog() {}

  public SqlAuditLog(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public void add(Act act, AuditResult result, String command, String detail) {
    TransactionSql.call(
        entities, connection -> AddAuditSql.add(connection, act, result, command, detail));
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
