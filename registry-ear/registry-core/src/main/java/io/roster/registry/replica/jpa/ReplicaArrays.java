/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.jpa;

import io.roster.registry.replica.ReplicaPlace;
import io.roster.registry.replica.ReplicaView;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes the parameters of a statement of many replicas: one array for each column. An array of
 * arrays must be even in PostgreSQL, so a replica's own lists travel as array literals.
 */
public final class ReplicaArrays {

  /** What {@link #placesInto} binds, as a table {@code p}. */
  public static final String PLACES =
      """
      unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::bigint[])
        as p(artifact_id, view_id, node_id, node_address, node_port, memory_type, device_id)
      """;

  /** What {@link #replicasInto} binds, as a table {@code e}. */
  public static final String REPLICAS =
      """
      unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::bigint[],
             ?::uuid[], ?::text[], ?::bigint[], ?::bigint[], ?::boolean[], ?::text[], ?::bigint[],
             ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
        as e(artifact_id, view_id, node_id, node_address, node_port, memory_type, device_id,
             replica_id, worker_id, memory_size, max_concurrency, is_available, export_state, export_generation,
             remote_memory_keys, buffer_sizes, verification_json, created_at, updated_at, expires_at)
      """;

  private final Connection connection;
  private final PreparedStatement statement;
  private int last;

  private ReplicaArrays(PreparedStatement statement) throws SQLException {
    this.connection = statement.getConnection();
    this.statement = statement;
  }

  static void placesInto(PreparedStatement statement, Collection<ReplicaPlace> places)
      throws SQLException {
    new ReplicaArrays(statement).places(List.copyOf(places));
  }

  public static void replicasInto(PreparedStatement statement, Collection<ReplicaView> replicas)
      throws SQLException {
    ReplicaArrays arrays = new ReplicaArrays(statement);
    List<ReplicaView> all = List.copyOf(replicas);
    arrays.places(all.stream().map(ReplicaView::place).toList());
    arrays.rest(all);
  }

  private void places(List<ReplicaPlace> places) throws SQLException {
    texts(places, ReplicaPlace::artifactId);
    texts(places, ReplicaPlace::viewId);
    texts(places, ReplicaPlace::nodeId);
    texts(places, ReplicaPlace::nodeAddress);
    numbers(places, ReplicaPlace::nodePort);
    texts(places, place -> place.memoryType().name());
    numbers(places, ReplicaPlace::deviceId);
  }

  private void rest(List<ReplicaView> replicas) throws SQLException {
    add("uuid", replicas.stream().map(ReplicaView::id).toArray(UUID[]::new));
    texts(replicas, replica -> replica.worker().value());
    numbers(replicas, ReplicaView::memorySize);
    numbers(replicas, ReplicaView::maxConcurrency);
    add("bool", replicas.stream().map(ReplicaView::available).toArray(Boolean[]::new));
    texts(replicas, replica -> replica.export().state().name());
    numbers(replicas, replica -> replica.export().generation());
    List<String> keys = new ArrayList<>(replicas.size());
    List<String> sizes = new ArrayList<>(replicas.size());
    for (ReplicaView replica : replicas) {
      keys.add(literal("text", replica.export().remoteMemoryKeys()));
      sizes.add(literal("int8", replica.export().bufferSizes()));
    }
    texts(keys, text -> text);
    texts(sizes, text -> text);
    texts(replicas, replica -> replica.export().verificationJson());
    texts(replicas, replica -> replica.createdAt().toString());
    texts(replicas, replica -> replica.updatedAt().toString());
    texts(replicas, replica -> replica.expiresAt().map(Instant::toString).orElse(null));
  }

  private String literal(String type, List<?> elements) throws SQLException {
    return elements.isEmpty()
        ? "{}"
        : connection.createArrayOf(type, elements.toArray()).toString();
  }

  private <T> void texts(List<T> rows, Function<T, @Nullable String> column) throws SQLException {
    @Nullable String[] values = new String[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.apply(rows.get(i));
    }
    add("text", values);
  }

  private <T> void numbers(List<T> rows, ToLongFunction<T> column) throws SQLException {
    Long[] values = new Long[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.applyAsLong(rows.get(i));
    }
    add("int8", values);
  }

  /** The driver sends arrays of a type that it knows as they are, all others as text. */
  private void add(String type, @Nullable Object[] values) throws SQLException {
    statement.setArray(++last, connection.createArrayOf(type, values));
  }
}
