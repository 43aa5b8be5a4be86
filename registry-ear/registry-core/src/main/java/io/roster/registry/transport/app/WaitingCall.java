/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.app;

import io.roster.registry.transport.TransportAnswer;
import io.roster.registry.transport.TransportCall;
import io.roster.registry.transport.app.TransportMetrics.Status;
import io.roster.registry.transport.model.Ticket;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request for a transport with its caller, who may have to wait. */
final class WaitingCall implements TransportCall {

  /** An alarm that rings a little late finds the patience over by any clock. */
  private static final long ALARM_MILLIS = 5;

  private final UUID id = UUID.randomUUID();
  private final Ticket ticket;
  private final Duration patience;
  private final long begun = System.nanoTime();
  private final CompletableFuture<TransportAnswer> answer = new CompletableFuture<>();
  private final Consumer<WaitingCall> onCancel;
  private volatile boolean enqueued;
  private volatile long enqueuedNanos;

  WaitingCall(Ticket ticket, Duration patience, Consumer<WaitingCall> onCancel) {
    this.ticket = ticket;
    this.patience = patience;
    this.onCancel = onCancel;
    var unused = answer.whenComplete(this::count);
  }

  private void count(@Nullable TransportAnswer given, @Nullable Throwable failure) {
    if (given instanceof TransportAnswer.Started) {
      TransportMetrics.answered(Status.SUCCESS);
      TransportMetrics.waited(waited());
    } else if (given instanceof TransportAnswer.TimedOut) {
      TransportMetrics.answered(Status.TIMEOUT);
      TransportMetrics.waited(waited());
    } else if (given instanceof TransportAnswer.NoReplica) {
      TransportMetrics.answered(Status.NOT_FOUND);
    } else if (!answer.isCancelled()) {
      TransportMetrics.answered(Status.ERROR);
    }
  }

  private Duration waited() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  UUID id() {
    return id;
  }

  Ticket ticket() {
    return ticket;
  }

  Duration patience() {
    return patience;
  }

  /** Its request is in the queue now: what the database says of it is about this call. */
  void enqueued() {
    enqueuedNanos = System.nanoTime();
    enqueued = true;
  }

  boolean isEnqueued() {
    return enqueued;
  }

  boolean isOver() {
    return answer.isDone();
  }

  boolean isCancelled() {
    return answer.isCancelled();
  }

  /** By then the database has ended its waiting too, unless somebody more patient shares it. */
  boolean isOutOfPatience() {
    return System.nanoTime() - enqueuedNanos > patience.toNanos();
  }

  void answer(TransportAnswer given) {
    answer.complete(given);
  }

  void fail(RuntimeException failure) {
    answer.completeExceptionally(failure);
  }

  /** Runs something when the patience is over, unless the answer comes first. */
  void alarm(Runnable ring) {
    var unused =
        answer
            .copy()
            .orTimeout(patience.toMillis() + ALARM_MILLIS, TimeUnit.MILLISECONDS)
            .whenComplete(
                (given, failure) -> {
                  if (failure instanceof TimeoutException) {
                    ring.run();
                  }
                });
  }

  @Override
  public CompletionStage<TransportAnswer> answer() {
    return answer.minimalCompletionStage();
  }

  @Override
  public void cancel() {
    if (answer.cancel(false)) {
      onCancel.accept(this);
    }
  }
}
