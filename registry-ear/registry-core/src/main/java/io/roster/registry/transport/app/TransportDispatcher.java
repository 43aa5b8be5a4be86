/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.app;

import io.roster.registry.journal.JournalEntry;
import io.roster.registry.journal.JournalFeed.Subscription;
import io.roster.registry.journal.app.JournalTail;
import io.roster.registry.platform.Background;
import io.roster.registry.platform.ConcurrentChange;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.RegistryException;
import io.roster.registry.platform.Stopping;
import io.roster.registry.transport.TransportAnswer;
import io.roster.registry.transport.TransportCompletion;
import io.roster.registry.transport.TransportOutcome;
import io.roster.registry.transport.app.DispatchTransports.Dispatched;
import io.roster.registry.transport.app.DispatchTransports.Pass;
import io.roster.registry.transport.model.AwaitedRequests;
import io.roster.registry.transport.model.AwaitedRequests.Decision;
import io.roster.registry.transport.model.Concern;
import io.roster.registry.transport.model.TransportQueue;
import io.roster.registry.transport.model.Wanted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the calls that wait on this coordinator, on one thread for all of them. It looks when
 * the journal tells of something that may have decided or freed anything, and every 200 ms in any
 * case. While nobody waits here it does nothing.
 */
@ApplicationScoped
public class TransportDispatcher {

  private static final Logger LOG = LoggerFactory.getLogger(TransportDispatcher.class);
  private static final int MOST_WAITING = 4_096;
  private static final Duration LOOK = Duration.ofMillis(200);

  /** How long another coordinator's pass takes at most, usually. */
  private static final long PASS_MILLIS = 20;

  private final WaitingCalls calls = new WaitingCalls(MOST_WAITING);
  private final Queue<WaitingCall> left = new ConcurrentLinkedQueue<>();
  private Background looking;

  private DispatchTransports dispatching;
  private AwaitedRequests awaited;
  private TransportQueue queue;
  private EndTransport ending;
  private TransportSteps steps;
  private TransportDirectory directory;
  private JournalTail journal;
  private volatile @Nullable Subscription subscription;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public TransportDispatcher() {}

  @Inject
  public TransportDispatcher(
      DispatchTransports dispatching,
      AwaitedRequests awaited,
      TransportQueue queue,
      EndTransport ending,
      TransportSteps steps,
      TransportDirectory directory,
      JournalTail journal) {
    this(dispatching, awaited, queue, ending, steps, directory, journal, LOOK);
  }

  TransportDispatcher(
      DispatchTransports dispatching,
      AwaitedRequests awaited,
      TransportQueue queue,
      EndTransport ending,
      TransportSteps steps,
      TransportDirectory directory,
      JournalTail journal,
      Duration look) {
    this.dispatching = dispatching;
    this.awaited = awaited;
    this.queue = queue;
    this.ending = ending;
    this.steps = steps;
    this.directory = directory;
    this.journal = journal;
    this.looking = new Background("transport-dispatch", look.toMillis(), this::look);
  }

  public void start(ThreadFactory threads) {
    TransportMetrics.watch(directory::size, calls::size);
    subscription = journal.subscribe(this::hear);
    looking.start(threads);
  }

  /** Ends; whoever still waits is sent to another coordinator. */
  public void stop() {
    Subscription heard = subscription;
    subscription = null;
    if (heard != null) {
      heard.close();
    }
    looking.stop();
    calls.failAll(new Stopping(journal.position().coordinator()));
  }

  /** Lets a call wait, unless too many do. */
  boolean admit(WaitingCall call) {
    return calls.admit(call);
  }

  /** A call need not wait after all. */
  void dismiss(WaitingCall call) {
    calls.leave(call);
  }

  /** The request of an admitted call is in the queue. */
  void awaits(WaitingCall call) {
    call.enqueued();
    call.alarm(looking::nudge);
    if (call.isCancelled()) {
      // Its caller left before there was anything to take back.
      left.add(call);
    }
    looking.nudge();
  }

  /** Nobody wants the answer to a call any more. */
  void callerLeft(WaitingCall call) {
    if (calls.leave(call) && call.isEnqueued()) {
      left.add(call);
      looking.nudge();
    }
  }

