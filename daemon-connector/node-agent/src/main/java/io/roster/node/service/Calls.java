/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.service;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.roster.node.metrics.AgentMetrics;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Serves calls on threads that may wait, never on the network's. */
final class Calls {

  /** How a call ended. */
  interface Outcome {
    void done(Status status);
  }

  /** What a call does. */
  interface Work<A> {
    A answer() throws Exception;
  }

  private final Executor workers;

  Calls(Executor workers) {
    this.workers = workers;
  }

  <A> void unary(String method, StreamObserver<A> observer, Work<A> work) {
    run(
        observer,
        () -> {
          try {
            A answer = work.answer();
            observer.onNext(answer);
            observer.onCompleted();
            outcome(method).done(Status.OK);
          } catch (Exception failure) {
            fail(method, observer, Refusals.of(failure));
          }
        });
  }

  /** Runs it; refuses when too much is under way. */
  void run(StreamObserver<?> observer, Runnable work) {
    try {
      workers.execute(work);
    } catch (RejectedExecutionException full) {
      observer.onError(
          Status.RESOURCE_EXHAUSTED
              .withDescription("This node serves as many calls as it can; try again in a moment")
              .asException());
    }
  }

  void fail(String method, StreamObserver<?> observer, StatusException refusal) {
    outcome(method).done(refusal.getStatus());
    if (observer instanceof ServerCallStreamObserver<?> call && call.isCancelled()) {
      return;
    }
    observer.onError(refusal);
  }

  Outcome outcome(String method) {
    return status -> AgentMetrics.CALLS.labelValues(method, status.getCode().name()).inc();
  }
}
