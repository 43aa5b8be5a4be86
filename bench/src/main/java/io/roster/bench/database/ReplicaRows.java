/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Replicas of artifacts on the workers that are registered, evenly spread, as rows.
 *
 * @param rows how many there are
 * @param copies how many of them each artifact has; not more than there are workers
 */
public record ReplicaRows(long rows, int copies) {

  /** What an artifact's id begins with; its number follows. */
  private static final String ARTIFACT = "cgid:bench-row-";

  // What both sides are joined by is known before they are, so that a million rows take seconds.
  private static final String INSERT =
      """
      with placed as (
        select worker_id, node_id, node_address, p2p_port, row_number() over (order by worker_id) - 1 as place
        from worker
      ), made as (
        select n / ? as artifact, n % ? as copy, (select count(*) from worker) as workers
        from generate_series(0, ?::bigint - 1) as n
      ), spread as (
        select artifact, (artifact + copy * greatest(workers / ?, 1)) % workers as place from made
      )
      insert into replica (replica_id, artifact_id, view_id, node_id, node_address, node_port, memory_size,
                           memory_type, device_id, max_concurrency, is_available, remote_memory_keys, buffer_sizes,
                           export_state, export_generation, verification_json, worker_id, created_at, updated_at)
      select gen_random_uuid(), ? || spread.artifact, '', placed.node_id, placed.node_address, placed.p2p_port, 1024,
             'RAM', 0, 64, true, array['bench'], array[1024],
             'EXPORTABLE', 1, '', placed.worker_id, clock_timestamp(), clock_timestamp()
      from spread join placed using (place)
      """;

  /** What a registration would have said of the artifacts themselves. */
  private static final String INSERT_ARTIFACTS =
      """
      insert into artifact (artifact_id, id_kind, created_at, updated_at)
      select ? || number, 'CGID', clock_timestamp(), clock_timestamp() from generate_series(0, ?::bigint - 1) as number
      """;

  /** The id of one of the artifacts. */
  public static String artifactId(long number) {
    return ARTIFACT + number;
  }

  /** How many artifacts they are replicas of. */
  public long artifacts() {
    return (rows + copies - 1) / copies;
  }

  long insert(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setLong(1, copies);
      statement.setLong(2, copies);
      statement.setLong(3, rows);
      statement.setLong(4, copies);
      statement.setString(5, ARTIFACT);
      long inserted = statement.executeLargeUpdate();
      insertArtifacts(connection);
      return inserted;
    }
  }

  /** A schema from before artifacts had a table of their own holds replicas all the same. */
  private void insertArtifacts(Connection connection) throws SQLException {
    if (BenchDatabase.number(connection, "select count(to_regclass('artifact'))") == 0) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(INSERT_ARTIFACTS)) {
      statement.setString(1, ARTIFACT);
      statement.setLong(2, artifacts());
      statement.executeUpdate();
    }
  }
}
