/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.app;

import io.roster.registry.journal.JournalEntry;
import io.roster.registry.journal.JournalFeed.Subscription;
import io.roster.registry.journal.app.JournalTail;
import io.roster.registry.journal.model.JournalReader;
import io.roster.registry.platform.Background;
import io.roster.registry.platform.Overloaded;
import io.roster.registry.replica.Drain;
import io.roster.registry.replica.model.OldestTransport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for replicas to end their transports: one thread for all who wait, woken by the journal and
 * by their deadlines.
 *
 * <p>Memory lags behind the other coordinators, and whoever is told "drained" frees the bytes. So
 * memory counts only when it shows everything that was committed before the question: afterwards
 * nobody permits a transport from a replica that was withdrawn.
 */
@ApplicationScoped
public class DrainWatch {

  private static final int MOST_WAITERS = 10_000;
  private static final Duration LONGEST = Duration.ofHours(1);

  /** Beyond it this coordinator has lost its database, and "not drained" is all it can say. */
  private static final Duration CATCH_UP = Duration.ofSeconds(2);

  /** Wake-ups are told; this only mends one that was lost. */
  private static final long PAUSE_MILLIS = 1_000;

  private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
  private final Background watcher = new Background("drain-watch", PAUSE_MILLIS, this::look);

  private ReplicaDirectory replicas;
  private JournalTail journal;
  private JournalReader committed;
  private Optional<OldestTransport> transports = Optional.empty();
  private @Nullable Subscription subscription;

  /** Identity counts: two may wait for the same. */
  private static final class Waiter {
    private final UUID replica;
    private final long since;
    private final long askedNanos = System.nanoTime();
    private final long longestNanos;
    private final CompletableFuture<Drain> answer = new CompletableFuture<>();

    Waiter(UUID replica, long since, Duration longest) {
      this.replica = replica;
      this.since = since;
      this.longestNanos = longest.toNanos();
    }

    boolean isOver(Duration patience) {
      return System.nanoTime() - askedNanos >= Math.max(longestNanos, patience.toNanos());
    }
  }

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public DrainWatch() {}

  @Inject
  public DrainWatch(
      ReplicaDirectory replicas,
      JournalTail journal,
      JournalReader committed,
      Instance<OldestTransport> transports) {
    this(
        replicas,
        journal,
        committed,
        transports.isResolvable() ? Optional.of(transports.get()) : Optional.empty());
  }

  public DrainWatch(
      ReplicaDirectory replicas,
      JournalTail journal,
      JournalReader committed,
      Optional<OldestTransport> transports) {
    this.replicas = replicas;
    this.journal = journal;
    this.committed = committed;
    this.transports = transports;
  }

  public void start(ThreadFactory threads) {
    subscription = journal.subscribe(this::heard);
    watcher.start(threads);
  }

  public void stop() {
    if (subscription != null) {
      subscription.close();
    }
    watcher.stop();
  }

  CompletionStage<Drain> await(UUID replica, Duration longest) {
    if (waiters.size() >= MOST_WAITERS) {
      throw new Overloaded("WaitReplicaDrain");
    }
    Duration bounded = longest.compareTo(LONGEST) < 0 ? longest : LONGEST;
    Waiter waiter = new Waiter(replica, committed.bounds().newest(), bounded);
    waiters.add(waiter);
    var unused = journal.reached(waiter.since).thenRun(watcher::nudge);
    nudgeAfter(bounded);
    return waiter.answer.whenComplete((drain, cancelled) -> waiters.remove(waiter));
  }

  private void nudgeAfter(Duration pause) {
    CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
        .execute(watcher::nudge);
  }

  private void heard(List<JournalEntry> entries) {
    if (!waiters.isEmpty() && entries.stream().anyMatch(DrainWatch::mayEndAWait)) {
      watcher.nudge();
    }
  }

  private static boolean mayEndAWait(JournalEntry entry) {
    return entry.kind().startsWith("transport.") || entry.kind().equals("replica.removed");
  }

  private void look() {
    for (Waiter waiter : waiters) {
      if (waiter.answer.isDone()) {
        waiters.remove(waiter);
        continue;
      }
      try {
        decide(waiter).ifPresent(waiter.answer::complete);
      } catch (RuntimeException failed) {
        waiter.answer.completeExceptionally(failed);
      }
    }
  }

  private Optional<Drain> decide(Waiter waiter) {
    if (journal.revision() < waiter.since) {
      return waiter.isOver(CATCH_UP) ? Optional.of(busy(waiter)) : Optional.empty();
    }
    if (replicas.find(waiter.replica).isEmpty()) {
      return Optional.of(new Drain.Unknown());
    }
    if (replicas.load(waiter.replica).currentRequests() == 0) {
      return Optional.of(new Drain.Drained());
    }
    return waiter.isOver(Duration.ZERO) ? Optional.of(busy(waiter)) : Optional.empty();
  }

  private Drain busy(Waiter waiter) {
    return new Drain.Busy(
        replicas.load(waiter.replica).currentRequests(),
        transports.map(running -> running.ageMillis(waiter.replica)).orElse(OptionalLong.empty()));
  }
}
