/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.Names;

/**
 * Who calls, for what the journal says. Whoever has the cluster's token is an operator, and may say
 * by which name; the name is as trustworthy as those who have the token.
 */
public final class OperatorName implements ServerInterceptor {

  static final Metadata.Key<String> NAME =
      Metadata.Key.of("roster-actor", Metadata.ASCII_STRING_MARSHALLER);

  private static final Context.Key<String> GIVEN = Context.key("roster-actor");
  private static final String NAMELESS = "operator";

  /**
   * The caller of the call that this thread serves.
   *
   * @throws io.roster.registry.platform.InvalidRequest when the name it gave is no name
   */
  public static Actor actor() {
    String given = GIVEN.get();
    if (given == null) {
      return Actor.user(NAMELESS);
    }
    Names.require(NAME.name(), given);
    return Actor.user(given);
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String name = headers.get(NAME);
    return name == null
        ? next.startCall(call, headers)
        : Contexts.interceptCall(
            Context.current().withValue(GIVEN, name.strip()), call, headers, next);
  }
}
