/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.service;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.roster.client.ClusterToken;

/** Lets in only those who know the cluster's token. */
public final class TokenGuard implements ServerInterceptor {

  private final String token;

  public TokenGuard(String token) {
    this.token = token;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String shown = headers.get(ClusterToken.KEY);
    if (shown != null && ClusterToken.same(token, shown)) {
      return next.startCall(call, headers);
    }
    call.close(
        Status.UNAUTHENTICATED.withDescription(
            "This node asks for its cluster's token; give it as "
                + ClusterToken.KEY.name()
                + ", or with --token-file"),
        new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
