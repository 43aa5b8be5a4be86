/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.jpa;

import io.roster.registry.platform.jdbc.TransactionSql;
import io.roster.registry.transport.model.Concern;
import io.roster.registry.transport.model.TransportLocks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;

/** Locks of the database that stand for no row. */
@ApplicationScoped
public class SqlTransportLocks implements TransportLocks {

  /**
   * Each lock is known by a number, and the numbers are taken in their order. Two concerns with one
   * number merely wait for each other.
   */
  private static final String TAKE =
      """
      select pg_advisory_xact_lock(number)
      from (
        select distinct hashtextextended('transport ' || name, 0) as number from unnest(?::text[]) as name
        order by number) numbers
      """;

  private static final String BEGIN_PASS =
      "select pg_try_advisory_xact_lock(hashtextextended('transport pass', 0))";

  @PersistenceContext private EntityManager entities;

  /** For the container. */
  public SqlTransportLocks() {}

  public SqlTransportLocks(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public void take(Collection<Concern> concerns) {
    String[] names = concerns.stream().map(Concern::name).distinct().toArray(String[]::new);
    TransactionSql.call(
        entities,
        connection -> {
          try (PreparedStatement take = connection.prepareStatement(TAKE)) {
            take.setArray(1, connection.createArrayOf("text", names));
            return take.execute();
          }
        });
  }

  @Override
  public boolean beginPass() {
    return TransactionSql.call(
        entities,
        connection -> {
          try (PreparedStatement begin = connection.prepareStatement(BEGIN_PASS);
              ResultSet row = begin.executeQuery()) {
            return row.next() && row.getBoolean(1);
          }
        });
  }
}
