/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.roster.registry.platform.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Asks each call for the cluster token. Only {@code grpc.health.v1} goes without: probes carry
 * none, and it tells nothing but that the port serves.
 */
final class TokenGuard implements ServerInterceptor {

  static final Metadata.Key<String> CLUSTER_TOKEN =
      Metadata.Key.of("x-tensorcast-cluster-token", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final String BEARER = "bearer ";
  private static final String OPEN_SERVICE = "grpc.health.v1.Health";

  private final byte[] wanted;

  TokenGuard(String token) {
    this.wanted = digest(token);
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (OPEN_SERVICE.equals(call.getMethodDescriptor().getServiceName()) || accepts(headers)) {
      return next.startCall(call, headers);
    }
    Metadata trailers = new Metadata();
    trailers.put(Statuses.ERROR_CODE, ErrorCode.NOT_AUTHENTICATED.runbook());
    call.close(
        Status.UNAUTHENTICATED.withDescription(
            "This cluster asks for its token: send it as x-tensorcast-cluster-token or as a bearer token"),
        trailers);
    return new ServerCall.Listener<>() {};
  }

  private boolean accepts(Metadata headers) {
    return matches(headers.get(CLUSTER_TOKEN)) || matches(bearer(headers.get(AUTHORIZATION)));
  }

  private static @Nullable String bearer(@Nullable String authorization) {
    if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      return null;
    }
    return authorization.substring(BEARER.length()).strip();
  }

  /** Digests have one length, so that the comparison takes as long for any guess. */
  private boolean matches(@Nullable String given) {
    return given != null && MessageDigest.isEqual(wanted, digest(given));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }
}
