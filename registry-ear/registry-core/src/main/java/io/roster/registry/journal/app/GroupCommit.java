/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.app;

import io.roster.registry.journal.model.BulkChange;
import io.roster.registry.journal.model.Change;
import io.roster.registry.journal.model.Changes;
import io.roster.registry.journal.model.PendingEntries;
import io.roster.registry.journal.model.StateReplaced;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.Overloaded;
import io.roster.registry.platform.RegistryException;
import io.roster.registry.platform.health.DatabaseWatch;
import io.roster.registry.platform.tx.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets concurrent changes share a transaction. Each lane has a thread that takes everything that
 * waits for it, runs it in one transaction and answers everyone after the commit; while it does so,
 * the next group gathers. While the database is known to be away nobody waits: whoever does is told
 * so, and may ask another coordinator, which may still reach it.
 */
@ApplicationScoped
public class GroupCommit implements Changes, DatabaseWatch.Dependent {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  /** Two, so that one lane works while the other waits for its commit to reach the disk. */
  private static final int LANES = 2;

  /** How long memory may lag behind a commit before its answer leaves without waiting for it. */
  private static final long SHOWN_MILLIS = 2_000;

  /** How long memory may take to read anew what a restored backup put there. */
  private static final long RELOADED_MILLIS = 10_000;

  private Transactions transactions;
  private PendingEntries journal;
  private ReadModel model;
  private JournalTail tail;
  private List<CommitLane> lanes = List.of();

  /**
   * What a transaction answered, and what it wrote into the journal.
   *
   * @param revision nothing that the transaction saw or wrote is newer
   */
  record Committed<T>(T answer, List<Change> changes, long revision) {}

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public GroupCommit() {}

  @Inject
  public GroupCommit(
      Transactions transactions, PendingEntries journal, ReadModel model, JournalTail tail) {
    this.transactions = transactions;
    this.journal = journal;
    this.model = model;
    this.tail = tail;
    this.lanes =
        IntStream.range(0, LANES)
            .mapToObj(number -> new CommitLane(Integer.toString(number), this::commit))
            .toList();
    CommitMetrics.watch(lanes);
  }

  public void start(ThreadFactory threads) {
    lanes.forEach(lane -> lane.start(threads));
  }

  /** Ends; what still waits is refused. */
  public void stop() {
    lanes.forEach(CommitLane::stop);
  }

  @Override
  public void databaseIsAway(SQLException why) {
    lanes.forEach(lane -> lane.giveUp(new DatabaseAway(why)));
  }

  @Override
  public void databaseAnswers() {
    lanes.forEach(CommitLane::goOn);
  }

  /** How many changes wait. */
  public int waiting() {
    return lanes.stream().mapToInt(CommitLane::waiting).sum();
  }

  @Override
  public <T> T change(String lane, String operation, Supplier<T> work) {
    return await(operation, laneOf(lane).submit(new Waiting.Single<>(operation, work)));
  }

  @Override
  public <Q, A> A change(String lane, BulkChange<Q, A> kind, Q request) {
    return await(kind.operation(), laneOf(lane).submit(new Waiting.InBulk<>(kind, request)));
  }

  @Override
  public <Q, A> CompletionStage<A> begin(String lane, BulkChange<Q, A> kind, Q request) {
    Waiting<A> waiting = laneOf(lane).submit(new Waiting.InBulk<>(kind, request));
    return waiting
        .committed()
        .thenCompose(
            committed -> shown(committed.revision()).handle((shown, late) -> committed.answer()))
        .exceptionallyCompose(
            failure ->
                caughtUp(failure)
                    .handle((shown, late) -> failure)
                    .thenCompose(CompletableFuture::failedFuture));
  }

  private CommitLane laneOf(String name) {
    return lanes.get(Math.floorMod(name.hashCode(), LANES));
  }

  private <T> T await(String operation, Waiting<T> waiting) {
    try {
      Committed<T> committed = waiting.committed().get();
      await(shown(committed.revision()));
      return committed.answer();
    } catch (ExecutionException failed) {
      RuntimeException failure = rethrown(failed);
      await(caughtUp(failure));
      throw failure;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new Overloaded(operation);
    }
  }

  private static RuntimeException rethrown(ExecutionException failed) {
    return failed.getCause() instanceof RuntimeException failure
        ? failure
        : new CompletionException(failed);
  }

  @Override
  public <T> T changeAlone(String operation, Supplier<T> work) {
    try {
      Committed<T> committed = commit(operation, work);
      await(shown(committed.revision()));
      return committed.answer();
    } catch (RegistryException refused) {
      await(caughtUp(refused));
      throw refused;
    }
  }

  private <T> Committed<T> commit(String operation, Supplier<T> work) {
    Committed<T> committed = decide(operation, work);
    if (!committed.changes().isEmpty()) {
      model.committed(committed.changes());
      tail.moved();
    }
    if (model.revision() < committed.revision()) {
      tail.nudge();
    }
    return committed;
  }

  /** What was decided on a state that is no more is decided anew on the one that is. */
  private <T> Committed<T> decide(String operation, Supplier<T> work) {
    try {
      return attempt(operation, work);
    } catch (StateReplaced replaced) {
      awaitReloaded(replaced);
      return attempt(operation, work);
    }
  }

  private <T> Committed<T> attempt(String operation, Supplier<T> work) {
    return transactions.change(
        operation,
        () -> {
          journal.begin(model.restored());
          T answer = work.get();
          List<Change> written = journal.write();
          return new Committed<>(answer, written, newest(written));
        });
  }

  private long newest(List<Change> written) {
    return written.isEmpty() ? journal.seen() : written.get(written.size() - 1).revision();
  }

  private void awaitReloaded(StateReplaced replaced) {
    tail.nudge();
    try {
      model.reached(replaced.restored()).get(RELOADED_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException late) {
      throw replaced;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw replaced;
    }
  }

  /**
   * Whoever changed something, or was refused for what somebody else changed, must find it where it
   * asks afterwards: the answer says at which revision memory stands.
   */
  private static void await(CompletableFuture<?> memory) {
    try {
      memory.get();
    } catch (ExecutionException late) {
      // What was done is durable, and the answer says at which revision it stands.
      LOG.debug("memory_lags", late);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Completes when memory shows whatever a transaction can have been refused for; it is rolled back
   * and cannot be asked any more. At once for what is no refusal.
   */
  private CompletableFuture<?> caughtUp(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    boolean refused =
        cause instanceof RegistryException
            && !(cause instanceof DatabaseAway)
            && !(cause instanceof Overloaded);
    return refused
        ? tail.caughtUp().orTimeout(SHOWN_MILLIS, TimeUnit.MILLISECONDS)
        : CompletableFuture.completedFuture(null);
  }

  /** Completes when memory shows the changes; exceptionally when that takes too long. */
  private CompletableFuture<Long> shown(long revision) {
    try {
      return model.reached(revision).orTimeout(SHOWN_MILLIS, TimeUnit.MILLISECONDS);
    } catch (Overloaded tooManyWait) {
      return CompletableFuture.failedFuture(tooManyWait);
    }
  }
}
