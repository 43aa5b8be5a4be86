/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers a call when a stage completes, without a thread that waits. */
public final class LaterAnswer {

  private LaterAnswer() {}

  /**
   * Sends the message that is made of the outcome; a failure becomes the status that it would have
   * become had it been thrown. A caller that goes away cancels the stage.
   */
  public static <T, A> void of(
      CompletionStage<T> stage, Function<T, A> message, StreamObserver<A> answer) {
    if (answer instanceof ServerCallStreamObserver<A> call) {
      call.setOnCancelHandler(() -> stage.toCompletableFuture().cancel(false));
    }
    var unused =
        stage
            .thenApply(message)
            .whenComplete((response, failure) -> send(answer, response, failure));
  }

  private static <A> void send(
      StreamObserver<A> answer, @Nullable A response, @Nullable Throwable failure) {
    if (answer instanceof ServerCallStreamObserver<A> call && call.isCancelled()) {
      return;
    }
    if (response != null) {
      answer.onNext(response);
      answer.onCompleted();
    } else if (failure != null) {
      answer.onError(cause(failure));
    }
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException wrapped && wrapped.getCause() != null
        ? wrapped.getCause()
        : failure;
  }
}
