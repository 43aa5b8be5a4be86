/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.roster.registry.TestCoordinator;
import io.roster.registry.journal.model.BulkChange;
import io.roster.registry.journal.model.Change;
import io.roster.registry.journal.model.Projection;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.RegistryException;
import io.roster.registry.platform.TestDatabase;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

  private static final Actor TEST = Actor.system("test");

  private final TestDatabase database = TestDatabase.clean();
  private final ExecutorService callers = Executors.newFixedThreadPool(16);
  private final Seen seenByA = new Seen();
  private final Seen seenByB = new Seen();
  private final TestCoordinator a = new TestCoordinator("a", database, seenByA);
  private final TestCoordinator b = new TestCoordinator("b", database, seenByB);

  @BeforeEach
  void note() {
    database.execute("create table if not exists note (id text primary key, text text)");
    database.execute("truncate note");
  }

  @AfterEach
  void end() {
    callers.shutdownNow();
    a.close();
    b.close();
  }

  @Test
  void of_a_change_with_very_many_entries_memory_sees_each_state_in_both_coordinators() {
    int many = 12_000;

    a.changes()
        .changeAlone(
            "Test",
            () -> {
              LongStream.range(0, many).forEach(each -> append(a, "n" + each));
              return "";
            });

    await().untilAsserted(() -> assertThat(seenByB.subjects()).hasSize(many));
    assertThat(seenByA.subjects()).hasSize(many);
    assertThat(seenByA.ids()).isEqualTo(seenByA.subjects()).isEqualTo(seenByB.ids());
  }

  @Test
  void a_fault_is_told_and_whoever_comes_next_is_served() throws Exception {
    Callable<String> faulty =
        () ->
            a.changes()
                .change(
                    "lane",
                    "Test",
                    () -> {
                      throw new NoClassDefFoundError("for the test");
                    });

    assertThatThrownBy(() -> callers.submit(faulty).get())
        .hasRootCauseInstanceOf(NoClassDefFoundError.class);
    assertThat(callers.submit(() -> write(a, "lane", "after")).get()).isNotEmpty();
  }

  @Test
  void changes_that_wait_together_share_a_transaction_and_each_gets_its_own_answer()
      throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Future<String> first = callers.submit(() -> hold(blocked, release));
    blocked.await();
    List<Future<String>> group = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String id = "n" + i;
      group.add(callers.submit(() -> write(a, "lane", id)));
    }
    await().until(() -> a.changes() instanceof GroupCommit commits && commits.waiting() == 8);
    release.countDown();

    assertThat(first.get()).isEqualTo("held");
    List<String> transactions = new ArrayList<>();
    for (Future<String> one : group) {
      transactions.add(one.get());
    }
    assertThat(transactions).as("the transaction ids").hasSize(8).containsOnly(transactions.get(0));
  }

  @Test
  void one_that_refuses_takes_nobody_with_it() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Future<String> first = callers.submit(() -> hold(blocked, release));
    blocked.await();
    Future<String> good = callers.submit(() -> write(a, "lane", "good"));
    Future<String> bad =
        callers.submit(
            () ->
                a.changes()
                    .change(
                        "lane",
                        "bad",
                        () -> {
                          insert(a, "bad");
                          throw new InvalidRequest("field", "is bad");
                        }));
    Future<String> better = callers.submit(() -> write(a, "lane", "better"));
    await().until(() -> a.changes() instanceof GroupCommit commits && commits.waiting() == 3);
    release.countDown();
    first.get();

    good.get();
    better.get();
    assertThatThrownBy(bad::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InvalidRequest.class);
    assertThat(database.text("select string_agg(id, ',' order by id) from note"))
        .isEqualTo("better,good");
    assertThat(database.text("select count(*) from journal where subject = 'bad'")).isEqualTo("0");
  }

  @Test
  void a_change_in_bulk_runs_once_for_all_that_wait() throws Exception {
    Bulk bulk = new Bulk();
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Future<String> first = callers.submit(() -> hold(blocked, release));
    blocked.await();
    List<Future<String>> answers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String request = "r" + i;
      answers.add(callers.submit(() -> a.changes().change("lane", bulk, request)));
    }
    await().until(() -> a.changes() instanceof GroupCommit commits && commits.waiting() == 5);
    release.countDown();
    first.get();

    for (int i = 0; i < 5; i++) {
      assertThat(answers.get(i).get()).isEqualTo("answer to r" + i);
    }
    assertThat(bulk.sizes).containsExactly(5);
  }

  @Test
  void whoever_is_refused_for_what_another_coordinator_changed_finds_it_in_memory_afterwards() {
    for (int i = 0; i < 50; i++) {
      String id = "others" + i;
      write(a, "lane", id);

      assertThatThrownBy(() -> b.changes().change("lane", "look", () -> refuse(b, id)))
          .isInstanceOf(InvalidRequest.class);

      assertThat(seenByB.subjects()).contains(id);
    }
    write(a, "lane", "last");
    assertThatThrownBy(() -> b.changes().changeAlone("look", () -> refuse(b, "last")))
        .isInstanceOf(InvalidRequest.class);
    assertThat(seenByB.subjects()).contains("last");
  }

  private static String refuse(TestCoordinator coordinator, String id) {
    throw new InvalidRequest(
        "id",
        "is taken: "
            + coordinator
                .entities()
                .createNativeQuery("select id from note where id = '" + id + "'")
                .getSingleResult());
  }

  @Test
  void whoever_changed_something_finds_it_in_memory_afterwards() {
    write(a, "lane", "mine");

    assertThat(seenByA.subjects()).contains("mine");
    await().untilAsserted(() -> assertThat(seenByB.subjects()).contains("mine"));
  }

  @Test
  void whoever_is_told_of_what_another_coordinator_changed_finds_it_in_memory_afterwards() {
    for (int i = 0; i < 50; i++) {
      String id = "others" + i;
      write(a, "lane", id);

      String told =
          b.changes()
              .change(
                  "lane",
                  "look",
                  () ->
                      b.entities()
                          .createNativeQuery("select id from note where id = '" + id + "'")
                          .getSingleResult()
                          .toString());

      assertThat(told).isEqualTo(id);
      assertThat(seenByB.subjects()).contains(id);
    }
  }

  @Test
  void every_coordinator_sees_every_revision_once_and_in_order() throws Exception {
    List<Callable<String>> writes = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String id = "w" + i;
      TestCoordinator coordinator = i % 2 == 0 ? a : b;
      writes.add(() -> write(coordinator, id, id));
    }
    for (Future<String> done : callers.invokeAll(writes)) {
      done.get();
    }
    List<Long> all = LongStream.rangeClosed(1, 200).boxed().toList();
    await()
        .untilAsserted(
            () -> {
              assertThat(seenByA.revisions).containsExactlyElementsOf(all);
              assertThat(seenByB.revisions).containsExactlyElementsOf(all);
            });
  }

  @Test
  void more_than_a_lane_holds_is_refused_and_later_may_go() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CommitLane lane = new CommitLane("0", new Blocking(blocked, release));
    lane.start(TestCoordinator.threads());
    lane.submit(new Waiting.Single<>("first", () -> "first"));
    blocked.await();
    for (int i = 0; i < 2_048; i++) {
      lane.submit(new Waiting.Single<>("next", () -> "next"));
    }

    assertThatThrownBy(() -> lane.submit(new Waiting.Single<>("one too many", () -> "")))
        .isInstanceOf(RegistryException.class)
        .extracting(failure -> ((RegistryException) failure).code())
        .isEqualTo(ErrorCode.OVERLOADED);
    release.countDown();
    await()
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(lane.submit(new Waiting.Single<>("again", () -> "")).operation())
                    .isEqualTo("again"));
    lane.stop();
  }

  @Test
  void while_the_database_is_away_nobody_waits_for_it() throws Exception {
    GroupCommit commits = (GroupCommit) a.changes();
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Future<String> underWay = callers.submit(() -> hold(blocked, release));
    blocked.await();
    Future<String> waiting = callers.submit(() -> write(a, "lane", "waiting"));
    await().until(() -> commits.waiting() == 1);

    commits.databaseIsAway(new SQLException("cut off"));

    for (Future<String> told : List.of(underWay, waiting)) {
      assertThatThrownBy(told::get).hasCauseInstanceOf(DatabaseAway.class);
    }
    assertThatThrownBy(() -> write(a, "lane", "new")).isInstanceOf(DatabaseAway.class);

    commits.databaseAnswers();
    release.countDown();
    write(a, "lane", "afterwards");
    assertThat(database.text("select string_agg(id, ',') from note"))
        .as("what was not begun is not made behind the caller's back")
        .isEqualTo("afterwards");
  }

  private String hold(CountDownLatch blocked, CountDownLatch release) {
    return a.changes()
        .change(
            "lane",
            "hold",
            () -> {
              blocked.countDown();
              try {
                release.await();
              } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
              }
              return "held";
            });
  }

  /** Writes a note and returns the transaction's id. */
  private static String write(TestCoordinator coordinator, String lane, String id) {
    return coordinator.changes().change(lane, "write", () -> insert(coordinator, id));
  }

  private static String insert(TestCoordinator coordinator, String id) {
    coordinator
        .entities()
        .createNativeQuery("insert into note (id) values (?)")
        .setParameter(1, id)
        .executeUpdate();
    append(coordinator, id);
    return String.valueOf(
        coordinator
            .entities()
            .createNativeQuery("select cast(pg_current_xact_id() as text)")
            .getSingleResult());
  }

  private static void append(TestCoordinator coordinator, String id) {
    coordinator
        .journal()
        .append(
            TEST,
            "note.written",
            id,
            JsonValue.NULL,
            Json.createObjectBuilder().add("id", id).build());
  }

  /** Remembers every change that it is shown. */
  private static final class Seen implements Projection {
    private final ConcurrentLinkedQueue<Long> revisions = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> subjects = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> ids = new ConcurrentLinkedQueue<>();

    @Override
    public void load() {}

    @Override
    public void apply(Change change) {
      revisions.add(change.revision());
      subjects.add(change.subject());
      change.state().ifPresent(state -> ids.add(state.getString("id")));
    }

    List<String> subjects() {
      return List.copyOf(subjects);
    }

    /** As the states tell them. */
    List<String> ids() {
      return List.copyOf(ids);
    }
  }

  private static final class Bulk implements BulkChange<String, String> {
    private final ConcurrentLinkedQueue<Integer> sizes = new ConcurrentLinkedQueue<>();

    @Override
    public String operation() {
      return "bulk";
    }

    @Override
    public List<String> run(List<String> requests) {
      sizes.add(requests.size());
      return requests.stream().map(request -> "answer to " + request).toList();
    }
  }

  /** A commit that lasts until it is released. */
  private record Blocking(CountDownLatch blocked, CountDownLatch release)
      implements CommitLane.Commit {

    @Override
    public GroupCommit.Committed<List<Object>> run(
        String operation, java.util.function.Supplier<List<Object>> work) {
      blocked.countDown();
      try {
        release.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      return new GroupCommit.Committed<>(work.get(), List.of(), 0);
    }
  }
}
