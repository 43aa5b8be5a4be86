/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.jpa;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.facts.ReplicaCondition;
import io.roster.registry.facts.ReplicaFact;
import io.roster.registry.facts.ReplicaFilter;
import io.roster.registry.facts.ReplicaSort;
import io.roster.registry.page.Page;
import io.roster.registry.page.Paging;
import io.roster.registry.page.jpa.ListSql;
import io.roster.registry.page.jpa.SortColumn;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.replica.ExportState;
import io.roster.registry.replica.MemoryType;
import io.roster.registry.replica.ReplicaPlace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Replicas: a million, so that each order of all of them is that of an index. */
final class ReplicasSql {

  private static final String COLUMNS =
      """
      r.replica_id, r.artifact_id, r.view_id, r.node_id, r.node_address, r.node_port, r.memory_type, r.device_id,
      r.worker_id, r.memory_size, r.max_concurrency, r.is_available, r.export_state, r.created_at, r.updated_at, r.expires_at
      """;

  private static final String SERVING =
      "coalesce((select k.current_requests from replica_counter k where k.replica_id ="
          + " p.replica_id), 0) as serving";

  private static final List<SortColumn> BY_PLACE =
      List.of(
          SortColumn.text("r.artifact_id"),
          SortColumn.text("r.view_id"),
          SortColumn.text("r.node_id"),
          SortColumn.text("r.node_address"),
          SortColumn.number("r.node_port"),
          SortColumn.text("r.memory_type"),
          SortColumn.number("r.device_id"));

  private final Reader reader;

  ReplicasSql(Reader reader) {
    this.reader = reader;
  }

  Page<ReplicaFact> list(ReplicaFilter filter, Paging<ReplicaSort> paging) {
    ListSql list =
        new ListSql("replicas", COLUMNS, SERVING, "replica r")
            .where("r.artifact_id = ?", filter.artifactId())
            .where("r.worker_id = ?", filter.workerId())
            .where("r.node_id = ?", filter.nodeId())
            .where("r.node_address = ?", filter.nodeAddress())
            .whereAny("r.memory_type", filter.memories());
    if (filter.deviceId().isPresent()) {
      list.where("r.device_id = ?", filter.deviceId().getAsLong());
    }
    if (!filter.conditions().isEmpty()) {
      list.where(
          filter.conditions().stream()
              .map(ReplicasSql::is)
              .sorted()
              .collect(Collectors.joining(" or ", "(", ")")));
    }
    return list.read(reader.database(), paging, order(filter, paging.sort()), ReplicasSql::fact);
  }

  /** Written so that the indexes of the few that are unavailable or draining serve them. */
  private static String is(ReplicaCondition condition) {
    return switch (condition) {
      case UNAVAILABLE -> "not r.is_available";
      case DRAINING -> "(r.is_available and r.export_state = 'DRAINING')";
      case AVAILABLE -> "(r.is_available and r.export_state <> 'DRAINING')";
    };
  }

  private static List<SortColumn> order(ReplicaFilter filter, ReplicaSort sort) {
    SortColumn id = SortColumn.uuid("r.replica_id");
    return switch (sort) {
      case ARTIFACT -> BY_PLACE;
      case WORKER -> List.of(SortColumn.text("r.worker_id"), id);
      case SIZE -> few(filter, List.of(SortColumn.number("r.memory_size"), id));
      case UPDATED -> few(filter, List.of(SortColumn.time("r.updated_at"), id));
    };
  }

  private static List<SortColumn> few(ReplicaFilter filter, List<SortColumn> order) {
    if (filter.artifactId().isEmpty() && filter.workerId().isEmpty()) {
      throw new InvalidRequest("sort", "by size or time needs one artifact or one worker");
    }
    return order;
  }

  Optional<ReplicaFact> find(UUID replica) {
    return reader.one(
        "select p.*, %s from (select %s from replica r where r.replica_id = ?) p"
            .formatted(SERVING, COLUMNS),
        ReplicasSql::fact,
        replica);
  }

  private static ReplicaFact fact(ResultSet row) throws SQLException {
    ExportState export = ExportState.valueOf(row.getString("export_state"));
    return new ReplicaFact(
        row.getObject("replica_id", UUID.class),
        new ReplicaPlace(
            row.getString("artifact_id"),
            row.getString("view_id"),
            row.getString("node_id"),
            row.getString("node_address"),
            row.getLong("node_port"),
            MemoryType.valueOf(row.getString("memory_type")),
            row.getLong("device_id")),
        new WorkerId(row.getString("worker_id")),
        row.getLong("memory_size"),
        condition(row.getBoolean("is_available"), export),
        export,
        row.getLong("serving"),
        row.getLong("max_concurrency"),
        Reader.time(row, "created_at"),
        Reader.time(row, "updated_at"),
        Reader.timeIfAny(row, "expires_at"));
  }

  private static ReplicaCondition condition(boolean available, ExportState export) {
    if (!available) {
      return ReplicaCondition.UNAVAILABLE;
    }
    return export == ExportState.DRAINING ? ReplicaCondition.DRAINING : ReplicaCondition.AVAILABLE;
  }
}
