/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Messages to somebody, no faster than they are taken, and the answer.
 *
 * @param <Q> a message
 * @param <A> the answer
 */
final class Sending<Q, A> implements ClientResponseObserver<Q, A> {

  private final String who;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable ClientCallStreamObserver<Q> call;
  private @Nullable A answer;
  private @Nullable StatusRuntimeException failure;
  private boolean ended;

  Sending(String who) {
    this.who = who;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<Q> stream) {
    call = stream;
    stream.setOnReadyHandler(this::signal);
  }

  /** Sends one message, as soon as there is room; whether it is still listened to. */
  boolean next(Q message) throws InterruptedException {
    ClientCallStreamObserver<Q> stream = Objects.requireNonNull(call);
    lock.lock();
    try {
      while (!stream.isReady() && !ended) {
        changed.await();
      }
      if (ended) {
        return false;
      }
    } finally {
      lock.unlock();
    }
    stream.onNext(message);
    return true;
  }

  /** Says that this was all, and waits for the answer. */
  A finish() throws InterruptedException {
    lock.lock();
    try {
      if (!ended) {
        Objects.requireNonNull(call).onCompleted();
      }
      while (!ended) {
        changed.await();
      }
      if (answer == null) {
        throw CallFailed.of(who, failure == null ? Status.INTERNAL.asRuntimeException() : failure);
      }
      return answer;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onNext(A response) {
    change(() -> answer = response);
  }

  @Override
  public void onError(Throwable problem) {
    change(
        () -> {
          failure = Status.fromThrowable(problem).asRuntimeException();
          ended = true;
        });
  }

  @Override
  public void onCompleted() {
    change(() -> ended = true);
  }

  private void signal() {
    change(() -> {});
  }

  private void change(Runnable step) {
    lock.lock();
    try {
      step.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
