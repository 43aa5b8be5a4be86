/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.jpa;

import io.roster.registry.transport.TransportGroup;
import io.roster.registry.transport.TransportRequest.Requester;
import io.roster.registry.transport.model.Ticket;
import io.roster.registry.transport.model.Wanted;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;

/** A request in the columns that the tables of transports and of waiting requests share. */
final class TicketColumns {

  /** In the order in which they are bound and read. */
  static final String NAMES =
      """
      request_id, fingerprint, artifact_id, view_id, requester_node_id, requester_address, requester_port,
      requester_worker_id, group_kind, group_id, group_epoch, group_total_parts, group_part_id, group_priority
      """;

  /** As many parameters, typed, because some may be null. */
  static final String PARAMETERS =
      "?, ?, ?, ?, ?, ?, ?, ?, ?::text, ?::text, ?::bigint, ?::bigint, ?::text, ?::bigint";

  private static final int COUNT = 14;

  private TicketColumns() {}

  /** Returns the next free parameter. */
  static int bind(PreparedStatement statement, int first, Ticket ticket) throws SQLException {
    Requester requester = ticket.requester();
    int next = first;
    statement.setString(next++, ticket.requestId());
    statement.setString(next++, ticket.fingerprint());
    statement.setString(next++, ticket.wanted().artifactId());
    statement.setString(next++, ticket.wanted().viewId());
    statement.setString(next++, requester.nodeId());
    statement.setString(next++, requester.address());
    statement.setLong(next++, requester.port());
    statement.setString(next++, requester.workerId());
    bindGroup(statement, next, ticket.group());
    return first + COUNT;
  }

  private static void bindGroup(
      PreparedStatement statement, int first, Optional<TransportGroup> given) throws SQLException {
    if (given.isEmpty()) {
      for (int i = 0; i < 6; i++) {
        statement.setNull(first + i, Types.NULL);
      }
      return;
    }
    TransportGroup group = given.get();
    int next = first;
    statement.setString(next++, group.kind());
    statement.setString(next++, group.id());
    statement.setLong(next++, group.epoch());
    statement.setLong(next++, group.totalParts());
    statement.setString(next++, group.partId());
    statement.setLong(next, group.priority());
  }

  static Ticket read(ResultSet row) throws SQLException {
    return new Ticket(
        row.getString("request_id"),
        row.getString("fingerprint"),
        new Wanted(row.getString("artifact_id"), row.getString("view_id")),
        new Requester(
            row.getString("requester_node_id"),
            row.getString("requester_address"),
            row.getLong("requester_port"),
            row.getString("requester_worker_id")),
        readGroup(row));
  }

  static Optional<TransportGroup> readGroup(ResultSet row) throws SQLException {
    String id = row.getString("group_id");
    return id == null
        ? Optional.empty()
        : Optional.of(
            new TransportGroup(
                row.getString("group_kind"),
                id,
                row.getLong("group_epoch"),
                row.getLong("group_total_parts"),
                row.getString("group_part_id"),
                row.getLong("group_priority")));
  }
}
