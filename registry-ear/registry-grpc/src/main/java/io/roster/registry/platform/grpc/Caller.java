/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.roster.registry.platform.Actor;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, for changes whose request names nobody: the address that the call came from. What only
 * reads from memory goes without.
 */
public final class Caller implements ServerInterceptor {

  private static final Context.Key<Actor> ACTOR = Context.key("roster-caller");
  private static final Actor IN_PROCESS = Actor.client("in-process");

  private final Set<String> memoryOnly;

  /**
   * @param memoryOnly the full names of the methods that change nothing and should cost nothing
   */
  public Caller(Set<String> memoryOnly) {
    this.memoryOnly = Set.copyOf(memoryOnly);
  }

  /** Who sent the request that this thread serves. */
  public static Actor actor() {
    Actor caller = ACTOR.get();
    return caller == null ? IN_PROCESS : caller;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (memoryOnly.contains(call.getMethodDescriptor().getFullMethodName())) {
      return next.startCall(call, headers);
    }
    Actor caller = of(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
    return Contexts.interceptCall(Context.current().withValue(ACTOR, caller), call, headers, next);
  }

  private static Actor of(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress internet
        ? Actor.client(internet.getHostString())
        : IN_PROCESS;
  }
}
