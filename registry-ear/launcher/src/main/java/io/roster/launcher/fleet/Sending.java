/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.roster.wire.node.v1.PutArtifactRequest;
import io.roster.wire.node.v1.PutArtifactResponse;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Messages to a node, no faster than it takes them, and its answer. */
final class Sending implements ClientResponseObserver<PutArtifactRequest, PutArtifactResponse> {

  private final String who;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable ClientCallStreamObserver<PutArtifactRequest> call;
  private @Nullable PutArtifactResponse answer;
  private @Nullable StatusRuntimeException failure;
  private boolean ended;

  Sending(String who) {
    this.who = who;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<PutArtifactRequest> stream) {
    call = stream;
    stream.setOnReadyHandler(this::signal);
  }

  /** Sends one message, as soon as there is room; whether the node still listens. */
  boolean next(PutArtifactRequest message) throws InterruptedException {
    ClientCallStreamObserver<PutArtifactRequest> stream = Objects.requireNonNull(call);
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
  PutArtifactResponse finish() throws InterruptedException {
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
  public void onNext(PutArtifactResponse response) {
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
