/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.jpa;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.platform.jdbc.TransactionSql;
import io.roster.registry.reconcile.model.Cursor;
import io.roster.registry.reconcile.model.ReconcileRows;
import io.roster.registry.replica.ReplicaView;
import io.roster.registry.replica.jpa.ReplicaArrays;
import io.roster.registry.replica.jpa.ReplicaRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What reconciling asks of PostgreSQL.
 *
 * <p>The worker's row is locked against whoever ends, revives or reconciles it, but not against
 * those who register replicas for it: a large inventory must not hold them up.
 */
@ApplicationScoped
public class SqlReconcileRows implements ReconcileRows {

  /** Between two statements about a hundred thousand replicas there is much to compute. */
  private static final String PATIENCE =
      "set local idle_in_transaction_session_timeout = '30s'; set local lock_timeout = '10s'";

  // The clock is read when the locks are there, however long that took; they are taken in one
  // order, so that two transactions do not wait for each other.
  private static final String HOLD =
      """
      with held as materialized (
        select w.worker_id, w.daemon_id, c.generation, c.request_seq, c.state_version, c.state_checksum
        from worker w join worker_reconcile c using (worker_id)
        where w.worker_id = any (?) and w.inactive_at is null
        order by w.worker_id
        for no key update of w, c)
      select worker_id, daemon_id, generation, request_seq, state_version, state_checksum, clock_timestamp()
      from held
      """;

  // For each worker by itself, whatever the planner thinks of how many there are.
  private static final String EXTENT_OF_EACH =
      """
      select asked.worker_id, extent.replicas, extent.newest
      from asked cross join lateral (
        select count(*) as replicas, coalesce(cast(max(updated_at) as text), '') as newest
        from replica where worker_id = asked.worker_id) extent
      """;

  private static final String EXTENTS =
      "with asked as (select unnest(?::text[]) as worker_id) " + EXTENT_OF_EACH;

  private static final String REPLICAS =
      "select "
          + ReplicaRows.COLUMNS
          + " from replica r where r.worker_id = any (?) order by r.worker_id, r.created_at, r.replica_id";

  // Rows are locked in one order, as everywhere.
  private static final String LOCK =
      "select "
          + ReplicaRows.COLUMNS
          + " from replica r where r.replica_id = any (?) order by r.replica_id for update of r";

  private static final String PUT =
      """
      update replica r
      set node_address = e.node_address, node_port = e.node_port, memory_size = e.memory_size,
          max_concurrency = e.max_concurrency, is_available = e.is_available,
          remote_memory_keys = e.remote_memory_keys::text[], buffer_sizes = e.buffer_sizes::bigint[],
          export_state = e.export_state, export_generation = e.export_generation,
          verification_json = e.verification_json, updated_at = e.updated_at::timestamptz
      from
      """
          + ReplicaArrays.REPLICAS
          + " where r.replica_id = e.replica_id";

  private static final String REMOVE =
      """
      with gone as (delete from replica where replica_id = any (?))
      delete from replica_counter where replica_id = any (?)
      """;

  private static final String ADVANCE =
      """
      update worker_reconcile c
      set request_seq = said.request_seq, last_reconcile_result = said.result, version = c.version + 1
      from unnest(?::text[], ?::bigint[], ?::text[]) as said(worker_id, request_seq, result)
      where c.worker_id = said.worker_id
      """;

  private static final String AGREE =
      """
      with asked as (
        select * from unnest(?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::text[])
          as said(worker_id, request_seq, result, state_version, state_checksum)),
      agreed as (
        update worker_reconcile c
        set request_seq = asked.request_seq, last_reconcile_result = asked.result,
            state_version = asked.state_version, state_checksum = asked.state_checksum,
            version = c.version + 1
        from asked
        where c.worker_id = asked.worker_id)
      """
          + EXTENT_OF_EACH;

  @PersistenceContext private EntityManager entities;

  /** For the container. */
  public SqlReconcileRows() {}

  public SqlReconcileRows(EntityManager entities) {
    this.entities = entities;
  }

  /** Binds a statement's parameters. */
  private interface Binding {
    void to(PreparedStatement statement) throws SQLException;
  }

