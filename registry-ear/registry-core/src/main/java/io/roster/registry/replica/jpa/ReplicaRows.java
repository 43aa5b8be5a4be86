/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.jpa;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.replica.ExportState;
import io.roster.registry.replica.MemoryType;
import io.roster.registry.replica.ReplicaExport;
import io.roster.registry.replica.ReplicaPlace;
import io.roster.registry.replica.ReplicaView;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes replicas of rows. Texts that many rows share are kept once: of a million replicas few have
 * a node or an address of their own.
 */
public final class ReplicaRows {

  /** In the order in which {@link #read} takes them. */
  public static final String COLUMNS =
      """
      r.replica_id, r.artifact_id, r.view_id, r.node_id, r.node_address, r.node_port, r.memory_type, r.device_id,
      r.worker_id, r.memory_size, r.max_concurrency, r.is_available, r.export_state, r.export_generation,
      r.remote_memory_keys, r.buffer_sizes, r.verification_json, r.created_at, r.updated_at, r.expires_at
      """;

  private final Map<String, String> shared = new HashMap<>();
  private final Map<String, WorkerId> workers = new HashMap<>();

  public ReplicaView read(ResultSet row) throws SQLException {
    return new ReplicaView(
        row.getObject(1, UUID.class),
        new ReplicaPlace(
            share(row.getString(2)),
            share(row.getString(3)),
            share(row.getString(4)),
            share(row.getString(5)),
            row.getLong(6),
            MemoryType.valueOf(row.getString(7)),
            row.getLong(8)),
        workers.computeIfAbsent(row.getString(9), WorkerId::new),
        row.getLong(10),
        row.getLong(11),
        row.getBoolean(12),
        new ReplicaExport(
            ExportState.valueOf(row.getString(13)),
            row.getLong(14),
            texts(row.getArray(15)),
            numbers(row.getArray(16)),
            row.getString(17)),
        instant(row, 18),
        instant(row, 19),
        Optional.ofNullable(row.getObject(20, OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }

  /** Reads the replica of an outer join. */
  public static Optional<ReplicaView> readIfPresent(ResultSet row) throws SQLException {
    return row.getObject(1) == null ? Optional.empty() : Optional.of(new ReplicaRows().read(row));
  }

  private String share(String text) {
    return shared.computeIfAbsent(text, same -> same);
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static List<String> texts(@Nullable Array array) throws SQLException {
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }

  private static List<Long> numbers(@Nullable Array array) throws SQLException {
    return array == null ? List.of() : List.of((Long[]) array.getArray());
  }
}
