/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.roster.registry.backup.BackupTakenTooSlowly;
import io.roster.registry.backup.IncomingBackup;
import io.roster.registry.platform.InvalidRequest;
import io.roster.v1.RestoreBackupHeader;
import io.roster.v1.RestoreBackupRequest;
import io.roster.v1.RestoreBackupResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A backup on its way in. Nobody else may restore meanwhile, so one of which nothing comes any more
 * is given up.
 */
final class ComingBackup implements StreamObserver<RestoreBackupRequest> {

  private static final long PATIENCE_SECONDS = 60;

  private final Function<RestoreBackupHeader, IncomingBackup> receiving;
  private final ServerCallStreamObserver<RestoreBackupResponse> answer;
  private Runnable whenOver = () -> {};
  private @Nullable IncomingBackup backup;
  private long pieces;

  /** It is being restored, and nothing can end it. */
  private boolean complete;

  private boolean over;

  ComingBackup(
      Function<RestoreBackupHeader, IncomingBackup> receiving,
      ServerCallStreamObserver<RestoreBackupResponse> answer) {
    this.receiving = receiving;
    this.answer = answer;
    answer.setOnCancelHandler(this::leave);
    watch(0);
  }

  /** What to do when nothing more comes of it. */
  void whenOver(Runnable then) {
    whenOver = then;
  }

  @Override
  public synchronized void onNext(RestoreBackupRequest message) {
    if (over) {
      return;
    }
    pieces++;
    try {
      take(message);
    } catch (RuntimeException refused) {
      fail(refused);
    }
  }

  private void take(RestoreBackupRequest message) {
    IncomingBackup coming = backup;
    switch (message.getMessageCase()) {
      case HEADER -> {
        if (coming != null) {
          throw new InvalidRequest("header", "comes once, before the archive");
        }
        backup = receiving.apply(message.getHeader());
      }
      case ARCHIVE -> begun(coming).add(message.getArchive().toByteArray());
      case MESSAGE_NOT_SET -> throw new InvalidRequest("message", "is a header or a piece");
    }
  }

  private static IncomingBackup begun(@Nullable IncomingBackup coming) {
    if (coming == null) {
      throw new InvalidRequest("header", "comes first");
    }
    return coming;
  }

  @Override
  public void onCompleted() {
    IncomingBackup whole;
    synchronized (this) {
      if (over) {
        return;
      }
      complete = true;
      whole = backup;
    }
    try {
      RestoreBackupResponse restored = BackupMessages.restored(begun(whole).restore());
      finish();
      answer.onNext(restored);
      answer.onCompleted();
    } catch (RuntimeException refused) {
      fail(refused);
    }
  }

  @Override
  public void onError(Throwable broken) {
    leave();
  }

  /** It is to end; one that is being restored goes on. */
  synchronized void end(RuntimeException reason) {
    if (!complete) {
      fail(reason);
    }
  }

  /** A call that breaks off is told of twice. */
  private synchronized void leave() {
    if (!complete && !over) {
      finish();
    }
  }

  private synchronized void fail(RuntimeException reason) {
    if (over) {
      return;
    }
    finish();
    answer.onError(reason);
  }

  private synchronized void finish() {
    over = true;
    if (backup != null) {
      backup.close();
    }
    whenOver.run();
  }

  private void watch(long seen) {
    CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS).execute(() -> look(seen));
  }

  private synchronized void look(long seen) {
    if (over || complete) {
      return;
    }
    if (pieces == seen) {
      fail(new BackupTakenTooSlowly(PATIENCE_SECONDS));
    } else {
      watch(pieces);
    }
  }
}
