/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup.grpc;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import io.roster.registry.backup.BackupTakenTooSlowly;
import io.roster.v1.BackUpResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a backup on their way to whoever asked for it, no faster than they are taken: the
 * writer waits, so that no more than a piece is ever held.
 */
final class ArchiveStream {

  private static final int PIECE_BYTES = 256 * 1024;
  private static final long PATIENCE_SECONDS = 60;

  private final ServerCallStreamObserver<BackUpResponse> stream;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable RuntimeException ending;
  private boolean gone;

  ArchiveStream(ServerCallStreamObserver<BackUpResponse> stream) {
    this.stream = stream;
    stream.setOnReadyHandler(this::look);
    stream.setOnCancelHandler(this::leave);
  }

  /** Writes a whole backup. */
  @FunctionalInterface
  interface Writing {
    void to(OutputStream out) throws IOException;
  }

  /** Nobody takes the rest. */
  private static final class Gone extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Lets it be written, and ends the stream with its end or with its failure. */
  void fill(Writing writing) {
    try {
      OutputStream out = new BufferedOutputStream(new Pieces(), PIECE_BYTES);
      writing.to(out);
      out.flush();
      stream.onCompleted();
    } catch (Gone left) {
      // Whoever asked has left.
      return;
    } catch (IOException impossible) {
      stream.onError(impossible);
    } catch (RuntimeException failed) {
      stream.onError(failed);
    }
  }

  /** It is to end before it is whole. */
  void end(RuntimeException reason) {
    change(() -> ending = reason);
  }

  private void leave() {
    change(() -> gone = true);
  }

  private void look() {
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

  private void awaitReady() throws IOException {
    lock.lock();
    try {
      long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (!gone && ending == null && !stream.isReady() && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (gone) {
        throw new Gone();
      }
      if (ending != null) {
        throw ending;
      }
      if (left <= 0) {
        throw new BackupTakenTooSlowly(PATIENCE_SECONDS);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new Gone();
    } finally {
      lock.unlock();
    }
  }

  private final class Pieces extends OutputStream {

    @Override
    public void write(int single) throws IOException {
      write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      awaitReady();
      stream.onNext(
          BackUpResponse.newBuilder()
              .setArchive(ByteString.copyFrom(bytes, offset, length))
              .build());
    }
  }
}
