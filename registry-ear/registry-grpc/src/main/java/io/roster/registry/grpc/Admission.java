/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.roster.registry.platform.ErrorCode;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Chooses the thread that serves a call. What only touches memory is served where it arrived; what
 * may wait goes to a bounded pool, and beyond the pool's queue it is refused at once, so that
 * heartbeats never stand behind it.
 */
final class Admission implements ServerCallExecutorSupplier, ServerInterceptor {

  /**
   * Set here and nowhere else: the library asks for an executor before any interceptor can refuse.
   */
  private static final Metadata.Key<String> REFUSED =
      Metadata.Key.of("roster-refused", Metadata.ASCII_STRING_MARSHALLER);

  private static final int QUEUED_PER_THREAD = 16;
  private static final Executor HERE = Runnable::run;

  private final Set<String> memoryOnly;
  private final ThreadPoolExecutor pool;
  private final int longestQueue;

  Admission(Set<String> memoryOnly, int threads, ThreadFactory factory) {
    this.memoryOnly = Set.copyOf(memoryOnly);
    this.longestQueue = threads * QUEUED_PER_THREAD;
    // The queue itself is not bounded: a call that was let in may queue several small tasks and
    // must not lose one.
    this.pool =
        new ThreadPoolExecutor(
            threads, threads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    pool.allowCoreThreadTimeOut(true);
    ExecutorMetrics.watch(pool);
  }

  @Override
  public <Q, A> Executor getExecutor(ServerCall<Q, A> call, Metadata headers) {
    headers.removeAll(REFUSED);
    if (memoryOnly.contains(call.getMethodDescriptor().getFullMethodName())) {
      return HERE;
    }
    if (pool.getQueue().size() >= longestQueue) {
      headers.put(REFUSED, "full");
      return HERE;
    }
    return pool;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (!headers.containsKey(REFUSED)) {
      return next.startCall(call, headers);
    }
    ExecutorMetrics.shed(String.valueOf(call.getMethodDescriptor().getBareMethodName()));
    Metadata trailers = new Metadata();
    trailers.put(Statuses.ERROR_CODE, ErrorCode.OVERLOADED.runbook());
    call.close(
        Status.RESOURCE_EXHAUSTED.withDescription(
            "The coordinator is busy; try again, or try another one"),
        trailers);
    return new ServerCall.Listener<>() {};
  }

  void stop() {
    pool.shutdownNow();
  }
}
