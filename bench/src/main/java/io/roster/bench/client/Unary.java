/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.client;

import com.google.protobuf.MessageLite;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.roster.bench.load.Answer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One method, called without waiting.
 *
 * @param deadline after which a call has failed; zero for none, which costs no timer
 */
record Unary<Q extends MessageLite, A extends MessageLite>(
    MethodDescriptor<Q, A> method, Duration deadline) {

  /** Calls it; one of the two hears what came back. */
  void call(Channel channel, Q request, Consumer<A> answered, Consumer<Answer> refused) {
    ClientCalls.asyncUnaryCall(
        channel.newCall(method, options()), request, new Reply(answered, refused));
  }

  private CallOptions options() {
    return deadline.isZero()
        ? CallOptions.DEFAULT
        : CallOptions.DEFAULT.withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
  }

  private Answer refusal(Throwable failure) {
    Status status = Status.fromThrowable(failure);
    String reason =
        method.getBareMethodName() + ": " + status.getCode() + ": " + status.getDescription();
    return switch (status.getCode()) {
      case RESOURCE_EXHAUSTED, UNAVAILABLE -> Answer.shed(reason);
      default -> Answer.failed(reason);
    };
  }

  private final class Reply implements StreamObserver<A> {

    private final Consumer<A> answered;
    private final Consumer<Answer> refused;
    private @Nullable A answer;

    Reply(Consumer<A> answered, Consumer<Answer> refused) {
      this.answered = answered;
      this.refused = refused;
    }

    @Override
    public void onNext(A value) {
      answer = value;
    }

    @Override
    public void onError(Throwable failure) {
      refused.accept(refusal(failure));
    }

    @Override
    public void onCompleted() {
      A value = answer;
      if (value == null) {
        refused.accept(Answer.failed(method.getBareMethodName() + " answered nothing"));
      } else {
        answered.accept(value);
      }
    }
  }
}
