/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.app;

import static io.roster.registry.cluster.Workers.registration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roster.registry.cluster.RegisteredWorker;
import io.roster.registry.cluster.app.ClusterActions;
import io.roster.registry.journal.JournalEntry;
import io.roster.registry.journal.SubjectState;
import io.roster.registry.journal.WatchQuery.Beginning;
import io.roster.registry.journal.WatchService.Watch;
import io.roster.registry.journal.Watcher;
import io.roster.registry.platform.Overloaded;
import io.roster.registry.platform.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changes and reconnections in a random order; the seed of a failing run is in its message. */
class WatchPropertyTest {

  private static final int CHANGES = 300;

  private final long seed = System.nanoTime();
  private final TestDatabase database = TestDatabase.clean();
  private final List<WatchingCoordinator> coordinators =
      new ArrayList<>(
          List.of(new WatchingCoordinator("a", database), new WatchingCoordinator("b", database)));

  @AfterEach
  void end() {
    coordinators.forEach(WatchingCoordinator::close);
  }

  @Test
  void a_watcher_that_reconnects_at_random_sees_each_revision_exactly_once() {
    Random random = new Random(seed);
    CompletableFuture<Void> changes = CompletableFuture.runAsync(() -> change(new Random(seed)));
    Told told = new Told();
    told.bookmark(0, 0);
    int restarts = 0;
    while (!(changes.isDone() && told.position() == newest())) {
      Connection connection = new Connection(told);
      Watch watch = any(random).watch(new Beginning.After(told.position()), connection);
      readSome(random, told, changes);
      connection.cut();
      watch.close();
      if (restarts < 3 && random.nextInt(5) == 0) {
        restarts++;
        restartOne(random);
      }
    }
    changes.join();

    assertThat(told.revisions)
        .as("seed %d", seed)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, newest()).boxed().toList());
  }

  @Test
  void a_watcher_that_begins_with_a_list_in_the_midst_of_changes_ends_with_the_same_state() {
    Random random = new Random(seed);
    ClusterActions workers = new ClusterActions(database);
    CompletableFuture<Void> changes =
        CompletableFuture.runAsync(() -> comeAndGo(workers, new Random(seed)));
    List<Told> watchers = new ArrayList<>();
    while (!changes.isDone()) {
      Told told = new Told();
      any(random).watch(new Beginning.State(), told);
      watchers.add(told);
      await().until(() -> told.position() >= 0);
    }
    changes.join();
    assertThat(watchers).hasSizeGreaterThan(1);

    Told later = new Told();
    any(random).watch(new Beginning.State(), later);
    watchers.add(later);
    for (Told told : watchers) {
      await().until(() -> told.position() == newest());
      assertThat(activity(told)).as("seed %d", seed).isEqualTo(activity(later));
    }
  }

  /**
   * Which workers there are, and whether they are active; entries tell no more of those who left.
   */
  private static TreeMap<String, Boolean> activity(Told told) {
    TreeMap<String, Boolean> activity = new TreeMap<>();
    told.state()
        .forEach(
            (worker, state) ->
                activity.put(worker, state.replace(" ", "").contains("\"active\":true")));
    return activity;
  }

  private void change(Random random) {
    for (int i = 0; i < CHANGES; i++) {
      try {
        if (random.nextInt(20) == 0) {
          any(random).notes(random.nextInt(400));
        } else {
          any(random).note("s" + random.nextInt(5), i);
        }
      } catch (Overloaded stopped) {
        // That coordinator was just going.
      }
    }
  }

  private static void comeAndGo(ClusterActions workers, Random random) {
    for (int i = 0; i < CHANGES / 3; i++) {
      int daemon = random.nextInt(20);
      RegisteredWorker worker = workers.register(registration("d" + daemon, 50_000 + daemon));
      if (random.nextBoolean()) {
        workers.unregister(worker.worker());
      }
    }
  }

  /** Stays connected for a while; a coordinator that stops ends it. */
  private void readSome(Random random, Told told, CompletableFuture<Void> changes) {
    int wanted = told.revisions.size() + random.nextInt(100);
    await()
        .pollInterval(Duration.ofMillis(1))
        .until(
            () ->
                told.revisions.size() >= wanted
                    || (changes.isDone() && told.position() == newest()));
  }

  private void restartOne(Random random) {
    WatchingCoordinator gone;
    synchronized (coordinators) {
      gone = coordinators.remove(random.nextInt(coordinators.size()));
      coordinators.add(new WatchingCoordinator("c" + random.nextInt(1_000), database));
    }
    gone.close();
  }

  private WatchingCoordinator any(Random random) {
    synchronized (coordinators) {
      return coordinators.get(random.nextInt(coordinators.size()));
    }
  }

  private long newest() {
    return Long.parseLong(database.text("select revision from journal_head"));
  }

  /** As a network is: what comes after the cut is lost. */
  private static final class Connection implements Watcher {

    private final Told told;
    private boolean cut;

    Connection(Told told) {
      this.told = told;
    }

    synchronized void cut() {
      cut = true;
    }

    private synchronized void pass(Consumer<Watcher> message) {
      if (!cut) {
        message.accept(told);
      }
    }

    @Override
    public boolean isReady() {
      return told.isReady();
    }

    @Override
    public void event(JournalEntry entry) {
      pass(to -> to.event(entry));
    }

    @Override
    public void bookmark(long revision, long epoch) {
      pass(to -> to.bookmark(revision, epoch));
    }

    @Override
    public void relist(RelistReason reason, long firstKept, long revision) {
      pass(to -> to.relist(reason, firstKept, revision));
    }

    @Override
    public void state(SubjectState state) {
      pass(to -> to.state(state));
    }

    @Override
    public void listed(long revision, long epoch, long count) {
      pass(to -> to.listed(revision, epoch, count));
    }

    @Override
    public void failed(RuntimeException failure) {
      pass(to -> to.failed(failure));
    }
  }
}
