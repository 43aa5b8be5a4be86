/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/**
 * Turns whatever an endpoint throws, or fails with later, into a status; endpoints themselves never
 * make one.
 */
final class ErrorMapping implements ServerInterceptor {

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String method = call.getMethodDescriptor().getFullMethodName();
    return new SimpleForwardingServerCallListener<>(
        next.startCall(new LaterFailures<>(call, method), headers)) {

      private boolean closed;

      @Override
      public void onMessage(Q message) {
        if (message instanceof MalformedRequest malformed) {
          closed = true;
          call.close(
              Status.INVALID_ARGUMENT.withDescription(
                  "The request is no " + malformed.expected() + "; check the client's stubs"),
              new Metadata());
          return;
        }
        super.onMessage(message);
      }

      @Override
      public void onHalfClose() {
        if (closed) {
          return;
        }
        try {
          super.onHalfClose();
        } catch (RuntimeException failed) {
          closed = true;
          Statuses.Failure failure = Statuses.of(failed, method);
          if (!call.isCancelled()) {
            call.close(failure.status(), failure.trailers());
          }
        }
      }
    };
  }

  /** What an endpoint that answers later hands over as a failure reaches the call as its cause. */
  private static final class LaterFailures<Q, A> extends SimpleForwardingServerCall<Q, A> {

    private final String method;

    LaterFailures(ServerCall<Q, A> call, String method) {
      super(call);
      this.method = method;
    }

    @Override
    public void close(Status status, Metadata trailers) {
      Throwable cause = status.getCause();
      if (status.getCode() == Status.Code.UNKNOWN && cause != null) {
        Statuses.Failure failure = Statuses.of(cause, method);
        super.close(failure.status(), failure.trailers());
      } else {
        super.close(status, trailers);
      }
    }
  }
}
