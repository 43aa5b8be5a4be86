/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.app;

import static io.roster.registry.transport.Fleet.group;
import static io.roster.registry.transport.Fleet.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.transport.Fleet;
import io.roster.registry.transport.TransportAnswer.Started;
import io.roster.registry.transport.TransportCompletion;
import io.roster.registry.transport.TransportCompletion.Result;
import io.roster.registry.transport.TransportGroup;
import io.roster.registry.transport.TransportOutcome;
import io.roster.registry.transport.TransportRecord;
import io.roster.registry.transport.TransportWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndTransportTest {

  private final TestDatabase database = TestDatabase.clean();
  private final Fleet fleet = new Fleet(database);
  private final UUID source = fleet.source("a", 8);
  private final TransportCoordinator coordinator = new TransportCoordinator("c", database);
  private final List<TransportCoordinator> more = new ArrayList<>();

  @AfterEach
  void end() {
    coordinator.close();
    more.forEach(TransportCoordinator::close);
  }

  @Test
  void the_first_completion_counts_and_its_repetitions_change_nothing() {
    Started started = coordinator.start(request("r1", "a"));
    coordinator.start(request("r2", "a"));

    assertThat(
            coordinator
                .registry()
                .complete(
                    new TransportCompletion(
                        started.transport(), TransportOutcome.FAILED, "connection\u0000reset")))
        .isEqualTo(Result.COMPLETED);
    assertThat(coordinator.complete(started.transport(), TransportOutcome.SUCCESS))
        .isEqualTo(Result.COMPLETED);

    assertThat(fleet.currentRequests(source)).isEqualTo("1");
    assertThat(
            database.text(
                "select concat_ws(' ', status, outcome, outcome_detail, completed_at >= created_at) from transport where request_id = 'r1'"))
        .isEqualTo("completed failed connection reset t");
    assertThat(
            database.text(
                """
                select concat_ws(' ', count(*) over (), actor, before->>'status', after->>'status', after->>'outcome',
                  after->>'current_requests', after->>'replica_id' = ?, after ? 'last_assigned_at')
                from journal where kind = 'transport.completed'
                """
                    .replace("after ? 'last", "after ?? 'last"),
                source.toString()))
        .isEqualTo("1 daemon:w in_progress completed failed 1 t t");
    assertThat(coordinator.core().replicas().load(source).currentRequests()).isEqualTo(1);
    assertThat(coordinator.directory().size()).isEqualTo(1);
  }

  @Test
  void a_transport_that_nobody_knows_is_not_found() {
    assertThat(coordinator.complete(UUID.randomUUID(), TransportOutcome.SUCCESS))
        .isEqualTo(Result.NOT_FOUND);
  }

  @Test
  void a_counter_never_falls_below_zero_and_a_source_that_is_gone_stays_gone() {
    Started first = coordinator.start(request("r1", "a"));
    Started second = coordinator.start(request("r2", "a"));
    database.execute("update replica_counter set current_requests = 0");
    coordinator.complete(first.transport(), TransportOutcome.SUCCESS);
    assertThat(fleet.currentRequests(source)).isEqualTo("0");

    database.execute("delete from replica_counter");
    assertThat(coordinator.complete(second.transport(), TransportOutcome.SUCCESS))
        .isEqualTo(Result.COMPLETED);
    assertThat(fleet.currentRequests(source)).isEmpty();
  }

  @Test
  void another_coordinator_knows_of_a_transport_and_may_complete_it() {
    Started started = coordinator.start(request("r1", "a"));
    TransportCoordinator other = new TransportCoordinator("other", database);
    more.add(other);
    assertThat(other.directory().size()).as("loaded").isEqualTo(1);
    assertThat(other.directory().ageMillis(source).orElseThrow()).isBetween(0L, 60_000L);

    other.complete(started.transport(), TransportOutcome.SUCCESS);

    await().until(() -> coordinator.directory().size() == 0);
    assertThat(coordinator.core().replicas().load(source).currentRequests()).isZero();
    assertThat(coordinator.directory().ageMillis(source)).isEmpty();
  }

  @Test
  void abandoned_transports_expire_after_ten_cleanup_intervals_by_the_databases_clock() {
    TransportCoordinator leader = leader(Map.of("roster.worker.cleanup-interval", "30s"));
    Started old = leader.start(request("old", "a"));
    leader.start(request("young", "a"));
    age("old", "301 seconds");
    age("young", "299 seconds");

    leader.expiring().run();

    assertThat(outcome("old")).isEqualTo("expired");
    assertThat(outcome("young")).isEmpty();
    assertThat(fleet.currentRequests(source)).isEqualTo("1");
    assertThat(
            database.text(
                "select concat_ws(' ', actor, subject = ?, after->>'outcome', after->>'current_requests') from journal where kind = 'transport.expired'",
                old.transport().toString()))
        .isEqualTo("system:transport-expiry t expired 1");
    assertThat(leader.complete(old.transport(), TransportOutcome.SUCCESS))
        .as("too late, and harmless")
        .isEqualTo(Result.COMPLETED);
    assertThat(outcome("old")).isEqualTo("expired");
    assertThat(fleet.currentRequests(source)).isEqualTo("1");
  }

  @Test
  void no_transport_expires_within_a_minute() {
    TransportCoordinator leader = leader(Map.of("roster.worker.cleanup-interval", "1s"));
    leader.start(request("old", "a"));
    leader.start(request("young", "a"));
    age("old", "61 seconds");
    age("young", "59 seconds");

    leader.expiring().run();

    assertThat(outcome("old")).isEqualTo("expired");
    assertThat(outcome("young")).isEmpty();
  }

  @Test
  void an_expired_transport_serves_who_waits() {
    database.execute("update replica set max_concurrency = 1");
    TransportCoordinator leader = leader(Map.of());
    leader.start(request("old", "a"));
    age("old", "11 minutes");
    var waiting = leader.ask(request("r2", "a", Duration.ofMinutes(1)));

    leader.expiring().run();

    assertThat(TransportCoordinator.answer(waiting)).isInstanceOf(Started.class);
  }

  @Test
  void completed_transports_are_forgotten_after_their_retention_and_others_are_not() {
    TransportCoordinator leader = leader(Map.of("roster.transport.retention", "2d"));
    for (String id : List.of("old", "young", "running")) {
      Started started = leader.start(request(id, "a"));
      if (!id.equals("running")) {
        leader.complete(started.transport(), TransportOutcome.SUCCESS);
      }
    }
    age("old", "49 hours");
    age("young", "47 hours");
    age("running", "49 hours");
    enqueued("decided", "decided_at = now() - interval '61 minutes', state = 'dispatched'");
    enqueued("just", "decided_at = now() - interval '59 minutes', state = 'expired'");
    enqueued("overdue", "deadline = now() - interval '61 minutes'");
    enqueued("waits", "deadline = now() + interval '1 minute'");

    leader.forgetting().run();

    assertThat(
            database.text("select string_agg(request_id, ' ' order by request_id) from transport"))
        .isEqualTo("running young");
    assertThat(
            database.text(
                "select string_agg(request_id, ' ' order by request_id) from transport_request"))
        .isEqualTo("just waits");
  }

  @Test
  void without_a_retention_transports_are_kept_for_ever() {
    TransportCoordinator leader = leader(Map.of("roster.transport.retention", "0s"));
    leader.complete(leader.start(request("old", "a")).transport(), TransportOutcome.SUCCESS);
    age("old", "10 years");

    leader.forgetting().run();

    assertThat(database.text("select count(*) from transport")).isEqualTo("1");
  }

  @Test
  void a_window_shows_what_began_in_it_oldest_first() {
    Started first =
        coordinator.start(
            request(
                "r1",
                "a",
                Duration.ZERO,
                Optional.of(new TransportGroup("kind", "g", -1, 0xffff_ffffL, "p", 3))));
    Started second = coordinator.start(request("r2", "a"));
    Started third = coordinator.start(request("r3", "a"));
    database.execute(
        """
        update transport set created_at = case request_id when 'r1' then timestamptz '2026-01-02 00:00:00.123456Z'
          when 'r2' then '2026-01-01Z' else '2026-01-03Z' end
        """);
    coordinator.complete(second.transport(), TransportOutcome.CANCELLED);

    List<TransportRecord> all = query("2026-01-01T00:00:00Z", "2026-01-03T00:00:00Z", 0);
    assertThat(all)
        .extracting(TransportRecord::transport)
        .containsExactly(second.transport(), first.transport(), third.transport());
    TransportRecord record = all.get(1);
    assertThat(record.replica()).isEqualTo(source);
    assertThat(record.artifactId()).isEqualTo("a");
    assertThat(record.requestId()).isEqualTo("r1");
    assertThat(record.requesterWorkerId()).isEqualTo("w");
    assertThat(record.group()).contains(new TransportGroup("kind", "g", -1, 0xffff_ffffL, "p", 3));
    assertThat(record.outcome()).isEmpty();
    assertThat(record.createdAt()).isEqualTo(Instant.parse("2026-01-02T00:00:00.123456Z"));
    assertThat(record.completedAt()).isEmpty();
    assertThat(record.memorySize()).isEqualTo(10);
    assertThat(all.get(0).outcome()).contains(TransportOutcome.CANCELLED);
    assertThat(all.get(0).completedAt()).isPresent();
    assertThat(all.get(0).group()).isEmpty();

    assertThat(query("2026-01-01T00:00:00.000001Z", "2026-01-02T23:59:59.999999Z", 0)).hasSize(1);
    assertThat(query("2026-01-01T00:00:00Z", "2026-01-03T00:00:00Z", 2)).hasSize(2);
    assertThat(query("2026-01-01T00:00:00Z", "2026-01-03T00:00:00Z", 0xffff_ffffL)).hasSize(3);
    assertThatThrownBy(() -> query("2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z", 0))
        .isInstanceOf(InvalidRequest.class);
  }

  @Test
  void a_success_counts_for_the_progress_of_its_group() {
    Started started =
        coordinator.start(request("r1", "a", Duration.ZERO, Optional.of(group("g", 4, "p1"))));
    coordinator.complete(started.transport(), TransportOutcome.SUCCESS);

    assertThat(
            database.text(
                "select concat_ws(' ', after->>'group_kind', after->>'group_id', after->>'group_epoch', after->>'group_part_id', after->>'group_total_parts') from journal where kind = 'transport.completed'"))
        .isEqualTo("kind g 1 p1 4");
  }

  private List<TransportRecord> query(String from, String to, long limit) {
    return coordinator
        .registry()
        .query(new TransportWindow(Instant.parse(from), Instant.parse(to), limit));
  }

  private TransportCoordinator leader(Map<String, String> settings) {
    TransportCoordinator leader = new TransportCoordinator("leader", database, settings);
    more.add(leader);
    leader.core().electing();
    await().until(leader.core().leadership()::leads);
    return leader;
  }

  private void age(String request, String interval) {
    database.execute(
        "update transport set created_at = clock_timestamp() - interval '%s' where request_id = '%s'"
            .formatted(interval, request));
  }

  private void enqueued(String request, String alteration) {
    database.execute(
        """
        insert into transport_request (request_id, fingerprint, artifact_id, view_id, requester_node_id,
          requester_address, requester_port, requester_worker_id, state, asked_by, created_at, deadline, awaited_until)
        values ('%s', '', 'x', '', '', '', 0, '', 'enqueued', gen_random_uuid(), now(), now(), now())
        """
            .formatted(request));
    database.execute(
        "update transport_request set " + alteration + " where request_id = '" + request + "'");
  }

  private String outcome(String request) {
    return database.text("select outcome from transport where request_id = ?", request);
  }
}
