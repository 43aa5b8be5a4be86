/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance.jpa;

import io.roster.registry.instance.model.InstanceBeat;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes many instances' heartbeats in one statement. Time goes forward only, and what an instance
 * said before it registered changes nothing of its registration.
 */
public final class WriteInstanceBeatsSql {

  // Rows are locked in one order, so that two coordinators that write the same instances cannot
  // wait for each other.
  private static final String STATEMENT =
      """
      with beat as (
        select * from unnest(?::text[], ?::float8[], ?::text[], ?::bigint[])
          as b(instance_id, age, worker_id, flags)),
      locked as (
        select i.instance_id, b.age, b.flags, coalesce(b.worker_id, w.worker_id, i.worker_id) as worker_id
        from instance i join beat b using (instance_id)
          left join worker w on w.daemon_id = i.daemon_id and w.inactive_at is null
        where i.registered_at <= clock_timestamp() - make_interval(secs => b.age)
        order by i.instance_id
        for update of i)
      update instance i
      set last_heartbeat = greatest(i.last_heartbeat, clock_timestamp() - make_interval(secs => locked.age)),
          worker_id = locked.worker_id,
          capability_flags = coalesce(locked.flags, i.capability_flags)
      from locked
      where i.instance_id = locked.instance_id
      """;

  private WriteInstanceBeatsSql() {}

  /** Returns how many were written; the others belong to instances that are gone. */
  public static int write(Connection connection, Map<String, InstanceBeat> beats, long nowNanos)
      throws SQLException {
    int count = beats.size();
    String[] instances = new String[count];
    Double[] ages = new Double[count];
    @Nullable String[] workers = new String[count];
    @Nullable Long[] flags = new Long[count];
    int i = 0;
    for (Map.Entry<String, InstanceBeat> entry : beats.entrySet()) {
      InstanceBeat beat = entry.getValue();
      instances[i] = entry.getKey();
      ages[i] = Math.max(0, nowNanos - beat.receivedNanos()) / 1e9;
      workers[i] = beat.workerId().orElse(null);
      flags[i] = beat.capabilityFlags().isPresent() ? beat.capabilityFlags().getAsLong() : null;
      i++;
    }
    try (PreparedStatement update = connection.prepareStatement(STATEMENT)) {
      update.setArray(1, connection.createArrayOf("text", instances));
      update.setArray(2, connection.createArrayOf("float8", ages));
      update.setArray(3, connection.createArrayOf("text", workers));
      update.setArray(4, connection.createArrayOf("int8", flags));
      return update.executeUpdate();
    }
  }
}
