/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.client;

import com.google.protobuf.MessageLite;
import io.grpc.MethodDescriptor;
import io.roster.bench.load.Action;
import io.roster.bench.load.Answer;
import io.roster.bench.load.Completion;
import io.roster.wire.globalstore.v1.Status;
import java.time.Duration;
import java.util.function.IntFunction;

/** One call as an action of a load. */
public final class Rpc<Q extends MessageLite, A extends MessageLite> implements Action {

  /** Says whether an answer is the one that was wanted: most refusals are in the message. */
  @FunctionalInterface
  public interface Judge<A> {

    Answer of(int caller, A answer);
  }

  private final Channels channels;
  private final Unary<Q, A> unary;
  private final IntFunction<Q> request;
  private final Judge<A> judge;

  private Rpc(Channels channels, Unary<Q, A> unary, IntFunction<Q> request, Judge<A> judge) {
    this.channels = channels;
    this.unary = unary;
    this.request = request;
    this.judge = judge;
  }

  /**
   * @param request makes what a caller sends
   */
  public static <Q extends MessageLite, A extends MessageLite> Rpc<Q, A> of(
      Channels channels, MethodDescriptor<Q, A> method, IntFunction<Q> request, Judge<A> judge) {
    return new Rpc<>(channels, new Unary<>(method, Duration.ZERO), request, judge);
  }

  /** The same, given up after so long. */
  public Rpc<Q, A> within(Duration deadline) {
    return new Rpc<>(channels, new Unary<>(unary.method(), deadline), request, judge);
  }

  /** Served when the message says so. */
  public static Answer ok(Status status) {
    return status == Status.STATUS_OK ? Answer.SERVED : Answer.failed(status.name());
  }

  @Override
  public void begin(int caller, Completion completion) {
    unary.call(
        channels.of(caller),
        request.apply(caller),
        answer -> completion.ended(judge.of(caller, answer)),
        completion::ended);
  }
}
