/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.jpa;

/**
 * Why a replica cannot be a source, told by what is committed: null when it can. The order is that
 * of {@code Obstacle}.
 */
final class ObstacleSql {

  /**
   * An expression over replica r, its worker w and liveness l, counter k and fleet_listening f; one
   * parameter: the heartbeat timeout in seconds. Silence while nobody listened does not count.
   */
  static final String REASON =
      """
      case
        when w.worker_id is null or w.inactive_at is not null then 'worker_missing'
        when not l.accepting then 'worker_not_accepting'
        when w.draining then 'worker_draining'
        when greatest(l.last_heartbeat, f.listening_since) < clock_timestamp() - make_interval(secs => ?)
          then 'heartbeat_stale'
        when not r.is_available then 'replica_unavailable'
        when coalesce(k.current_requests, 0) >= r.max_concurrency then 'over_capacity'
        when r.export_state <> 'EXPORTABLE' then 'export_state'
        when cardinality(r.remote_memory_keys) = 0 or cardinality(r.buffer_sizes) = 0 then 'transport_missing'
        when cardinality(r.remote_memory_keys) <> cardinality(r.buffer_sizes) then 'transport_size_mismatch'
        when 0 = any(r.buffer_sizes) then 'transport_size_zero'
        when r.memory_size <> 0 and
             ((select sum(size) from unnest(r.buffer_sizes) as size) - r.memory_size) % 18446744073709551616 <> 0
          then 'transport_size_sum'
      end
      """;

  private ObstacleSql() {}
}
