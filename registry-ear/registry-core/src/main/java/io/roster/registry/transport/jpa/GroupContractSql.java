/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.jpa;

import io.roster.registry.transport.TransportGroup;
import io.roster.registry.transport.model.Ticket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Finds what contradicts a part of a group: all its requests are of one artifact, one view and one
 * number of parts, and each part is asked for under one request id.
 */
final class GroupContractSql {

  private static final String STATEMENT =
      """
      select request_id, artifact_id, view_id, group_total_parts, group_part_id
      from (
        select request_id, artifact_id, view_id, group_total_parts, group_part_id from transport
        where group_kind = ? and group_id = ? and group_epoch = ?
        union all
        select request_id, artifact_id, view_id, group_total_parts, group_part_id from transport_request
        where group_kind = ? and group_id = ? and group_epoch = ? and state = 'enqueued'
          and deadline > clock_timestamp() and awaited_until > clock_timestamp()) others
      where (? and (artifact_id <> ? or view_id <> ?)) or group_total_parts <> ?
        or (group_part_id = ? and request_id <> ?)
      limit 1
      """;

  private GroupContractSql() {}

  static Optional<String> contradiction(Connection connection, Ticket ticket, TransportGroup group)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(STATEMENT)) {
      int next = 1;
      for (int i = 0; i < 2; i++) {
        query.setString(next++, group.kind());
        query.setString(next++, group.id());
        query.setLong(next++, group.epoch());
      }
      query.setBoolean(next++, group.hasOneArtifact());
      query.setString(next++, ticket.wanted().artifactId());
      query.setString(next++, ticket.wanted().viewId());
      query.setLong(next++, group.totalParts());
      query.setString(next++, group.partId());
      query.setString(next, ticket.requestId());
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(sentence(row, group)) : Optional.empty();
      }
    }
  }

  private static String sentence(ResultSet row, TransportGroup group) throws SQLException {
    if (row.getLong("group_total_parts") != group.totalParts()) {
      return "has total_parts " + row.getLong("group_total_parts") + " in its other requests";
    }
    if (row.getString("group_part_id").equals(group.partId())) {
      return "had its part_id "
          + group.partId()
          + " asked for as request_id "
          + row.getString("request_id")
          + " already; repeat that one";
    }
    String view = row.getString("view_id");
    return "is of artifact "
        + row.getString("artifact_id")
        + (view.isEmpty() ? "" : ", view " + view)
        + " in its other requests";
  }
}
