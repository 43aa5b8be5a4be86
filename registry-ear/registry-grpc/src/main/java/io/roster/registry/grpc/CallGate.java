/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.grpc;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.roster.registry.drain.OpenCalls;
import io.roster.registry.platform.Stopping;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what is being served and, once the port closes, refuses what would not end by itself. A
 * short call that was on its way when the port closed is served: nobody has to notice.
 */
final class CallGate implements ServerInterceptor {

  private final Set<String> waiting;
  private final Set<String> ours;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger streams = new AtomicInteger();

  /** Streams of the library's own services, which nobody else can end. */
  private final Set<ServerCall<?, ?>> strangers = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;

  /**
   * @param waiting the full names of the unary methods that wait for something to happen
   * @param ours the names of the services whose endpoints end their streams themselves
   */
  CallGate(Set<String> waiting, Set<String> ours) {
    this.waiting = Set.copyOf(waiting);
    this.ours = Set.copyOf(ours);
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    boolean stream = staysOpen(call);
    if (stream && closed) {
      refuse(call);
      return new ServerCall.Listener<>() {};
    }
    AtomicInteger open = stream ? streams : calls;
    open.incrementAndGet();
    boolean strange = stream && !ours.contains(call.getMethodDescriptor().getServiceName());
    if (strange) {
      strangers.add(call);
    }
    return new FinishedListener<>(
        next.startCall(call, headers),
        () -> {
          open.decrementAndGet();
          strangers.remove(call);
        });
  }

  private boolean staysOpen(ServerCall<?, ?> call) {
    return call.getMethodDescriptor().getType() != MethodType.UNARY
        || waiting.contains(call.getMethodDescriptor().getFullMethodName());
  }

  private static void refuse(ServerCall<?, ?> call) {
    Statuses.Failure failure =
        Statuses.of(new Stopping(), call.getMethodDescriptor().getFullMethodName());
    call.close(failure.status(), failure.trailers());
  }

  void open() {
    closed = false;
  }

  /** From now on only short calls are let in. */
  void close() {
    closed = true;
  }

  /** Ends the streams that only the library serves. */
  void endStrangers() {
    for (ServerCall<?, ?> call : strangers) {
      if (strangers.remove(call) && !call.isCancelled()) {
        refuse(call);
      }
    }
  }

  OpenCalls count() {
    return new OpenCalls(calls.get(), streams.get());
  }
}