  @Override
  public void takeTime() {
    TransactionSql.call(
        entities,
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute(PATIENCE);
          }
        });
  }

  @Override
  public Map<WorkerId, Cursor> hold(Collection<WorkerId> workers) {
    return TransactionSql.call(
        entities,
        connection -> {
          Map<WorkerId, Cursor> held = new LinkedHashMap<>();
          try (PreparedStatement query = connection.prepareStatement(HOLD)) {
            query.setArray(1, ids(connection, workers));
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                held.put(
                    new WorkerId(row.getString(1)),
                    new Cursor(
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getString(6),
                        row.getObject(7, OffsetDateTime.class).toInstant()));
              }
            }
          }
          return held;
        });
  }

  @Override
  public Map<WorkerId, Extent> extents(Collection<WorkerId> workers) {
    return extents(EXTENTS, query -> query.setArray(1, ids(query.getConnection(), workers)));
  }

  private Map<WorkerId, Extent> extents(String statement, Binding binding) {
    return TransactionSql.call(
        entities,
        connection -> {
          Map<WorkerId, Extent> extents = new HashMap<>();
          try (PreparedStatement query = connection.prepareStatement(statement)) {
            binding.to(query);
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                extents.put(
                    new WorkerId(row.getString(1)), new Extent(row.getLong(2), row.getString(3)));
              }
            }
          }
          return extents;
        });
  }

  @Override
  public Map<WorkerId, List<ReplicaView>> replicas(Collection<WorkerId> workers) {
    return read(REPLICAS, query -> query.setArray(1, ids(query.getConnection(), workers))).stream()
        .collect(Collectors.groupingBy(ReplicaView::worker));
  }

  @Override
  public List<ReplicaView> lock(Collection<UUID> replicas) {
    return read(LOCK, query -> query.setArray(1, uuids(query.getConnection(), replicas)));
  }

  private List<ReplicaView> read(String statement, Binding binding) {
    return TransactionSql.call(
        entities,
        connection -> {
          ReplicaRows rows = new ReplicaRows();
          List<ReplicaView> found = new ArrayList<>();
          try (PreparedStatement query = connection.prepareStatement(statement)) {
            binding.to(query);
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                found.add(rows.read(row));
              }
            }
          }
          return found;
        });
  }

  @Override
  public void put(Collection<ReplicaView> replicas) {
    write(PUT, update -> ReplicaArrays.replicasInto(update, replicas));
  }

  @Override
  public void remove(Collection<UUID> replicas) {
    write(
        REMOVE,
        delete -> {
          delete.setArray(1, uuids(delete.getConnection(), replicas));
          delete.setArray(2, uuids(delete.getConnection(), replicas));
        });
  }

  @Override
  public void advance(Collection<Step> steps) {
    write(ADVANCE, update -> bind(update, steps));
  }

  @Override
  public Map<WorkerId, Extent> agree(Collection<Agreement> agreements) {
    return extents(
        AGREE,
        update -> {
          Connection connection = update.getConnection();
          bind(update, agreements.stream().map(Agreement::step).toList());
          update.setArray(
              4,
              connection.createArrayOf(
                  "int8", agreements.stream().map(Agreement::stateVersion).toArray()));
          update.setArray(
              5,
              connection.createArrayOf(
                  "text", agreements.stream().map(Agreement::stateChecksum).toArray()));
        });
  }

  private static void bind(PreparedStatement update, Collection<Step> steps) throws SQLException {
    Connection connection = update.getConnection();
    update.setArray(1, ids(connection, steps.stream().map(Step::worker).toList()));
    update.setArray(
        2, connection.createArrayOf("int8", steps.stream().map(Step::requestSeq).toArray()));
    update.setArray(
        3, connection.createArrayOf("text", steps.stream().map(Step::result).toArray()));
  }

  private void write(String statement, Binding binding) {
    TransactionSql.call(
        entities,
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(statement)) {
            binding.to(update);
            return update.executeUpdate();
          }
        });
  }

  private static Array ids(Connection connection, Collection<WorkerId> workers)
      throws SQLException {
    return connection.createArrayOf("text", workers.stream().map(WorkerId::value).toArray());
  }

  private static Array uuids(Connection connection, Collection<UUID> ids) throws SQLException {
    return connection.createArrayOf("uuid", ids.toArray());
  }
}
