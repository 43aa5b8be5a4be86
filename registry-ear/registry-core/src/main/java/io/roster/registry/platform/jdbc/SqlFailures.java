/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.jdbc;

import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.util.Set;

/** What a failure of a statement, wherever it is wrapped, means for the caller. */
public final class SqlFailures {

  /** What to do about a failure. */
  public enum Meaning {
    /** Another change came first: the same work may succeed when repeated. */
    COLLISION,
    /** The database does not answer: nothing was changed. */
    AWAY,
    /** A mistake of ours. */
    BUG
  }

  /** serialization, deadlock, unique violation, foreign key violation, lock not available. */
  private static final Set<String> COLLISIONS = Set.of("40001", "40P01", "23505", "23503", "55P03");

  private SqlFailures() {}

  public static Meaning meaning(Throwable failure) {
    int depth = 0;
    for (Throwable cause = failure;
        cause != null && depth < 20;
        cause = cause.getCause(), depth++) {
      if (cause instanceof OptimisticLockException) {
        return Meaning.COLLISION;
      }
      if (cause instanceof SQLException sql) {
        return meaningOf(sql);
      }
    }
    return Meaning.BUG;
  }

  private static Meaning meaningOf(SQLException failure) {
    String state = failure.getSQLState();
    if (state == null) {
      // The server's pool gives no state when it could not make a connection.
      return Meaning.AWAY;
    }
    if (COLLISIONS.contains(state)) {
      return Meaning.COLLISION;
    }
    // Connection failures, operator intervention (shutdown, cancelled by a timeout), no resources,
    // read-only standby.
    boolean away =
        state.startsWith("08")
            || state.startsWith("57")
            || state.startsWith("53")
            || state.equals("25006");
    return away ? Meaning.AWAY : Meaning.BUG;
  }
}
