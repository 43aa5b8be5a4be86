/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.app.ClusterActions;
import io.roster.registry.cluster.model.LivenessPolicy;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.transport.Fleet;
import io.roster.registry.transport.model.Obstacle;
import io.roster.registry.transport.model.SourceClaims.Claimed;
import io.roster.registry.transport.model.SourceClaims.Held;
import io.roster.registry.transport.model.SourceClaims.Refused;
import io.roster.registry.transport.model.Ticket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimSourceSqlTest {

  private static final LivenessPolicy POLICY = ClusterActions.POLICY;

  private final TestDatabase database = TestDatabase.clean();
  private final Fleet fleet = new Fleet(database);

  @Test
  void the_first_that_qualifies_is_taken_and_the_transport_recorded() throws SQLException {
    UUID gone = UUID.randomUUID();
    UUID full = fleet.source("a", 0);
    UUID free = fleet.source("a", 2);
    UUID freeToo = fleet.source("a", 2);

    Claimed claimed = claim("r1", gone, full, free, freeToo).orElseThrow();

    assertThat(claimed.source().id()).isEqualTo(free);
    assertThat(claimed.source().export().remoteMemoryKeys()).containsExactly("k1", "k2");
    assertThat(claimed.source().export().bufferSizes()).containsExactly(4L, 6L);
    assertThat(claimed.load().currentRequests()).isEqualTo(1);
    assertThat(claimed.load().lastAssignedAt()).isEqualTo(claimed.at());
    assertThat(
            database.text(
                """
                select concat_ws(' ', transport_id, request_id, artifact_id, view_id, replica_id, source_address,
                  source_port, memory_size, requester_node_id, requester_worker_id, status, outcome, created_at = ?)
                from transport
                """,
                claimed.at().atOffset(java.time.ZoneOffset.UTC)))
        .isEqualTo(
            claimed.transport() + " r1 a  " + free + " 10.0.0.1 65090 10 here w in_progress  t");
  }

  @Test
  void a_source_that_never_served_gets_its_counter_and_one_that_did_keeps_it() throws SQLException {
    UUID source = fleet.source("a", 3);

    assertThat(claim("r1", source).orElseThrow().load().currentRequests()).isEqualTo(1);
    assertThat(claim("r2", source).orElseThrow().load().currentRequests()).isEqualTo(2);
    assertThat(claim("r3", source).orElseThrow().load().currentRequests()).isEqualTo(3);
    assertThat(claim("r4", source)).isEmpty();
    assertThat(fleet.currentRequests(source)).isEqualTo("3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "update worker set inactive_at = now()|WORKER_MISSING",
        "delete from worker|WORKER_MISSING",
        "update worker_liveness set accepting = false|WORKER_NOT_ACCEPTING",
        "update worker set draining = true|WORKER_DRAINING",
        "update worker_liveness set last_heartbeat = now() - interval '31 seconds'|HEARTBEAT_STALE",
        "update replica set is_available = false|REPLICA_UNAVAILABLE",
        "insert into replica_counter select replica_id, max_concurrency, now() from replica|OVER_CAPACITY",
        "update replica set max_concurrency = 0|OVER_CAPACITY",
        "update replica set export_state = 'DRAINING'|EXPORT_STATE",
        "update replica set export_state = 'PRESENCE_ONLY'|EXPORT_STATE",
        "update replica set remote_memory_keys = '{}', buffer_sizes = '{}'|TRANSPORT_MISSING",
        "update replica set remote_memory_keys = '{k1}'|TRANSPORT_SIZE_MISMATCH",
        "update replica set buffer_sizes = '{0,10}'|TRANSPORT_SIZE_ZERO",
        "update replica set buffer_sizes = '{5,6}'|TRANSPORT_SIZE_SUM",
      })
  void each_obstacle_keeps_a_source_from_being_chosen_and_is_named(String sql, Obstacle obstacle)
      throws SQLException {
    UUID source = fleet.source("a", 1);
    assertThat(obstacles(source)).isEmpty();
    database.execute(sql);

    assertThat(claim("r1", source)).isEmpty();
    assertThat(obstacles(source)).containsExactly(new Refused(source, obstacle));
    assertThat(database.text("select count(*) from transport")).isEqualTo("0");
  }

  @Test
  void the_first_of_several_obstacles_is_named() throws SQLException {
    UUID source = fleet.source("a", 0);
    database.execute("update replica set is_available = false, export_state = 'PRESENCE_ONLY'");

    assertThat(obstacles(source))
        .containsExactly(new Refused(source, Obstacle.REPLICA_UNAVAILABLE));
    database.execute("update replica set is_available = true");
    assertThat(obstacles(source)).containsExactly(new Refused(source, Obstacle.OVER_CAPACITY));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "update replica set memory_size = 0, buffer_sizes = '{5,6}'",
        // Unsigned: 2^63 + 2^63 - 1 and 1 are 2^64 - 1 + 1 and do not fit; 2^63 - 1 and 2^63 do.
        "update replica set memory_size = -1, buffer_sizes = '{9223372036854775807,-9223372036854775808}'",
      })
  void sizes_that_fit_are_no_obstacle(String sql) throws SQLException {
    UUID source = fleet.source("a", 1);
    database.execute(sql);

    assertThat(obstacles(source)).isEmpty();
    assertThat(claim("r1", source)).isPresent();
  }

  @Test
  void silence_while_nobody_listened_is_no_obstacle() throws SQLException {
    UUID source = fleet.source("a", 1);
    database.execute("update worker_liveness set last_heartbeat = now() - interval '1 hour'");
    database.execute("update fleet_listening set listening_since = now() - interval '1 second'");

    assertThat(claim("r1", source)).isPresent();
  }

  @Test
  void many_at_once_never_take_more_than_there_is() throws Exception {
    UUID two = fleet.source("a", 2);
    UUID three = fleet.source("a", 3);
    int claimers = 12;
    ExecutorService threads = Executors.newFixedThreadPool(claimers);
    try {
      CountDownLatch go = new CountDownLatch(1);
      List<Future<Optional<Claimed>>> claims = new ArrayList<>();
      for (int i = 0; i < claimers; i++) {
        String request = "r" + i;
        // Half of them rank the other way round, as two coordinators may.
        UUID[] ranked = i % 2 == 0 ? new UUID[] {two, three} : new UUID[] {three, two};
        Callable<Optional<Claimed>> claim =
            () -> {
              go.await();
              return claim(request, ranked);
            };
        claims.add(threads.submit(claim));
      }
      go.countDown();
      int claimed = 0;
      for (Future<Optional<Claimed>> claim : claims) {
        claimed += claim.get().isPresent() ? 1 : 0;
      }

      assertThat(claimed).isEqualTo(5);
      assertThat(fleet.currentRequests(two)).isEqualTo("2");
      assertThat(fleet.currentRequests(three)).isEqualTo("3");
      assertThat(database.text("select count(*) from transport")).isEqualTo("5");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_source_that_is_just_being_withdrawn_is_passed_over_or_waited_for_but_never_chosen()
      throws Exception {
    UUID source = fleet.source("a", 1);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (Connection withdrawing = database.dataSource().getConnection();
        Statement statement = withdrawing.createStatement()) {
      withdrawing.setAutoCommit(false);
      statement.execute("update replica set export_state = 'DRAINING'");

      assertThat(claim("r1", source)).isEmpty();
      assertThat(obstacles(source)).isEmpty();

      Future<Optional<Claimed>> waiting =
          threads.submit(() -> claim(Held.WAIT_FOR, "r1", List.of(source)));
      await().until(this::somebodyWaitsForALock);
      withdrawing.commit();
      assertThat(waiting.get()).as("it is looked at again once it is held").isEmpty();
    } finally {
      threads.shutdownNow();
    }
    assertThat(fleet.currentRequests(source)).isEmpty();
  }

  @Test
  void a_worker_that_is_just_being_drained_is_passed_over_or_waited_for_but_never_chosen()
      throws Exception {
    WorkerId worker = fleet.worker();
    UUID source = fleet.source(worker, "a", "", "GPU", 1);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (Connection draining = database.dataSource().getConnection();
        Statement statement = draining.createStatement()) {
      draining.setAutoCommit(false);
      statement.execute("update worker set draining = true");

      assertThat(claim("r1", source)).isEmpty();
      Future<Optional<Claimed>> waiting =
          threads.submit(() -> claim(Held.WAIT_FOR, "r1", List.of(source)));
      await().until(this::somebodyWaitsForALock);
      draining.commit();
      assertThat(waiting.get()).isEmpty();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void what_was_chosen_cannot_be_withdrawn_before_the_claim_is_committed() throws Exception {
    UUID source = fleet.source("a", 1);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (Connection claiming = database.dataSource().getConnection()) {
      claiming.setAutoCommit(false);
      assertThat(
              ClaimSourceSql.claim(
                  claiming, ticket("r1"), List.of(source), Held.PASS_OVER, POLICY.timeout()))
          .isPresent();
      Future<?> withdrawal =
          threads.submit(() -> database.execute("update replica set export_state = 'DRAINING'"));
      await().until(this::somebodyWaitsForALock);
      assertThat(withdrawal).isNotDone();
      claiming.commit();
      withdrawal.get();
    } finally {
      threads.shutdownNow();
    }
    assertThat(fleet.currentRequests(source)).isEqualTo("1");
  }

  private boolean somebodyWaitsForALock() {
    return !database
        .text("select pid from pg_stat_activity where wait_event_type = 'Lock'")
        .isEmpty();
  }

  private Optional<Claimed> claim(String request, UUID... sources) throws SQLException {
    return claim(Held.PASS_OVER, request, List.of(sources));
  }

  private Optional<Claimed> claim(Held held, String request, List<UUID> sources)
      throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      return ClaimSourceSql.claim(connection, ticket(request), sources, held, POLICY.timeout());
    }
  }

  private static Ticket ticket(String request) {
    return Ticket.of(Fleet.request(request, "a", Duration.ZERO));
  }

  private List<Refused> obstacles(UUID source) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      return FindObstaclesSql.find(connection, List.of(source), POLICY.timeout());
    }
  }
}
