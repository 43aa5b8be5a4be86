/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.roster.registry.journal.JournalPosition;

/**
 * Tells with each answer which coordinator gave it, under which leadership, and at which revision
 * its memory stood: whoever changed something finds it in that revision on any coordinator. While
 * the database is away it also tells how old that memory is.
 */
final class PositionStamp implements ServerInterceptor {

  static final Metadata.Key<String> EPOCH =
      Metadata.Key.of("roster-epoch", Metadata.ASCII_STRING_MARSHALLER);
  static final Metadata.Key<String> REVISION =
      Metadata.Key.of("roster-revision", Metadata.ASCII_STRING_MARSHALLER);
  static final Metadata.Key<String> COORDINATOR =
      Metadata.Key.of("roster-coordinator", Metadata.ASCII_STRING_MARSHALLER);

  static final Metadata.Key<String> AGE =
      Metadata.Key.of("roster-age-ms", Metadata.ASCII_STRING_MARSHALLER);

  /** A memory younger than this is as good as the database. */
  private static final long FRESH_MILLIS = 1_000;

  private final JournalPosition position;
  private final String coordinator;

  PositionStamp(JournalPosition position) {
    this.position = position;
    this.coordinator = printable(position.coordinator());
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    return next.startCall(
        new SimpleForwardingServerCall<>(call) {
          private boolean stamped;

          @Override
          public void sendHeaders(Metadata answer) {
            stamped = true;
            stamp(answer);
            super.sendHeaders(answer);
          }

          @Override
          public void close(Status status, Metadata trailers) {
            if (!stamped) {
              stamp(trailers);
            }
            super.close(status, trailers);
          }
        },
        headers);
  }

  private void stamp(Metadata metadata) {
    metadata.put(EPOCH, Long.toString(position.epoch()));
    metadata.put(REVISION, Long.toString(position.revision()));
    metadata.put(COORDINATOR, coordinator);
    long age = position.age().toMillis();
    if (age > FRESH_MILLIS) {
      metadata.put(AGE, Long.toString(age));
    }
  }

  /** Metadata carries only these characters. */
  private static String printable(String name) {
    return name.replaceAll("[^ -~]", "?");
  }
}
