/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.jpa;

import io.roster.registry.cluster.model.AnsweredRequests.Answered;
import io.roster.registry.platform.RequestKey;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads, writes and drops the answers to many requests, with one statement each. */
final class ManyClientRequestsSql {

  // One by one, so that no plan that was made while the table was small reads it all.
  private static final String FIND =
      """
      select r.request_id, r.fingerprint, r.subject, r.outcome
      from unnest(?::text[]) as u(id)
        cross join lateral (
          select * from client_request x where x.request_id = u.id limit 1) r
      """;

  // In one order, so that two coordinators that write the same ids cannot wait for each other.
  private static final String ADD =
      """
      insert into client_request (operation_kind, request_id, fingerprint, subject, outcome, created_at)
      select ?, e.request_id, e.fingerprint, e.subject, e.outcome, clock_timestamp()
      from unnest(?::text[], ?::text[], ?::text[], ?::text[]) as e(request_id, fingerprint, subject, outcome)
      order by e.request_id
      """;

  private static final String FORGET =
      "delete from client_request where operation_kind = ? and subject = any (?)";

  private ManyClientRequestsSql() {}

  static Map<String, Answered> find(Connection connection, Collection<String> ids)
      throws SQLException {
    Map<String, Answered> found = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(FIND)) {
      query.setArray(1, connection.createArrayOf("text", ids.toArray()));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          RequestKey key = new RequestKey(row.getString(1), row.getString(2));
          found.put(key.id(), new Answered(key, row.getString(3), row.getString(4)));
        }
      }
    }
    return found;
  }

  static int add(Connection connection, String operation, List<Answered> answers)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ADD)) {
      insert.setString(1, operation);
      insert.setArray(2, texts(connection, answers, answer -> answer.key().id()));
      insert.setArray(3, texts(connection, answers, answer -> answer.key().fingerprint()));
      insert.setArray(4, texts(connection, answers, Answered::subject));
      insert.setArray(5, texts(connection, answers, Answered::outcome));
      return insert.executeUpdate();
    }
  }

  static int forget(Connection connection, String operation, Collection<String> subjects)
      throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
      delete.setString(1, operation);
      delete.setArray(2, connection.createArrayOf("text", subjects.toArray()));
      return delete.executeUpdate();
    }
  }

  private static Array texts(
      Connection connection, List<Answered> answers, Function<Answered, String> part)
      throws SQLException {
    return connection.createArrayOf("text", answers.stream().map(part).toArray());
  }
}
