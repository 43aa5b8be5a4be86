/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.jpa;

import io.roster.registry.replica.jpa.ReplicaRows;
import io.roster.registry.transport.model.AwaitedRequests.Decision;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Keeps requests in the queue, ends those whose time is over and tells what was decided, in one
 * statement that waits for nobody: what another change holds at this moment is left to it.
 */
final class AwaitRequestsSql {

  /** After so long without a word a request is not dispatched any more. */
  static final double AWAITED_SECONDS = 3;

  /** The word is written again when less of that is left. */
  private static final double RENEWED_SECONDS = 2;

  private static final String STATEMENT =
      """
      with late as (
        update transport_request q set state = 'expired', decided_at = clock_timestamp()
        from (
          select request_id from transport_request
          where request_id = any(?) and state = 'enqueued' and deadline <= clock_timestamp()
          for update skip locked) over_
        where q.request_id = over_.request_id
        returning q.request_id),
      renewed as (
        update transport_request q set awaited_until = clock_timestamp() + make_interval(secs => ?)
        from (
          select request_id from transport_request
          where request_id = any(?) and state = 'enqueued' and deadline > clock_timestamp()
            and awaited_until < clock_timestamp() + make_interval(secs => ?)
          for update skip locked) waiting
        where q.request_id = waiting.request_id)
      select %s, q.request_id, t.transport_id,
             case when late.request_id is null then q.state else 'expired' end as state
      from transport_request q
        left join late using (request_id)
        left join transport t on t.request_id = q.request_id and (t.status = 'in_progress' or t.outcome = 'success')
        left join replica r on r.replica_id = t.replica_id
      where q.request_id = any(?) and (q.state <> 'enqueued' or late.request_id is not null)
      """
          .formatted(ReplicaRows.COLUMNS);

  private AwaitRequestsSql() {}

  static Map<String, Decision> await(Connection connection, Collection<String> requestIds)
      throws SQLException {
    try (PreparedStatement await = connection.prepareStatement(STATEMENT)) {
      Array ids = connection.createArrayOf("text", requestIds.toArray());
      await.setArray(1, ids);
      await.setDouble(2, AWAITED_SECONDS);
      await.setArray(3, ids);
      await.setDouble(4, RENEWED_SECONDS);
      await.setArray(5, ids);
      Map<String, Decision> decisions = new HashMap<>();
      try (ResultSet row = await.executeQuery()) {
        while (row.next()) {
          decisions.put(row.getString("request_id"), decision(row));
        }
      }
      return decisions;
    }
  }

  private static Decision decision(ResultSet row) throws SQLException {
    if (row.getString("state").equals("expired")) {
      return new Decision.Expired();
    }
    UUID transport = row.getObject("transport_id", UUID.class);
    return row.getString("state").equals("dispatched") && transport != null
        ? new Decision.Dispatched(transport, ReplicaRows.readIfPresent(row))
        : new Decision.Over();
  }
}
