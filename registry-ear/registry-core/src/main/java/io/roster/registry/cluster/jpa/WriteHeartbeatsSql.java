/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.jpa;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.model.Beat;
import io.roster.registry.cluster.model.LivenessPolicy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes many heartbeats in one statement. Time goes forward only, and a worker that left is not
 * brought back.
 */
public final class WriteHeartbeatsSql {

  // Rows are locked in one order, so that two coordinators that write the same workers cannot wait
  // for each other.
  private static final String STATEMENT =
      """
      with beat as (
        select * from unnest(?::text[], ?::float8[], ?::bigint[], ?::boolean[], ?::bigint[], ?::bigint[], ?::boolean[])
          as b(worker_id, age, available, accepting, flags, acknowledged, sync_wanted)),
      locked as (
        select l.worker_id, b.age, b.available, b.accepting, b.flags, b.acknowledged, b.sync_wanted,
          -- How many intervals it is since the beat before; one that comes a quarter early is not early.
          extract(epoch from clock_timestamp() - make_interval(secs => b.age) - l.last_heartbeat)::float8 / ? as gap
        from worker_liveness l join beat b using (worker_id)
          join worker w using (worker_id)
        where w.inactive_at is null
        order by l.worker_id
        for update of l)
      update worker_liveness l
      set last_heartbeat = greatest(l.last_heartbeat, clock_timestamp() - make_interval(secs => locked.age)),
          pool_available_bytes = locked.available,
          accepting = locked.accepting,
          capability_flags = coalesce(locked.flags, l.capability_flags),
          acknowledged_version = locked.acknowledged,
          sync_wanted = locked.sync_wanted,
          beats_heard = case when gap <= 0 then l.beats_heard when gap >= 60 then 1
            else (l.beats_heard << greatest(1, floor(gap + 0.25))::integer) | 1 end,
          beats_late = case when gap <= 0 then l.beats_late when gap >= 60 then 0
            else (l.beats_late << greatest(1, floor(gap + 0.25))::integer)
              | (gap - greatest(1, floor(gap + 0.25)) > 0.5)::integer end
      from locked
      where l.worker_id = locked.worker_id
      """;

  private WriteHeartbeatsSql() {}

  /** Returns how many were written; the others belong to workers that are gone. */
  public static int write(
      Connection connection, Map<WorkerId, Beat> beats, LivenessPolicy policy, long nowNanos)
      throws SQLException {
    int count = beats.size();
    String[] workers = new String[count];
    Double[] ages = new Double[count];
    Long[] available = new Long[count];
    Boolean[] accepting = new Boolean[count];
    @Nullable Long[] flags = new Long[count];
    Long[] acknowledged = new Long[count];
    Boolean[] syncWanted = new Boolean[count];
    int i = 0;
    for (Map.Entry<WorkerId, Beat> entry : beats.entrySet()) {
      Beat beat = entry.getValue();
      workers[i] = entry.getKey().value();
      ages[i] = Math.max(0, nowNanos - beat.receivedNanos()) / 1e9;
      available[i] = beat.poolAvailableBytes();
      accepting[i] = beat.accepting();
      flags[i] = beat.capabilityFlags().isPresent() ? beat.capabilityFlags().getAsLong() : null;
      acknowledged[i] = beat.stateVersion();
      syncWanted[i] = beat.syncWanted();
      i++;
    }
    try (PreparedStatement update = connection.prepareStatement(STATEMENT)) {
      update.setArray(1, connection.createArrayOf("text", workers));
      update.setArray(2, connection.createArrayOf("float8", ages));
      update.setArray(3, connection.createArrayOf("int8", available));
      update.setArray(4, connection.createArrayOf("bool", accepting));
      update.setArray(5, connection.createArrayOf("int8", flags));
      update.setArray(6, connection.createArrayOf("int8", acknowledged));
      update.setArray(7, connection.createArrayOf("bool", syncWanted));
      update.setDouble(8, policy.interval().toMillis() / 1e3);
      return update.executeUpdate();
    }
  }
}
