/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import static io.roster.registry.cluster.Workers.registration;
import static io.roster.registry.cluster.Workers.replica;
import static org.assertj.core.api.Assertions.assertThat;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.jpa.ListeningSql;
import io.roster.registry.platform.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class ExpireSilentWorkersTest {

  private final TestDatabase database = TestDatabase.clean();
  private final ClusterActions workers = new ClusterActions(database);
  private final WorkerId worker = workers.register(registration("d1", 50_052)).worker();

  @Test
  void a_worker_that_beats_in_time_stays() {
    silentFor("30.5 seconds");
    assertThat(workers.expire()).isZero();
  }

  @Test
  void a_worker_that_is_silent_beyond_timeout_and_grace_goes_with_its_replicas() {
    replica(database, worker, "a");
    silentFor("31 seconds");

    assertThat(workers.expire()).isEqualTo(1);

    assertThat(database.text("select inactive_at is not null from worker")).isEqualTo("true");
    assertThat(database.text("select is_available from replica")).isEqualTo("false");
    assertThat(
            database.text(
                "select kind || ' ' || actor from journal where kind like 'worker%' order by revision desc"))
        .isEqualTo("worker.expired system:expiry-sweep");
    assertThat(workers.expire()).isZero();
  }

  @Test
  void silence_in_which_nobody_listened_does_not_count() throws SQLException {
    silentFor("10 minutes");
    database.execute("update fleet_listening set listened_until = now() - interval '10 minutes'");

    markListening();

    assertThat(workers.expire()).isZero();
  }

  @Test
  void after_an_outage_a_worker_gets_one_full_timeout_and_no_more() throws SQLException {
    silentFor("10 minutes");
    database.execute("update fleet_listening set listened_until = now() - interval '10 minutes'");
    markListening();
    database.execute("update fleet_listening set listening_since = now() - interval '31 seconds'");

    assertThat(workers.expire()).isEqualTo(1);
  }

  @Test
  void a_short_pause_in_listening_grants_no_new_time() throws SQLException {
    silentFor("31 seconds");
    database.execute("update fleet_listening set listened_until = now() - interval '4 seconds'");

    markListening();

    assertThat(workers.expire()).isEqualTo(1);
  }

  @Test
  void nobody_expires_while_nobody_listens() {
    silentFor("10 minutes");
    database.execute("update fleet_listening set listened_until = now() - interval '6 seconds'");

    assertThat(workers.expire()).isZero();
  }

  @Test
  void a_worker_whose_heartbeat_is_being_written_is_left_alone() throws SQLException {
    silentFor("31 seconds");
    try (Connection writer = database.dataSource().getConnection();
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute("update worker_liveness set last_heartbeat = now()");

      assertThat(workers.expire()).isZero();

      writer.commit();
    }
    assertThat(workers.expire()).isZero();
  }

  private void silentFor(String interval) {
    database.execute(
        "update worker_liveness set last_heartbeat = clock_timestamp() - interval '"
            + interval
            + "'");
  }

  private void markListening() throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      ListeningSql.mark(connection, ClusterActions.POLICY.listeningGap());
    }
  }
}
