/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.roster.registry.journal.JournalPosition;
import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets a caller ask for "at least this revision": its call begins when this coordinator's memory
 * shows it, which is usually at once and costs no thread.
 */
final class MinimumRevision implements ServerInterceptor {

  static final Metadata.Key<String> MINIMUM =
      Metadata.Key.of("roster-min-revision", Metadata.ASCII_STRING_MARSHALLER);

  /** A coordinator that is further behind than this has lost its database. */
  private static final long LONGEST_MILLIS = 2_000;

  private final JournalPosition position;

  MinimumRevision(JournalPosition position) {
    this.position = position;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String wanted = headers.get(MINIMUM);
    if (wanted == null) {
      return next.startCall(call, headers);
    }
    long revision;
    try {
      revision = Long.parseLong(wanted.strip());
    } catch (NumberFormatException notANumber) {
      return refuse(
          call,
          Status.INVALID_ARGUMENT.withDescription(
              MINIMUM.name() + " is a revision, a decimal number, not " + printable(wanted)),
          ErrorCode.INVALID_REQUEST);
    }
    if (position.revision() >= revision) {
      return next.startCall(call, headers);
    }
    return later(call, headers, next, revision);
  }

  private <Q, A> ServerCall.Listener<Q> later(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next, long revision) {
    CompletableFuture<Long> there;
    try {
      there = position.reached(revision).toCompletableFuture();
    } catch (RegistryException full) {
      Statuses.Failure failure = Statuses.of(full, call.getMethodDescriptor().getFullMethodName());
      call.close(failure.status(), failure.trailers());
      return new ServerCall.Listener<>() {};
    }
    Postponed<Q> postponed = new Postponed<>();
    Context context = Context.current();
    var unused =
        there
            .orTimeout(LONGEST_MILLIS, TimeUnit.MILLISECONDS)
            .whenComplete(
                (reached, late) ->
                    context.run(
                        () ->
                            postponed.begin(
                                late == null
                                    ? next.startCall(call, headers)
                                    : refuse(
                                        call,
                                        notReached(revision),
                                        ErrorCode.REVISION_NOT_REACHED))));
    return postponed;
  }

  private Status notReached(long revision) {
    return Status.UNAVAILABLE.withDescription(
        "This coordinator stands at revision "
            + position.revision()
            + " and has not seen "
            + revision
            + "; try again, or try another one");
  }

  private static <Q, A> ServerCall.Listener<Q> refuse(
      ServerCall<Q, A> call, Status status, ErrorCode code) {
    if (!call.isCancelled()) {
      Metadata trailers = new Metadata();
      trailers.put(Statuses.ERROR_CODE, code.runbook());
      call.close(status, trailers);
    }
    return new ServerCall.Listener<>() {};
  }

  private static String printable(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }

  /**
   * What happens to a call before it begins. No message can be among it, since the call asks for
   * one only when it begins.
   */
  private static final class Postponed<Q> extends ServerCall.Listener<Q> {

    private final Queue<Consumer<ServerCall.Listener<Q>>> before = new ArrayDeque<>();
    private ServerCall.@Nullable Listener<Q> begun;

    synchronized void begin(ServerCall.Listener<Q> listener) {
      begun = listener;
      before.forEach(event -> event.accept(listener));
      before.clear();
    }

    private synchronized void pass(Consumer<ServerCall.Listener<Q>> event) {
      if (begun == null) {
        before.add(event);
      } else {
        event.accept(begun);
      }
    }

    @Override
    public void onMessage(Q message) {
      pass(listener -> listener.onMessage(message));
    }

    @Override
    public void onHalfClose() {
      pass(ServerCall.Listener::onHalfClose);
    }

    @Override
    public void onCancel() {
      pass(ServerCall.Listener::onCancel);
    }

    @Override
    public void onComplete() {
      pass(ServerCall.Listener::onComplete);
    }

    @Override
    public void onReady() {
      pass(ServerCall.Listener::onReady);
    }
  }
}
