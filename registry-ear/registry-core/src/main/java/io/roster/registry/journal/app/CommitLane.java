/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.app;

import io.roster.registry.journal.app.GroupCommit.Committed;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.Overloaded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One queue of changes and the thread that commits them, group by group. */
final class CommitLane {

  private static final Logger LOG = LoggerFactory.getLogger(CommitLane.class);

  private static final int CAPACITY = 2_048;
  private static final int MOST_TOGETHER = 128;
  private static final long LOOK_MILLIS = 100;

  /** Runs work in one transaction. */
  interface Commit {
    Committed<List<Object>> run(String operation, Supplier<List<Object>> work);
  }

  private final ArrayBlockingQueue<Waiting<?>> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final String name;
  private final Commit commit;
  private volatile boolean stopping = true;

  /** Why nobody should wait, while that is so. */
  private volatile @Nullable DatabaseAway away;

  /** Who waits for the commit that is under way. */
  private volatile List<Waiting<?>> committing = List.of();

  CommitLane(String name, Commit commit) {
    this.name = name;
    this.commit = commit;
  }

  void start(ThreadFactory threads) {
    stopping = false;
    Thread thread = threads.newThread(this::loop);
    thread.setName("roster-commit");
    thread.setDaemon(true);
    thread.start();
  }

  void stop() {
    stopping = true;
  }

  int waiting() {
    return queue.size();
  }

  <W extends Waiting<?>> W submit(W waiting) {
    if (stopping || !queue.offer(waiting)) {
      throw new Overloaded(waiting.operation());
    }
    // Looked at only now, so that nobody is left behind who comes while it is told.
    DatabaseAway why = away;
    if (why != null) {
      giveUp(why);
    }
    return waiting;
  }

  /**
   * Tells whoever waits that the database is away, and whoever comes until {@link #goOn}. What is
   * under way may yet be committed.
   */
  void giveUp(DatabaseAway why) {
    away = why;
    List<Waiting<?>> all = new ArrayList<>(committing);
    queue.drainTo(all);
    all.forEach(waiting -> waiting.fail(why));
  }

  void goOn() {
    away = null;
  }

  private void loop() {
    List<Waiting<?>> group = new ArrayList<>(MOST_TOGETHER);
    while (!stopping) {
      if (gather(group)) {
        committing = List.copyOf(group);
        commit(group);
        committing = List.of();
        group.clear();
      }
    }
    queue.drainTo(group);
    group.forEach(
        waiting -> waiting.committed().completeExceptionally(new Overloaded(waiting.operation())));
  }

  private boolean gather(List<Waiting<?>> group) {
    try {
      Waiting<?> first = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (first == null) {
        return false;
      }
      group.add(first);
      queue.drainTo(group, MOST_TOGETHER - 1);
      group.forEach(waiting -> CommitMetrics.waited(waiting.waitedNanos()));
      return true;
    } catch (InterruptedException interrupted) {
      stopping = true;
      return false;
    }
  }

  /** Runs what is still waited for: after a failure some may have been told to go elsewhere. */
  private void commitOpen(List<Waiting<?>> group) {
    List<Waiting<?>> open =
        group.stream().filter(waiting -> !waiting.committed().isDone()).toList();
    if (!open.isEmpty()) {
      commit(open);
    }
  }

  private void commit(List<Waiting<?>> group) {
    CommitMetrics.together(group.size());
    Group together = new Group(name, group);
    try {
      Committed<List<Object>> committed = commit.run(together.operation(), together::run);
      together.answer(committed);
    } catch (DatabaseAway away) {
      // Each by itself would only wait for the database once more.
      together.fail(away);
    } catch (RuntimeException failed) {
      if (group.size() == 1) {
        together.fail(failed);
      } else {
        together.apart().forEach(this::commitOpen);
      }
    } catch (Error fault) {
      // Whoever waits must not wait for ever, and whoever comes needs this thread.
      LOG.error("commit_fault lane={}", name, fault);
      together.fail(new IllegalStateException(fault));
    }
  }
}
