/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.service;

import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.ServerCallStreamObserver;
import io.roster.wire.node.v1.GetArtifactHeader;
import io.roster.wire.node.v1.GetArtifactResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** One artifact on its way out, no faster than its receiver takes it. */
final class Download {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MESSAGE_BYTES = 1 << 20;

  private final ServerCallStreamObserver<GetArtifactResponse> answer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** On the network's thread, before the call's method returns. */
  Download(ServerCallStreamObserver<GetArtifactResponse> answer) {
    this.answer = answer;
    answer.setOnReadyHandler(this::signal);
    answer.setOnCancelHandler(this::signal);
  }

  /** Sends it all. */
  void send(GetArtifactHeader header, InputStream bytes)
      throws IOException, StatusException, InterruptedException {
    answer.onNext(GetArtifactResponse.newBuilder().setHeader(header).build());
    while (true) {
      byte[] message = bytes.readNBytes(MESSAGE_BYTES);
      if (message.length == 0) {
        break;
      }
      awaitRoom();
      answer.onNext(
          GetArtifactResponse.newBuilder()
              .setBytes(UnsafeByteOperations.unsafeWrap(message))
              .build());
    }
    answer.onCompleted();
  }

  private void awaitRoom() throws StatusException, InterruptedException {
    lock.lock();
    try {
      long left = PATIENCE.toNanos();
      while (!answer.isReady() && !answer.isCancelled()) {
        if (left <= 0) {
          throw Status.DEADLINE_EXCEEDED
              .withDescription("The receiver took nothing for " + PATIENCE.toSeconds() + " seconds")
              .asException();
        }
        left = changed.awaitNanos(left);
      }
      if (answer.isCancelled()) {
        throw Status.CANCELLED.withDescription("The receiver has gone").asException();
      }
    } finally {
      lock.unlock();
    }
  }

  private void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
