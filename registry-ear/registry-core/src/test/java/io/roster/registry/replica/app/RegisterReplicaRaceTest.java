/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.app;

import static io.roster.registry.replica.Replicas.exportable;
import static io.roster.registry.replica.Replicas.named;
import static io.roster.registry.replica.Replicas.place;
import static io.roster.registry.replica.Replicas.registration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roster.registry.TestCoordinator;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.replica.ReplicaRegistration;
import io.roster.registry.replica.ReplicaView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegisterReplicaRaceTest {

  private static final int PLACES = 12;

  private final TestDatabase database = TestDatabase.clean();
  private final TestCoordinator a = new TestCoordinator("a", database);
  private final TestCoordinator b = new TestCoordinator("b", database);
  private final List<ReplicaActions> coordinators =
      List.of(new ReplicaActions(a, database), new ReplicaActions(b, database));
  private final ExecutorService callers = Executors.newFixedThreadPool(12);

  @AfterEach
  void end() {
    callers.shutdownNow();
    coordinators.forEach(ReplicaActions::close);
    a.close();
    b.close();
  }

  @Test
  void many_on_two_coordinators_make_one_replica_of_each_place() throws Exception {
    Map<Integer, Set<UUID>> given = new ConcurrentHashMap<>();
    race(
        240,
        i -> {
          int place = i % PLACES;
          UUID id =
              coordinators
                  .get(i / PLACES % 2)
                  .register(
                      registration(
                          place("a" + place),
                          new WorkerId("w" + i % 5),
                          Optional.of(exportable(i, 100))));
          given.computeIfAbsent(place, unused -> ConcurrentHashMap.newKeySet()).add(id);
          return id;
        });

    assertThat(given).hasSize(PLACES);
    assertThat(given.values()).allSatisfy(ids -> assertThat(ids).hasSize(1));
    assertThat(database.text("select count(*) from replica")).isEqualTo("12");
    assertThat(database.text("select count(*) from journal where kind = 'replica.registered'"))
        .isEqualTo("240");
    assertThat(
            database.text(
                "select count(*) from journal where kind = 'replica.registered' and before = 'null'"))
        .isEqualTo("12");
    memoriesAgreeWithTheDatabase();
  }

  @Test
  void of_equal_requests_at_once_one_is_done_and_all_get_its_answer() throws Exception {
    Set<UUID> answers =
        new HashSet<>(
            race(
                60,
                i ->
                    coordinators
                        .get(i % 2)
                        .register(named(registration("a" + i / 20), "r" + i / 20, "f" + i / 20))));

    assertThat(answers).hasSize(3);
    assertThat(database.text("select count(*) from journal where kind = 'replica.registered'"))
        .isEqualTo("3");
  }

  @Test
  void registrations_and_removals_leave_memory_and_database_alike() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    race(
        300,
        i -> {
          Random random = new Random(seed + i);
          ReplicaActions coordinator = coordinators.get(random.nextInt(2));
          String artifact = "a" + random.nextInt(4);
          ReplicaRegistration registration =
              named(registration(artifact), "r" + random.nextInt(40) + artifact, "f");
          UUID id = coordinator.register(registration);
          return switch (random.nextInt(4)) {
            case 0 -> coordinator.door().unregister(artifact, id);
            case 1 -> coordinator.door().markUnavailable(id, Optional.empty());
            case 2 -> coordinator.door().touch(artifact, id);
            default -> true;
          };
        });

    memoriesAgreeWithTheDatabase();
    assertThat(
            database.text(
                "select count(*) from client_request c where not exists (select from replica r where r.replica_id::text = c.subject)"))
        .as("answers that tell of replicas that are no more")
        .isEqualTo("0");
  }

  private <T> List<T> race(int calls, Function<Integer, T> call) throws Exception {
    List<Future<T>> begun = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      int number = i;
      begun.add(callers.submit(() -> call.apply(number)));
    }
    List<T> answers = new ArrayList<>();
    for (Future<T> one : begun) {
      answers.add(one.get());
    }
    return answers;
  }

  private void memoriesAgreeWithTheDatabase() {
    Map<UUID, ReplicaView> stored;
    try (TestCoordinator fresh = new TestCoordinator("fresh", database)) {
      stored = byId(fresh);
    }
    await().untilAsserted(() -> assertThat(byId(a)).isEqualTo(stored));
    await().untilAsserted(() -> assertThat(byId(b)).isEqualTo(stored));
  }

  private static Map<UUID, ReplicaView> byId(TestCoordinator coordinator) {
    return coordinator.replicas().all().stream()
        .collect(Collectors.toMap(ReplicaView::id, replica -> replica));
  }
}