  private void hear(List<JournalEntry> entries) {
    if (!calls.isEmpty() && entries.stream().anyMatch(TransportDispatcher::mayServe)) {
      looking.nudge();
    }
  }

  /** Whether a change may have freed a source or given one to somebody who waits. */
  private static boolean mayServe(JournalEntry entry) {
    String kind = entry.kind();
    return kind.startsWith("transport.")
        || kind.startsWith("replica.")
        || kind.startsWith("worker.");
  }

  private void look() {
    try {
      if (!left.isEmpty()) {
        cancelLeft();
      }
      if (!calls.isEmpty()) {
        hearDecisions();
      }
      if (!calls.isEmpty()) {
        dispatch();
      }
    } catch (DatabaseAway away) {
      calls.failEnqueued(away);
      throw away;
    } catch (RegistryException collided) {
      LOG.debug("transports_dispatched_later", collided);
    }
  }

  private void cancelLeft() {
    Map<String, UUID> gone = new HashMap<>();
    List<Concern> concerns = new ArrayList<>();
    for (WaitingCall call = left.poll(); call != null; call = left.poll()) {
      gone.put(call.ticket().requestId(), call.id());
      concerns.addAll(Concern.of(call.ticket()));
    }
    steps.take("transports", new Cancel(gone, concerns));
  }

  private void hearDecisions() {
    List<WaitingCall> waiting = calls.enqueued();
    if (waiting.isEmpty()) {
      return;
    }
    List<WaitingCall> impatient = waiting.stream().filter(WaitingCall::isOutOfPatience).toList();
    Map<String, Decision> decisions =
        awaited.await(
            waiting.stream().map(call -> call.ticket().requestId()).collect(Collectors.toSet()));
    decisions.forEach(this::tell);
    impatient.stream().filter(call -> !call.isOver()).forEach(this::timeOut);
  }

  private void tell(String requestId, Decision decision) {
    if (decision instanceof Decision.Dispatched dispatched) {
      Optional<TransportAnswer> started =
          dispatched
              .source()
              .map(source -> new TransportAnswer.Started(dispatched.transport(), source));
      calls.answer(requestId, started.orElseGet(TransportAnswer.NoReplica::new));
    } else if (decision instanceof Decision.Expired) {
      calls.answer(requestId, new TransportAnswer.TimedOut());
    } else {
      calls.fail(
          requestId,
          new ConcurrentChange(
              RequestTransport.OPERATION,
              new IllegalStateException("another call ended the request")));
    }
  }

  /**
   * The database has not ended it: another call with the same request id is more patient, or a pass
   * holds it at this moment. What this call alone asked for is taken back.
   */
  private void timeOut(WaitingCall call) {
    if (calls.leave(call)) {
      left.add(call);
      looking.nudge();
    }
    call.answer(new TransportAnswer.TimedOut());
  }

  private void dispatch() {
    Set<Wanted> exhausted = Set.of();
    Pass pass;
    do {
      pass = dispatching.pass(exhausted);
      pass.dispatched().forEach(this::tell);
      exhausted = pass.exhausted();
    } while (pass.more());
    if (pass.taken()) {
      CompletableFuture.delayedExecutor(PASS_MILLIS, TimeUnit.MILLISECONDS, Runnable::run)
          .execute(looking::nudge);
    }
  }

  private void tell(Dispatched dispatched) {
    calls.answer(
        dispatched.ticket().requestId(),
        new TransportAnswer.Started(
            dispatched.claimed().transport(), dispatched.claimed().source()));
  }

  /** Takes requests back whose callers left, and what was started for them in the meantime. */
  private final class Cancel implements TransportSteps.Step<Integer> {

    private final Map<String, UUID> calls;
    private final List<Concern> concerns;

    Cancel(Map<String, UUID> calls, List<Concern> concerns) {
      this.calls = calls;
      this.concerns = concerns;
    }

    @Override
    public List<Concern> concerns() {
      return concerns;
    }

    @Override
    public Integer run(Loads loads) {
      List<UUID> unheard = queue.cancel(calls);
      unheard.forEach(
          transport ->
              ending.complete(
                  new TransportCompletion(
                      transport, TransportOutcome.CANCELLED, "the requester left")));
      return unheard.size();
    }
  }
}
