/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.app;

import static io.roster.registry.transport.Fleet.group;
import static io.roster.registry.transport.Fleet.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.replica.ReplicaLoad;
import io.roster.registry.transport.Fleet;
import io.roster.registry.transport.RequestIdOfAnotherTransport;
import io.roster.registry.transport.TransportAnswer;
import io.roster.registry.transport.TransportAnswer.NoReplica;
import io.roster.registry.transport.TransportAnswer.Started;
import io.roster.registry.transport.TransportAnswer.TimedOut;
import io.roster.registry.transport.TransportGroup;
import io.roster.registry.transport.TransportOutcome;
import io.roster.registry.transport.TransportRequest;
import io.roster.registry.transport.TransportRequest.Requester;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RequestTransportTest {

  private static final Duration NONE = Duration.ZERO;

  private final TestDatabase database = TestDatabase.clean();
  private final Fleet fleet = new Fleet(database);
  private TransportCoordinator coordinator = new TransportCoordinator("before the fleet", database);

  @AfterEach
  void end() {
    coordinator.close();
  }

  /** Memory loads what was put into the database behind its back. */
  private TransportCoordinator coordinator() {
    coordinator.close();
    coordinator = new TransportCoordinator("c", database);
    return coordinator;
  }

  @Test
  void a_free_source_is_given_at_once_and_everybody_learns_of_its_load() {
    WorkerId worker = fleet.worker();
    UUID source = fleet.source(worker, "a", "", "GPU", 2);

    Started started = coordinator().start(request("r1", "a"));

    assertThat(started.source().id()).isEqualTo(source);
    assertThat(started.source().worker()).isEqualTo(worker);
    assertThat(fleet.currentRequests(source)).isEqualTo("1");
    ReplicaLoad load = coordinator.core().replicas().load(source);
    assertThat(load.currentRequests()).isEqualTo(1);
    assertThat(coordinator.directory().size()).isEqualTo(1);
    assertThat(
            database.text(
                """
                select concat_ws(' ', actor, subject = ?, before, after->>'request_id', after->>'artifact_id',
                  after->>'view_id', after->>'replica_id' = ?, after->>'source_worker_id' = ?,
                  after->>'source_node_id', after->>'source_address', after->>'source_port',
                  after->>'requester_worker_id', after->>'status', after->>'current_requests')
                from journal where kind = 'transport.started'
                """,
                started.transport().toString(),
                source.toString(),
                worker.value()))
        .isEqualTo("daemon:w t null r1 a  t t node-" + source + " 10.0.0.1 65090 w in_progress 1");
  }

  @Test
  void the_daemon_behind_the_requesting_worker_is_the_actor() {
    fleet.source("a", 1);
    WorkerId asking = fleet.worker();
    coordinator()
        .start(
            new TransportRequest(
                "r1", "a", "", new Requester("n", "", 0, asking.value()), NONE, Optional.empty()));

    assertThat(database.text("select actor from journal where kind = 'transport.started'"))
        .isEqualTo("daemon:d2");
  }

  @Test
  void without_any_replica_the_answer_is_not_found_and_with_a_busy_one_it_is_time_out() {
    fleet.source("a", 1);
    coordinator().start(request("r1", "a"));

    assertThat(coordinator.answer(request("r2", "b", Duration.ofMinutes(1))))
        .isEqualTo(new NoReplica());
    assertThat(coordinator.answer(request("r3", "a"))).isEqualTo(new TimedOut());
    assertThat(coordinator.answer(request("r4", "a", Duration.ofSeconds(-5))))
        .isEqualTo(new TimedOut());
  }

  @Test
  void a_view_is_only_served_from_its_own_replicas() {
    UUID canonical = fleet.source("a", 8);
    UUID view = fleet.source(fleet.worker(), "a", "v", "RAM", 8);
    coordinator();

    assertThat(coordinator.start(of("r1", "a", "v")).source().id()).isEqualTo(view);
    assertThat(coordinator.start(of("r2", "a", "")).source().id()).isEqualTo(canonical);
    assertThat(coordinator.answer(of("r3", "a", "w"))).isEqualTo(new NoReplica());
  }

  private static TransportRequest of(String id, String artifact, String view) {
    return new TransportRequest(
        id, artifact, view, new Requester("n", "", 0, ""), NONE, Optional.empty());
  }

  @Test
  void a_replica_that_memory_does_not_know_yet_is_found_in_the_database() {
    UUID source = fleet.source("a", 1);

    assertThat(coordinator.start(request("r1", "a")).source().id()).isEqualTo(source);
  }

  @Test
  void the_database_has_the_last_word_where_memory_is_behind() {
    UUID best = fleet.source(fleet.worker(), "a", "", "GPU", 1);
    UUID second = fleet.source(fleet.worker(), "a", "", "RAM", 1);
    coordinator();
    database.execute("update replica set is_available = false where replica_id = '" + best + "'");

    assertThat(coordinator.start(request("r1", "a")).source().id()).isEqualTo(second);
    database.execute("update replica set is_available = true where replica_id = '" + best + "'");
    database.execute("update replica_counter set current_requests = 0");
    assertThat(coordinator.start(request("r2", "a")).source().id()).isEqualTo(best);
    // Memory takes both for full now, and one is not.
    database.execute("update replica_counter set current_requests = 0");
    assertThat(coordinator.start(request("r3", "a")).source().id()).isEqualTo(best);
  }

  @Test
  void requests_spread_over_equal_sources() {
    List<UUID> sources = List.of(fleet.source("a", 4), fleet.source("a", 4), fleet.source("a", 4));
    coordinator();
    for (int i = 0; i < 6; i++) {
      coordinator.start(request("r" + i, "a"));
    }

    assertThat(sources).allMatch(source -> fleet.currentRequests(source).equals("2"));
  }

  @Test
  void a_repetition_gets_the_same_transport_also_from_another_coordinator_and_counts_once() {
    UUID source = fleet.source("a", 4);
    Started first = coordinator().start(request("r1", "a"));

    assertThat(coordinator.start(request("r1", "a", Duration.ofSeconds(9)))).isEqualTo(first);
    try (TransportCoordinator other = new TransportCoordinator("other", database)) {
      assertThat(other.start(request("r1", "a"))).isEqualTo(first);
      other.complete(first.transport(), TransportOutcome.SUCCESS);
      assertThat(other.start(request("r1", "a"))).isEqualTo(first);
    }
    assertThat(fleet.currentRequests(source)).isEqualTo("0");
    assertThat(database.text("select count(*) from transport")).isEqualTo("1");
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "EXPIRED", "CANCELLED"})
  void the_id_of_a_transport_that_came_to_nothing_may_be_used_again(TransportOutcome outcome) {
    UUID source = fleet.source("a", 1);
    Started first = coordinator().start(request("r1", "a"));
    coordinator.complete(first.transport(), outcome);

    Started second = coordinator.start(request("r1", "a"));

    assertThat(second.transport()).isNotEqualTo(first.transport());
    assertThat(fleet.currentRequests(source)).isEqualTo("1");
  }

  @Test
  void one_request_id_does_not_stand_for_two_requests() {
    fleet.source("a", 4);
    fleet.source("b", 4);
    coordinator().start(request("r1", "a"));

    assertThatThrownBy(() -> coordinator.ask(request("r1", "b")))
        .isInstanceOf(RequestIdOfAnotherTransport.class)
        .hasMessageStartingWith("request_id=r1 already used with different payload");
    coordinator.start(request("r2", "b"));
    assertThat(database.text("select count(*) from transport")).isEqualTo("2");
  }

  @Test
  void a_repetition_whose_source_is_gone_finds_nothing() {
    UUID source = fleet.source("a", 4);
    fleet.source("a", 4);
    Started first = coordinator().start(request("r1", "a"));
    database.execute("delete from replica where replica_id = '" + first.source().id() + "'");

    assertThat(coordinator.answer(request("r1", "a"))).isEqualTo(new NoReplica());
    assertThat(source).isNotNull();
  }

  @Test
  void what_a_group_says_of_itself_must_agree() {
    fleet.source("a", 8);
    fleet.source("b", 8);
    fleet.source(fleet.worker(), "a", "v", "GPU", 8);
    coordinator().start(request("r1", "a", NONE, Optional.of(group("g", 4, "p1"))));

    assertContradicts(request("r2", "b", NONE, Optional.of(group("g", 4, "p2"))), "of artifact a");
    assertContradicts(request("r2", "a", NONE, Optional.of(group("g", 5, "p2"))), "total_parts 4");
    assertContradicts(
        request("r2", "a", NONE, Optional.of(group("g", 4, "p1"))), "asked for as request_id r1");
    assertContradicts(
        new TransportRequest(
            "r2", "a", "v", new Requester("", "", 0, ""), NONE, Optional.of(group("g", 4, "p2"))),
        "of artifact a");
    coordinator.start(request("r2", "a", NONE, Optional.of(group("g", 4, "p2"))));
    coordinator.start(request("r3", "b", NONE, Optional.of(group("h", 5, "p1"))));
    coordinator.start(
        request("r4", "b", NONE, Optional.of(new TransportGroup("kind", "g", 2, 7, "p1", 0))));
    assertThat(database.text("select count(*) from transport")).isEqualTo("4");
  }

  @Test
  void the_parts_of_a_version_may_be_different_artifacts_but_each_is_asked_for_once() {
    fleet.source("a", 8);
    fleet.source("b", 8);
    coordinator().start(request("r1", "a", NONE, Optional.of(version("p1", 2))));
    coordinator.start(request("r2", "b", NONE, Optional.of(version("p2", 2))));

    assertContradicts(request("r3", "b", NONE, Optional.of(version("p1", 2))), "request_id r1");
    assertContradicts(request("r3", "b", NONE, Optional.of(version("p3", 3))), "total_parts 2");
  }

  private static TransportGroup version(String part, long parts) {
    return new TransportGroup("tp_version", "g", 1, parts, part, 0);
  }

  @Test
  void a_group_is_held_to_its_word_by_those_who_wait_too() {
    fleet.source("a", 1);
    coordinator().start(request("busy", "a"));
    coordinator.ask(request("r1", "a", Duration.ofSeconds(30), Optional.of(group("g", 4, "p1"))));

    assertContradicts(request("r2", "a", NONE, Optional.of(group("g", 4, "p1"))), "request_id r1");
  }

  private void assertContradicts(TransportRequest request, String reason) {
    assertThatThrownBy(() -> coordinator.ask(request))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageStartingWith("scheduling_group ")
        .hasMessageContaining(reason);
  }

  @Test
  void the_parts_of_a_group_are_spread_over_its_sources_below_the_cap() {
    UUID gpu = fleet.source(fleet.worker(), "a", "", "GPU", 100);
    UUID ram = fleet.source(fleet.worker(), "a", "", "RAM", 100);
    UUID disk = fleet.source(fleet.worker(), "a", "", "DISK", 100);
    coordinator();
    for (int i = 0; i < 3; i++) {
      coordinator.start(request("r" + i, "a", NONE, Optional.of(group("g", 9, "p" + i))));
    }

    assertThat(List.of(gpu, ram, disk))
        .allMatch(source -> fleet.currentRequests(source).equals("1"));
  }

  @Test
  void mistakes_are_told_by_the_name_of_the_field() {
    assertRefused(request("", "a"), "request_id is required");
    assertRefused(request(" ", "a"), "request_id is required");
    assertRefused(request("x".repeat(513), "a"), "request_id is longer than");
    assertRefused(request("r", "a\u0000"), "artifact_id contains control characters");
    assertRefused(of(group("", 1, "p")), "scheduling_group.group_id is required");
    assertRefused(of(group("g", 1, " ")), "scheduling_group.part_id is required");
    assertRefused(of(group("g", 0, "p")), "scheduling_group.total_parts must be at least 1");
    assertRefused(
        of(new TransportGroup("", "g", 1, 1, "p", 0)), "scheduling_group.group_kind is required");
  }

  private static TransportRequest of(TransportGroup group) {
    return request("r", "a", NONE, Optional.of(group));
  }

  private void assertRefused(TransportRequest request, String message) {
    assertThatThrownBy(() -> coordinator.ask(request))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void a_request_that_does_not_wait_does_not_overtake_those_who_do() {
    UUID source = fleet.source("a", 1);
    Started busy = coordinator().start(request("busy", "a"));
    // It waits on a coordinator that is about to say so again, but does not dispatch.
    database.execute(
        """
        insert into transport_request (request_id, fingerprint, artifact_id, view_id, requester_node_id,
          requester_address, requester_port, requester_worker_id, state, asked_by, created_at, deadline, awaited_until)
        values ('waits', '', 'a', '', '', '', 0, '', 'enqueued', gen_random_uuid(), now(), now() + interval '1 minute',
          now() + interval '1 minute')
        """);
    coordinator.complete(busy.transport(), TransportOutcome.SUCCESS);

    assertThat(coordinator.answer(request("r1", "a"))).isEqualTo(new TimedOut());
    database.execute("update transport_request set awaited_until = now()");
    TransportAnswer answer = coordinator.answer(request("r1", "a"));
    assertThat(answer).as("nobody waits for that one any more").isInstanceOf(Started.class);
    assertThat(fleet.currentRequests(source)).isEqualTo("1");
  }
}
