/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.audit.jpa;

import io.roster.registry.audit.AuditResult;
import io.roster.registry.audit.model.Act;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** Adds a record, in the transaction of the connection. */
public final class AddAuditSql {

  private static final String ADD =
      """
      insert into audit (actor, origin, action, target, result, reason, request_id, command_id, expected_revision, detail, revision)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (select revision from journal_head))
      """;

  private AddAuditSql() {}

  public static int add(
      Connection connection, Act act, AuditResult result, String command, String detail)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ADD)) {
      insert.setString(1, act.who().actor().name());
      insert.setString(2, act.who().origin());
      insert.setString(3, act.action());
      insert.setString(4, act.target());
      insert.setString(5, result.name());
      insert.setString(6, act.reason());
      insert.setString(7, act.requestId());
      insert.setString(8, command);
      if (act.expectedRevision().isPresent()) {
        insert.setLong(9, act.expectedRevision().getAsLong());
      } else {
        insert.setNull(9, Types.BIGINT);
      }
      insert.setString(10, detail);
      return insert.executeUpdate();
    }
  }
}
