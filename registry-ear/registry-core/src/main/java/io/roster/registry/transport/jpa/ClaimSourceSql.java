/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.jpa;

import io.roster.registry.replica.ReplicaLoad;
import io.roster.registry.replica.ReplicaView;
import io.roster.registry.replica.jpa.ReplicaRows;
import io.roster.registry.transport.model.SourceClaims.Claimed;
import io.roster.registry.transport.model.SourceClaims.Held;
import io.roster.registry.transport.model.Ticket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes a slot of the first source that qualifies and records the transport, in one statement.
 *
 * <p>The chosen replica and its worker are held until the commit and looked at again once they are:
 * neither can be withdrawn between the look and the claim. Two claims of one replica meet on its
 * counter, where the later one sees what the earlier one left.
 */
public final class ClaimSourceSql {

  private static final String STATEMENT =
      """
      with chosen as (
        select r.*
        from unnest(?::uuid[]) with ordinality as asked(replica_id, place)
          join replica r on r.replica_id = asked.replica_id
          join worker w on w.worker_id = r.worker_id
          join worker_liveness l on l.worker_id = w.worker_id
          cross join fleet_listening f
          left join replica_counter k on k.replica_id = r.replica_id
        where (%s) is null
        order by asked.place
        limit 1
        for share of r, w %s),
      counted as (
        insert into replica_counter as k (replica_id, current_requests, last_assigned_at)
        select replica_id, 1, clock_timestamp() from chosen
        on conflict (replica_id) do update
          set current_requests = k.current_requests + 1, last_assigned_at = clock_timestamp()
          where k.current_requests < (select max_concurrency from chosen)
        returning k.replica_id, k.current_requests, k.last_assigned_at),
      started as (
        insert into transport (
          transport_id, replica_id, source_worker_id, source_node_id, source_address, source_port, memory_size,
          status, created_at, %s)
        select gen_random_uuid(), c.replica_id, c.worker_id, c.node_id, c.node_address, c.node_port, c.memory_size,
               'in_progress', counted.last_assigned_at, %s
        from chosen c join counted using (replica_id)
        returning transport_id)
      select %s, started.transport_id, counted.current_requests, counted.last_assigned_at
      from chosen r left join counted using (replica_id) left join started on true
      """;

  private static final String PASSING_OVER = statement("skip locked");
  private static final String WAITING = statement("");

  private ClaimSourceSql() {}

  private static String statement(String held) {
    return STATEMENT.formatted(
        ObstacleSql.REASON,
        held,
        TicketColumns.NAMES,
        TicketColumns.PARAMETERS,
        ReplicaRows.COLUMNS);
  }

  public static Optional<Claimed> claim(
      Connection connection, Ticket ticket, List<UUID> sources, Held held, Duration timeout)
      throws SQLException {
    String statement = held == Held.PASS_OVER ? PASSING_OVER : WAITING;
    try (PreparedStatement claim = connection.prepareStatement(statement)) {
      claim.setArray(1, connection.createArrayOf("uuid", sources.toArray()));
      claim.setDouble(2, timeout.toMillis() / 1e3);
      TicketColumns.bind(claim, 3, ticket);
      // A race for the last slot of a source ends with that source full, so it is not chosen again.
      for (int attempt = 0; attempt <= sources.size(); attempt++) {
        try (ResultSet row = claim.executeQuery()) {
          if (!row.next()) {
            return Optional.empty();
          }
          UUID transport = row.getObject("transport_id", UUID.class);
          if (transport != null) {
            return Optional.of(claimed(row, transport));
          }
        }
      }
      return Optional.empty();
    }
  }

  private static Claimed claimed(ResultSet row, UUID transport) throws SQLException {
    ReplicaView source = new ReplicaRows().read(row);
    ReplicaLoad load =
        new ReplicaLoad(
            row.getLong("current_requests"),
            row.getObject("last_assigned_at", OffsetDateTime.class).toInstant());
    return new Claimed(transport, source, load, load.lastAssignedAt());
  }
}
