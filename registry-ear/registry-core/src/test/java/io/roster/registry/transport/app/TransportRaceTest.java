/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.app;

import static io.roster.registry.transport.Fleet.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.transport.Fleet;
import io.roster.registry.transport.TransportAnswer;
import io.roster.registry.transport.TransportAnswer.Started;
import io.roster.registry.transport.TransportCall;
import io.roster.registry.transport.TransportGroup;
import io.roster.registry.transport.TransportOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real threads on two coordinators that share one database. */
class TransportRaceTest {

  private static final int CALLERS = 12;
  private static final int REQUESTS_EACH = 15;
  private static final Duration PATIENT = Duration.ofMinutes(2);

  private final TestDatabase database = TestDatabase.clean();
  private final Fleet fleet = new Fleet(database);
  private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
  private final List<TransportCoordinator> coordinators = new ArrayList<>();

  @AfterEach
  void end() {
    callers.shutdownNow();
    coordinators.forEach(TransportCoordinator::close);
  }

  private void start() {
    coordinators.add(new TransportCoordinator("a", database));
    coordinators.add(new TransportCoordinator("b", database));
  }

  @Test
  void no_source_ever_serves_more_than_it_offers_and_each_request_is_decided_once()
      throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    List<UUID> sources = List.of(fleet.source("a", 1), fleet.source("a", 2), fleet.source("b", 1));
    start();

    List<Future<Tally>> running = new ArrayList<>();
    CountDownLatch go = new CountDownLatch(1);
    for (int i = 0; i < CALLERS; i++) {
      Caller caller = new Caller(i, new Random(seed + i), go);
      running.add(callers.submit(caller));
    }
    go.countDown();
    Tally all = new Tally();
    for (Future<Tally> one : running) {
      all.add(one.get(2, TimeUnit.MINUTES));
    }

