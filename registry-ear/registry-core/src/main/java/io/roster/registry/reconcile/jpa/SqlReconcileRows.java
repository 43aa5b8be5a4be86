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
import java.util.List;
import java.util.Optional;
import java.util.UUID;

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

  // The clock is read when the lock is there, however long that took.
  private static final String HOLD =
      """
      with held as materialized (
        select w.daemon_id, c.generation, c.request_seq, c.state_version, c.state_checksum
        from worker w join worker_reconcile c using (worker_id)
        where w.worker_id = ? and w.inactive_at is null
        for no key update of w, c)
      select daemon_id, generation, request_seq, state_version, state_checksum, clock_timestamp() from held
      """;

  private static final String EXTENT =
      "select count(*), coalesce(cast(max(updated_at) as text), '') from replica where worker_id = ?";

  private static final String REPLICAS =
      "select "
          + ReplicaRows.COLUMNS
          + " from replica r where r.worker_id = ? order by r.created_at, r.replica_id";

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
      update worker_reconcile
      set request_seq = ?, last_reconcile_result = ?, version = version + 1 where worker_id = ?
      """;

  private static final String AGREE =
      """
      with agreed as (
        update worker_reconcile
        set request_seq = ?, last_reconcile_result = ?, state_version = ?, state_checksum = ?, version = version + 1
        where worker_id = ?)
      """
          + EXTENT;

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
  public Optional<Cursor> hold(WorkerId worker) {
    return TransactionSql.call(
        entities,
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(HOLD)) {
            query.setString(1, worker.value());
            try (ResultSet row = query.executeQuery()) {
              return row.next()
                  ? Optional.of(
                      new Cursor(
                          row.getString(1),
                          row.getLong(2),
                          row.getLong(3),
                          row.getLong(4),
                          row.getString(5),
                          row.getObject(6, OffsetDateTime.class).toInstant()))
                  : Optional.empty();
            }
          }
        });
  }

  @Override
  public Extent extent(WorkerId worker) {
    return TransactionSql.call(
        entities,
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(EXTENT)) {
            query.setString(1, worker.value());
            return extent(query);
          }
        });
  }

  private static Extent extent(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      row.next();
      return new Extent(row.getLong(1), row.getString(2));
    }
  }

  @Override
  public List<ReplicaView> replicas(WorkerId worker) {
    return read(REPLICAS, query -> query.setString(1, worker.value()));
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
  public void advance(WorkerId worker, long requestSeq, String result) {
    write(
        ADVANCE,
        update -> {
          update.setLong(1, requestSeq);
          update.setString(2, result);
          update.setString(3, worker.value());
        });
  }

  @Override
  public Extent agree(
      WorkerId worker, long requestSeq, String result, long stateVersion, String stateChecksum) {
    return TransactionSql.call(
        entities,
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(AGREE)) {
            update.setLong(1, requestSeq);
            update.setString(2, result);
            update.setLong(3, stateVersion);
            update.setString(4, stateChecksum);
            update.setString(5, worker.value());
            update.setString(6, worker.value());
            return extent(update);
          }
        });
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

  private static Array uuids(Connection connection, Collection<UUID> ids) throws SQLException {
    return connection.createArrayOf("uuid", ids.toArray());
  }
}
