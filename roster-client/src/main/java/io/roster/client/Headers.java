/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.function.Consumer;

/** Sends the same headers with each call, and hears the origin of each answer. */
record Headers(Metadata sent, Consumer<Origin> origins) implements ClientInterceptor {

  static final Metadata.Key<String> MINIMUM_REVISION =
      Metadata.Key.of("roster-min-revision", Metadata.ASCII_STRING_MARSHALLER);
  static final Metadata.Key<String> ACTOR =
      Metadata.Key.of("roster-actor", Metadata.ASCII_STRING_MARSHALLER);

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<A> listener, Metadata headers) {
        headers.merge(sent);
        super.start(new OriginListener<>(listener, origins), headers);
      }
    };
  }

  /** It stands in the headers, or in the trailers if they are alone. */
  private static final class OriginListener<A> extends SimpleForwardingClientCallListener<A> {

    private final Consumer<Origin> origins;

    OriginListener(ClientCall.Listener<A> listener, Consumer<Origin> origins) {
      super(listener);
      this.origins = origins;
    }

    @Override
    public void onHeaders(Metadata answer) {
      Origin.of(answer).ifPresent(origins);
      super.onHeaders(answer);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      Origin.of(trailers).ifPresent(origins);
      super.onClose(status, trailers);
    }
  }
}