    assertThat(all.started + all.timedOut + all.cancelled).isEqualTo(CALLERS * REQUESTS_EACH);
    assertThat(all.transports).as("no transport was given twice").hasSize(all.started);
    assertThat(overloaded()).as("claims beyond what the source offers").isEqualTo("0");
    assertThat(overlapping()).as("transports of one request at a time").isEqualTo("0");
    assertThat(count("transport where outcome = 'success'")).isEqualTo(String.valueOf(all.started));
    // What was given to those who had just left is taken back a moment later.
    await()
        .untilAsserted(
            () -> {
              assertThat(count("transport where status = 'in_progress'")).isEqualTo("0");
              assertThat(count("transport_request where state = 'enqueued'")).isEqualTo("0");
            });
    assertThat(sources)
        .allSatisfy(source -> assertThat(fleet.currentRequests(source)).isIn("0", ""));
    for (TransportCoordinator coordinator : coordinators) {
      coordinator
          .core()
          .tail()
          .reached(Long.parseLong(database.text("select revision from journal_head")))
          .toCompletableFuture()
          .get(10, TimeUnit.SECONDS);
      assertThat(coordinator.directory().size()).isZero();
      assertThat(sources)
          .allSatisfy(
              source ->
                  assertThat(coordinator.core().replicas().load(source).currentRequests())
                      .isZero());
    }
  }

  private String count(String rows) {
    return database.text("select count(*) from " + rows);
  }

  /** The journal has the load after each start. */
  private String overloaded() {
    return database.text(
        """
        select count(*) from journal j join replica r on r.replica_id = cast(j.after->>'replica_id' as uuid)
        where j.kind = 'transport.started' and cast(j.after->>'current_requests' as bigint) > r.max_concurrency
        """);
  }

  private String overlapping() {
    return database.text(
        """
        select count(*) from transport t join transport u
          on t.request_id = u.request_id and t.transport_id < u.transport_id
        where t.created_at < u.completed_at and u.created_at < t.completed_at
        """);
  }

  /** What callers got. */
  private static final class Tally {
    private final Set<UUID> transports = new HashSet<>();
    private int started;
    private int timedOut;
    private int cancelled;

    void add(Tally other) {
      transports.addAll(other.transports);
      started += other.started;
      timedOut += other.timedOut;
      cancelled += other.cancelled;
    }
  }

  /** Asks, fetches for a moment, completes; sometimes loses patience or leaves. */
  private final class Caller implements Callable<Tally> {

    private final int number;
    private final Random random;
    private final CountDownLatch go;
    private final Tally tally = new Tally();

    Caller(int number, Random random, CountDownLatch go) {
      this.number = number;
      this.random = random;
      this.go = go;
    }

    @Override
    public Tally call() throws InterruptedException {
      go.await();
      for (int i = 0; i < REQUESTS_EACH; i++) {
        one("r" + number + "-" + i);
      }
      return tally;
    }

    private void one(String id) {
      String artifact = random.nextInt(3) == 0 ? "b" : "a";
      int mood = random.nextInt(10);
      Duration patience = mood == 0 ? Duration.ZERO : mood == 1 ? Duration.ofMillis(20) : PATIENT;
      TransportCall call = any().ask(request(id, artifact, patience));
      if (mood == 2) {
        call.cancel();
        if (call.answer().toCompletableFuture().isCompletedExceptionally()) {
          tally.cancelled++;
          return;
        }
      }
      TransportAnswer answer = TransportCoordinator.answer(call);
      if (answer instanceof Started started) {
        tally.started++;
        tally.transports.add(started.transport());
        any().complete(started.transport(), TransportOutcome.SUCCESS);
      } else {
        tally.timedOut++;
      }
    }

    private TransportCoordinator any() {
      return coordinators.get(random.nextInt(coordinators.size()));
    }
  }

  @Test
  void one_request_on_two_coordinators_at_once_gets_one_transport() throws Exception {
    UUID source = fleet.source("a", 1_000);
    start();
    for (int round = 0; round < 40; round++) {
      String id = "r" + round;
      Duration patience = round % 2 == 0 ? Duration.ZERO : PATIENT;
      List<TransportAnswer> answers =
          atOnce(coordinator -> coordinator.answer(request(id, "a", patience)));

      assertThat(answers).as(id).hasOnlyElementsOfType(Started.class);
      assertThat(new HashSet<>(answers)).as(id).hasSize(1);
    }
    assertThat(fleet.currentRequests(source)).isEqualTo("40");
  }

  @Test
  void a_part_of_a_group_that_is_asked_for_under_many_ids_at_once_is_given_once() throws Exception {
    List<String> artifacts = List.of("a", "b", "c", "d");
    artifacts.forEach(artifact -> fleet.source(artifact, 1_000));
    start();
    for (int round = 0; round < 20; round++) {
      TransportGroup part = new TransportGroup("tp_version", "g" + round, 1, 4, "p", 0);
      AtomicInteger number = new AtomicInteger();
      String prefix = "r" + round + "-";
      List<Boolean> given =
          atOnce(
              coordinator -> {
                int mine = number.getAndIncrement();
                try {
                  coordinator.start(
                      request(
                          prefix + mine, artifacts.get(mine), Duration.ZERO, Optional.of(part)));
                  return true;
                } catch (InvalidRequest contradicts) {
                  return false;
                }
              });

      assertThat(given).as("round %d", round).containsOnlyOnce(true);
    }
  }

  @Test
  void one_request_that_waits_on_two_coordinators_gets_one_transport() throws Exception {
    UUID source = fleet.source("a", 1);
    start();
    for (int round = 0; round < 15; round++) {
      Started busy = coordinators.get(0).start(request("busy" + round, "a"));
      String id = "r" + round;
      List<TransportCall> calls = atOnce(coordinator -> coordinator.ask(request(id, "a", PATIENT)));
      coordinators.get(round % 2).complete(busy.transport(), TransportOutcome.SUCCESS);
      Set<TransportAnswer> answers = new HashSet<>();
      calls.forEach(call -> answers.add(TransportCoordinator.answer(call)));

      assertThat(answers).as(id).hasSize(1).hasOnlyElementsOfType(Started.class);
      Started started = (Started) answers.iterator().next();
      coordinators.get(0).complete(started.transport(), TransportOutcome.SUCCESS);
    }
    assertThat(fleet.currentRequests(source)).isEqualTo("0");
  }

  @Test
  void a_transport_that_is_completed_many_times_at_once_frees_one_slot() throws Exception {
    UUID source = fleet.source("a", 1_000);
    start();
    coordinators.get(0).start(request("stays", "a"));
    for (int round = 0; round < 30; round++) {
      Started started = coordinators.get(round % 2).start(request("r" + round, "a"));
      assertThat(
              atOnce(
                  coordinator ->
                      coordinator.complete(started.transport(), TransportOutcome.SUCCESS)))
          .containsOnly(io.roster.registry.transport.TransportCompletion.Result.COMPLETED);
    }
    assertThat(fleet.currentRequests(source)).isEqualTo("1");
    assertThat(database.text("select count(*) from journal where kind = 'transport.completed'"))
        .isEqualTo("30");
  }

  @Test
  void no_slot_is_lost_between_who_begins_to_wait_and_who_completes() throws Exception {
    fleet.source("a", 1);
    start();
    Started running = coordinators.get(0).start(request("first", "a"));
    for (int round = 0; round < 40; round++) {
      String id = "r" + round;
      UUID transport = running.transport();
      CyclicBarrier together = new CyclicBarrier(2);
      Future<TransportCall> asking =
          callers.submit(
              () -> {
                together.await();
                return coordinators.get(0).ask(request(id, "a", PATIENT));
              });
      Future<?> completing =
          callers.submit(
              () -> {
                together.await();
                return coordinators.get(1).complete(transport, TransportOutcome.SUCCESS);
              });
      completing.get();
      running = (Started) TransportCoordinator.answer(asking.get());
    }
  }

  /** On each coordinator twice, at the same time. */
  private <T> List<T> atOnce(Use<T> use) throws Exception {
    CyclicBarrier together = new CyclicBarrier(4);
    List<Future<T>> running = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      TransportCoordinator coordinator = coordinators.get(i % 2);
      running.add(
          callers.submit(
              () -> {
                together.await();
                return use.on(coordinator);
              }));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> one : running) {
      results.add(one.get(1, TimeUnit.MINUTES));
    }
    return results;
  }

  private interface Use<T> {
    T on(TransportCoordinator coordinator);
  }
}
