/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.jdbc;

import io.roster.registry.platform.jdbc.ResidentConnection.Work;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;

/** Statements of their own inside the transaction of an entity manager. */
public final class TransactionSql {

  private TransactionSql() {}

  /** Runs the work after what the entity manager still holds back. */
  public static <T> T call(EntityManager entities, Work<T> work) {
    entities.flush();
    try {
      return work.with(entities.unwrap(Connection.class));
    } catch (SQLException failed) {
      throw new StatementFailed(failed);
    }
  }

  /** Carries a failure of the database to where its meaning is read. */
  private static final class StatementFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StatementFailed(SQLException cause) {
      super(cause);
    }
  }
}
