/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app;

import io.roster.registry.cluster.UnknownWorker;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.app.WorkerDirectory;
import io.roster.registry.command.Command;
import io.roster.registry.command.NodeCommands.Taker;
import io.roster.registry.journal.model.Changes;
import io.roster.registry.platform.Background;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.Names;
import io.roster.registry.platform.Overloaded;
import io.roster.registry.platform.jdbc.DatabaseTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that wait for a command. A waiting node costs an entry here and no thread: memory says when
 * there is something, and only then the database is asked.
 */
@ApplicationScoped
public class WaitingNodes {

  private static final int THREADS = 2;
  private static final long IDLE_SECONDS = 30;

  /** How late a wait may end, and a repetition come. */
  private static final long TICK_MILLIS = 250;

  /** One for each worker at most, so it is bounded as the workers are. */
  private final Map<WorkerId, WaitingNode> waiting = new ConcurrentHashMap<>();

  private final Background clock = new Background("command-clock", TICK_MILLIS, this::tick);

  private DeliverCommands delivering;
  private OpenCommands open;
  private WorkerDirectory workers;
  private Changes changes;
  private DatabaseTime time;
  private @Nullable ThreadPoolExecutor threads;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public WaitingNodes() {}

  @Inject
  public WaitingNodes(
      DeliverCommands delivering,
      OpenCommands open,
      WorkerDirectory workers,
      Changes changes,
      DatabaseTime time) {
    this.delivering = delivering;
    this.open = open;
    this.workers = workers;
    this.changes = changes;
    this.time = time;
  }

  public void start(ThreadFactory factory) {
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = factory.newThread(work);
              thread.setName("roster-deliver");
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    threads.allowCoreThreadTimeOut(true);
    open.onNews(this::news);
    clock.start(factory);
  }

  /** Ends; may be repeated. */
  public void stop() {
    clock.stop();
    waiting.values().forEach(node -> node.answer(List.of()));
    waiting.clear();
    if (threads != null) {
      threads.shutdownNow();
    }
  }

  CompletableFuture<List<Command>> take(Taker taker) {
    Names.require("worker_id", taker.worker().value());
    Names.require("daemon_id", taker.daemonId());
    requireKnown(taker);
    WaitingNode node = new WaitingNode(taker);
    WaitingNode displaced = waiting.put(taker.worker(), node);
    if (displaced != null) {
      displaced.answer(List.of());
    }
    // In the order in which news come: whoever looks first and waits then misses what is between.
    look(node);
    return node.answer();
  }

  private void requireKnown(Taker taker) {
    boolean known =
        workers
            .find(taker.worker())
            .filter(worker -> worker.view().daemonId().equals(taker.daemonId()))
            .isPresent();
    if (!known) {
      throw new UnknownWorker(taker.worker());
    }
  }

  private void news(WorkerId worker) {
    WaitingNode node = waiting.get(worker);
    if (node != null) {
      look(node);
    }
  }

  private void tick() {
    for (WaitingNode node : waiting.values()) {
      if (node.isOver()) {
        node.answer(List.of());
      }
      if (node.answer().isDone()) {
        waiting.remove(node.taker().worker(), node);
      } else {
        look(node);
      }
    }
  }

  private void look(WaitingNode node) {
    Taker taker = node.taker();
    boolean something =
        taker.restarted()
            ? open.hasAny(taker.worker())
            : open.hasDue(taker.worker(), time.instant());
    if (something && threads != null && node.begin()) {
      threads.execute(() -> deliver(node));
    } else if (taker.patience().isZero() && !something) {
      node.answer(List.of());
    }
  }

  private void deliver(WaitingNode node) {
    try {
      // Who has gone meanwhile is given nothing: it would count as a delivery.
      if (!node.answer().isDone()) {
        List<Command> given =
            changes.change(
                "worker:" + node.taker().worker().value(),
                "TakeCommands",
                () -> delivering.run(node.taker()));
        if (!given.isEmpty() || node.taker().patience().isZero()) {
          node.answer(given);
        }
      }
    } catch (DatabaseAway | Overloaded later) {
      // The node waits on; the clock looks again.
      return;
    } catch (RuntimeException failed) {
      node.fail(failed);
    } finally {
      node.end();
    }
  }

  /** How many wait. */
  public int size() {
    return waiting.size();
  }
}
