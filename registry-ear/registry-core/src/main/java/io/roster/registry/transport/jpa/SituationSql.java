/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.jpa;

import io.roster.registry.replica.jpa.ReplicaRows;
import io.roster.registry.transport.model.Ticket;
import io.roster.registry.transport.model.TransportQueue.Known;
import io.roster.registry.transport.model.TransportQueue.Situation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** Tells in one statement all that decides what becomes of a request before a source is chosen. */
final class SituationSql {

  private static final String STATEMENT =
      """
      with asked as (
        update transport_request set asked_by = ? where request_id = ? and fingerprint = ? and state = 'dispatched')
      select %s, t.transport_id, t.fingerprint, clock_timestamp() as now,
        (select q.fingerprint from transport_request q where q.request_id = ? and q.state = 'enqueued') as waiting,
        exists (
          select from transport_request q
          where q.artifact_id = ? and q.view_id = ? and q.state = 'enqueued' and q.request_id <> ?
            and q.deadline > clock_timestamp() and q.awaited_until > clock_timestamp()) as others_wait
      from (select 1) as one
        left join transport t on t.request_id = ? and (t.status = 'in_progress' or t.outcome = 'success')
        left join replica r on r.replica_id = t.replica_id
      """
          .formatted(ReplicaRows.COLUMNS);

  private SituationSql() {}

  static Situation look(Connection connection, Ticket ticket, UUID call) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(STATEMENT)) {
      query.setObject(1, call);
      query.setString(2, ticket.requestId());
      query.setString(3, ticket.fingerprint());
      query.setString(4, ticket.requestId());
      query.setString(5, ticket.wanted().artifactId());
      query.setString(6, ticket.wanted().viewId());
      query.setString(7, ticket.requestId());
      query.setString(8, ticket.requestId());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return new Situation(
            row.getObject("now", OffsetDateTime.class).toInstant(),
            known(row),
            Optional.ofNullable(row.getString("waiting")),
            row.getBoolean("others_wait"));
      }
    }
  }

  private static Optional<Known> known(ResultSet row) throws SQLException {
    UUID transport = row.getObject("transport_id", UUID.class);
    return transport == null
        ? Optional.empty()
        : Optional.of(
            new Known(transport, row.getString("fingerprint"), ReplicaRows.readIfPresent(row)));
  }
}
