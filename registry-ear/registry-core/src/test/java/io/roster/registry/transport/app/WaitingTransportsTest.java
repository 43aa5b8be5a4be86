/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.app;

import static io.roster.registry.transport.Fleet.group;
import static io.roster.registry.transport.Fleet.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.roster.registry.platform.Actor;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.Stopping;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.replica.ReplicaView;
import io.roster.registry.replica.app.ReplicaJson;
import io.roster.registry.transport.Fleet;
import io.roster.registry.transport.RequestIdOfAnotherTransport;
import io.roster.registry.transport.TransportAnswer;
import io.roster.registry.transport.TransportAnswer.Started;
import io.roster.registry.transport.TransportAnswer.TimedOut;
import io.roster.registry.transport.TransportCall;
import io.roster.registry.transport.TransportOutcome;
import io.roster.registry.transport.jpa.SqlAwaitedRequests;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WaitingTransportsTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  private final TestDatabase database = TestDatabase.clean();
  private final Fleet fleet = new Fleet(database);
  private final List<TransportCoordinator> coordinators = new ArrayList<>();

  private TransportCoordinator coordinator(String name) {
    TransportCoordinator coordinator = new TransportCoordinator(name, database);
    coordinators.add(coordinator);
    return coordinator;
  }

  @AfterEach
  void end() {
    coordinators.forEach(TransportCoordinator::close);
  }

  @Test
  void who_waits_on_one_coordinator_is_served_by_a_completion_on_another() {
    UUID source = fleet.source("a", 1);
    TransportCoordinator a = coordinator("a");
    TransportCoordinator b = coordinator("b");
    Started first = b.start(request("r1", "a"));
    TransportCall waiting = a.ask(request("r2", "a", LONG));
    assertThat(waiting.answer().toCompletableFuture()).isNotDone();

    long begun = System.nanoTime();
    b.complete(first.transport(), TransportOutcome.SUCCESS);
    Started second = (Started) TransportCoordinator.answer(waiting);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    assertThat(second.source().id()).isEqualTo(source);
    assertThat(fleet.currentRequests(source)).isEqualTo("1");
    assertThat(state("r2")).isEqualTo("dispatched");
  }

  @Test
  void the_journal_alone_wakes_who_waits() {
    fleet.source("a", 1);
    TransportCoordinator a = blind("a");
    TransportCoordinator b = blind("b");
    Started running = b.start(request("r0", "a"));
    for (int round = 1; round <= 5; round++) {
      int before = a.passes();
      TransportCall waiting = a.ask(request("r" + round, "a", LONG));
      await().until(() -> a.passes() > before);
      b.complete(running.transport(), TransportOutcome.SUCCESS);
      running = (Started) TransportCoordinator.answer(waiting);
    }
  }

  @Test
  void the_journal_tells_who_waits_that_another_coordinator_dispatched_it() {
    fleet.source("a", 1);
    TransportCoordinator a = blind("a");
    Started running = a.start(request("r0", "a"));
    TransportCall waiting = a.ask(request("r1", "a", LONG));
    await().until(() -> a.passes() > 0);
    TransportCoordinator b = coordinator("b");
    b.ask(request("r2", "a", LONG));
    b.complete(running.transport(), TransportOutcome.SUCCESS);

    assertThat(TransportCoordinator.answer(waiting)).isInstanceOf(Started.class);
  }

  /** One that does not look again by itself. */
  private TransportCoordinator blind(String name) {
    TransportCoordinator coordinator =
        new TransportCoordinator(
            name,
            database,
            Map.of(),
            new SqlAwaitedRequests(database.dataSource()),
            Duration.ofHours(1));
    coordinators.add(coordinator);
    return coordinator;
  }

  @Test
  void patience_ends_in_time_without_another_look() {
    fleet.source("a", 1);
    TransportCoordinator a = blind("a");
    a.start(request("r1", "a"));

    long begun = System.nanoTime();
    assertThat(a.answer(request("r2", "a", Duration.ofMillis(100)))).isEqualTo(new TimedOut());

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void who_waits_is_dispatched_by_whichever_coordinator_looks_first() {
    fleet.source("a", 1);
    TransportCoordinator a = coordinator("a");
    TransportCoordinator b = coordinator("b");
    Started first = b.start(request("r1", "a"));
    List<TransportCall> waiting = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      waiting.add((i % 2 == 0 ? a : b).ask(request("w" + i, "a", LONG)));
    }

    UUID running = first.transport();
    List<UUID> seen = new ArrayList<>();
    for (TransportCall call : waiting) {
      a.complete(running, TransportOutcome.SUCCESS);
      running = ((Started) TransportCoordinator.answer(call)).transport();
      seen.add(running);
    }

    assertThat(seen).as("each was served in its turn, once").doesNotHaveDuplicates().hasSize(6);
    assertThat(database.text("select max(current_requests) from replica_counter")).isEqualTo("1");
  }

  @Test
  void patience_ends_by_the_databases_clock_and_the_request_is_over() {
    fleet.source("a", 1);
    TransportCoordinator a = coordinator("a");
    Started first = a.start(request("r1", "a"));

    long begun = System.nanoTime();
    assertThat(a.answer(request("r2", "a", Duration.ofMillis(300)))).isEqualTo(new TimedOut());

    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(Duration.ofMillis(300), Duration.ofSeconds(5));
    assertThat(state("r2")).isEqualTo("expired");
    a.complete(first.transport(), TransportOutcome.SUCCESS);
    assertThat(a.start(request("r2", "a", Duration.ofMillis(300))).transport())
        .as("the id may be used again")
        .isNotNull();
  }

  @Test
  void a_caller_that_leaves_takes_its_request_along() {
    UUID source = fleet.source("a", 1);
    TransportCoordinator a = coordinator("a");
    Started first = a.start(request("r1", "a"));
    TransportCall waiting = a.ask(request("r2", "a", LONG));

    waiting.cancel();

    await().until(() -> state("r2").equals("cancelled"));
    a.complete(first.transport(), TransportOutcome.SUCCESS);
    a.start(request("r3", "a"));
    assertThat(fleet.currentRequests(source)).isEqualTo("1");
    assertThat(database.text("select count(*) from transport where request_id = 'r2'"))
        .isEqualTo("0");
  }

  @Test
  void a_caller_that_leaves_does_not_end_the_waiting_of_who_asked_again_elsewhere() {
    fleet.source("a", 1);
    TransportCoordinator a = coordinator("a");
    TransportCoordinator b = coordinator("b");
    Started first = a.start(request("r1", "a"));
    TransportCall left = a.ask(request("r2", "a", LONG));
    TransportCall again = b.ask(request("r2", "a", LONG));

    left.cancel();
    TransportCall marker = a.ask(request("marker", "a", LONG));
    marker.cancel();
    await().until(() -> state("marker").equals("cancelled"));

    assertThat(state("r2")).isEqualTo("enqueued");
    a.complete(first.transport(), TransportOutcome.SUCCESS);
    assertThat(TransportCoordinator.answer(again)).isInstanceOf(Started.class);
  }

  @Test
  void two_calls_with_one_request_id_wait_together_and_get_one_transport() {
    UUID source = fleet.source("a", 1);
    TransportCoordinator a = coordinator("a");
    TransportCoordinator b = coordinator("b");
    Started first = a.start(request("r1", "a"));
    TransportCall onA = a.ask(request("r2", "a", LONG));
    TransportCall onAToo = a.ask(request("r2", "a", LONG));
    TransportCall onB = b.ask(request("r2", "a", LONG));
    assertThatThrownBy(() -> b.ask(request("r2", "a", LONG, Optional.of(group("g", 2, "p")))))
        .isInstanceOf(RequestIdOfAnotherTransport.class);

    b.complete(first.transport(), TransportOutcome.SUCCESS);

    TransportAnswer answer = TransportCoordinator.answer(onA);
    assertThat(answer).isInstanceOf(Started.class);
    assertThat(TransportCoordinator.answer(onAToo)).isEqualTo(answer);
    assertThat(TransportCoordinator.answer(onB)).isEqualTo(answer);
    assertThat(fleet.currentRequests(source)).isEqualTo("1");
  }

  @Test
  void of_two_calls_with_one_request_id_the_less_patient_one_leaves_the_other_waiting() {
    fleet.source("a", 1);
    TransportCoordinator a = coordinator("a");
    TransportCoordinator b = coordinator("b");
    Started first = a.start(request("r1", "a"));
    TransportCall impatient = a.ask(request("r2", "a", Duration.ofMillis(200)));
    TransportCall patient = b.ask(request("r2", "a", LONG));

    assertThat(TransportCoordinator.answer(impatient)).isEqualTo(new TimedOut());
    a.complete(first.transport(), TransportOutcome.SUCCESS);
    assertThat(TransportCoordinator.answer(patient)).isInstanceOf(Started.class);
  }

  @Test
  void a_new_source_serves_who_waits() {
    UUID busy = fleet.source("a", 1);
    UUID withdrawn = fleet.source("a", 1);
    database.execute(
        "update replica set is_available = false where replica_id = '" + withdrawn + "'");
    TransportCoordinator a = coordinator("a");
    TransportCoordinator b = coordinator("b");
    a.start(request("r1", "a"));
    TransportCall waiting = a.ask(request("r2", "a", LONG));

    b.core()
        .changes()
        .change(
            "artifact:a",
            "RegisterReplica",
            () -> {
              b.core()
                  .entities()
                  .createNativeQuery("update replica set is_available = true")
                  .executeUpdate();
              ReplicaView replica =
                  b.core().replicas().find(withdrawn).orElseThrow().withAvailable(true);
              b.core()
                  .journal()
                  .append(
                      Actor.system("test"),
                      "replica.registered",
                      withdrawn.toString(),
                      JsonValue.NULL,
                      ReplicaJson.of(replica));
              return true;
            });

    assertThat(((Started) TransportCoordinator.answer(waiting)).source().id())
        .isEqualTo(withdrawn)
        .isNotEqualTo(busy);
  }

  @Test
  void what_no_entry_tells_of_is_found_by_looking_again() {
    fleet.source("a", 1);
    database.execute("update worker_liveness set last_heartbeat = now() - interval '1 minute'");
    TransportCoordinator a = coordinator("a");
    TransportCall waiting = a.ask(request("r1", "a", LONG));
    assertThat(waiting.answer().toCompletableFuture()).isNotDone();

    database.execute("update worker_liveness set last_heartbeat = now()");

    assertThat(TransportCoordinator.answer(waiting)).isInstanceOf(Started.class);
  }

  @Test
  void a_request_that_died_with_its_coordinator_blocks_no_source() {
    UUID source = fleet.source("a", 1);
    TransportCoordinator a = coordinator("a");
    TransportCoordinator b = coordinator("b");
    Started first = a.start(request("r1", "a"));
    b.ask(request("dead", "a", LONG));
    // It stops without a word: what it awaited runs out.
    b.close();
    database.execute(
        "update transport_request set awaited_until = now() where request_id = 'dead'");
    TransportCall waiting = a.ask(request("r2", "a", LONG));
    a.complete(first.transport(), TransportOutcome.SUCCESS);

    assertThat(TransportCoordinator.answer(waiting)).isInstanceOf(Started.class);
    assertThat(fleet.currentRequests(source)).isEqualTo("1");
    assertThat(database.text("select count(*) from transport where request_id = 'dead'"))
        .isEqualTo("0");
  }

  @Test
  void a_request_that_is_waited_for_stays_alive_for_longer_than_one_word() {
    fleet.source("a", 1);
    TransportCoordinator a = coordinator("a");
    a.start(request("r1", "a"));
    a.ask(request("r2", "a", LONG));
    String first = database.text("select awaited_until from transport_request");

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !database.text("select awaited_until from transport_request").equals(first));
    assertThat(database.text("select awaited_until > clock_timestamp() from transport_request"))
        .isEqualTo("true");
  }

  @Test
  void when_the_database_goes_away_whoever_waits_is_told_to_try_again() {
    fleet.source("a", 1);
    TransportCoordinator a =
        new TransportCoordinator(
            "a",
            database,
            Map.of(),
            requestIds -> {
              throw new DatabaseAway(new IOException("gone"));
            },
            TransportCoordinator.LOOK);
    coordinators.add(a);
    a.start(request("r1", "a"));
    TransportCall waiting = a.ask(request("r2", "a", LONG));

    assertThatThrownBy(() -> waiting.answer().toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(DatabaseAway.class);
  }

  @Test
  void whoever_waits_on_a_coordinator_that_stops_is_sent_to_another() {
    fleet.source("a", 1);
    TransportCoordinator a = coordinator("a");
    a.start(request("r1", "a"));
    TransportCall waiting = a.ask(request("r2", "a", LONG));

    a.close();

    assertThatThrownBy(() -> waiting.answer().toCompletableFuture().join())
        .hasCauseInstanceOf(Stopping.class);
  }

  @Test
  void those_who_wait_for_something_else_are_not_held_up_by_a_long_queue() {
    fleet.source("busy", 1);
    fleet.source("free", 1);
    TransportCoordinator a =
        new TransportCoordinator(
            "a",
            database,
            Map.of(
                "roster.transport-scheduler.group-dispatch.queue-scan-limit", "4",
                "roster.transport-scheduler.group-dispatch.dispatch-batch-limit", "2"));
    coordinators.add(a);
    a.start(request("r1", "busy"));
    for (int i = 0; i < 10; i++) {
      a.ask(request("w" + i, "busy", LONG));
    }
    Started free = a.start(request("r2", "free"));
    TransportCall waiting = a.ask(request("r3", "free", LONG));

    a.complete(free.transport(), TransportOutcome.SUCCESS);

    assertThat(TransportCoordinator.answer(waiting)).isInstanceOf(Started.class);
  }

  @Test
  void a_pass_dispatches_no_more_than_its_limit_in_one_transaction() {
    fleet.source("a", 1);
    TransportCoordinator a =
        new TransportCoordinator(
            "a",
            database,
            Map.of("roster.transport-scheduler.group-dispatch.dispatch-batch-limit", "2"));
    coordinators.add(a);
    Started first = a.start(request("r1", "a"));
    List<TransportCall> waiting = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      waiting.add(a.ask(request("w" + i, "a", LONG)));
    }
    database.execute("update replica set max_concurrency = 6");
    a.complete(first.transport(), TransportOutcome.SUCCESS);

    waiting.forEach(
        call -> assertThat(TransportCoordinator.answer(call)).isInstanceOf(Started.class));
    assertThat(
            database.text(
                "select max(n) from (select count(*) n from transport where request_id like 'w%' group by xmin::text) t"))
        .isEqualTo("2");
  }

  @Test
  void a_starving_group_goes_before_who_came_earlier() {
    fleet.source("a", 1);
    TransportCoordinator a = coordinator("a");
    Started first = a.start(request("r1", "a"));
    TransportCall earlier = a.ask(request("earlier", "a", LONG));
    TransportCall part = a.ask(request("part", "a", LONG, Optional.of(group("g", 2, "p1"))));

    a.complete(first.transport(), TransportOutcome.SUCCESS);

    Started served = (Started) TransportCoordinator.answer(part);
    assertThat(earlier.answer().toCompletableFuture()).isNotDone();
    a.complete(served.transport(), TransportOutcome.SUCCESS);
    assertThat(TransportCoordinator.answer(earlier)).isInstanceOf(Started.class);
  }

  private String state(String requestId) {
    return database.text("select state from transport_request where request_id = ?", requestId);
  }
}
