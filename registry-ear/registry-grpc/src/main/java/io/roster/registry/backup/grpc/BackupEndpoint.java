/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup.grpc;

import io.grpc.BindableService;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.roster.registry.access.Identity;
import io.roster.registry.backup.BackupService;
import io.roster.registry.platform.Stopping;
import io.roster.registry.platform.grpc.Caller;
import io.roster.registry.platform.grpc.OperatorName;
import io.roster.v1.BackUpRequest;
import io.roster.v1.BackUpResponse;
import io.roster.v1.BackupServiceGrpc.BackupServiceImplBase;
import io.roster.v1.ExamineBackupRequest;
import io.roster.v1.ExamineBackupResponse;
import io.roster.v1.RestoreBackupRequest;
import io.roster.v1.RestoreBackupResponse;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/**
 * BackupService. A backup is written on a thread of its own, since it waits for whoever takes it; a
 * restore works where its messages arrive.
 */
@ApplicationScoped
public class BackupEndpoint {

  @EJB private BackupService backups;
  @Resource private ManagedThreadFactory threads;

  /** How to end what goes on, with a reason. */
  private final Set<Consumer<RuntimeException>> open = ConcurrentHashMap.newKeySet();

  /** The gRPC side of it. */
  public BindableService service() {
    return new Service(backups, threads, open);
  }

  /** The gRPC side of any backups. */
  public static BindableService serving(BackupService backups, ThreadFactory threads) {
    return new Service(backups, threads, ConcurrentHashMap.newKeySet());
  }

  /** Ends all streams, which would not end in time by themselves. */
  public void endAll() {
    open.forEach(ending -> ending.accept(new Stopping()));
  }

  private static final class Service extends BackupServiceImplBase {

    private final BackupService backups;
    private final ThreadFactory threads;
    private final Set<Consumer<RuntimeException>> open;

    Service(BackupService backups, ThreadFactory threads, Set<Consumer<RuntimeException>> open) {
      this.backups = backups;
      this.threads = threads;
      this.open = open;
    }

    /** Whoever has the token may do everything. */
    private static Identity asking() {
      return Identity.trusted(OperatorName.actor(), Caller.actor().id());
    }

    @Override
    public void backUp(BackUpRequest request, StreamObserver<BackUpResponse> answer) {
      ArchiveStream archive = new ArchiveStream((ServerCallStreamObserver<BackUpResponse>) answer);
      Consumer<RuntimeException> ending = archive::end;
      open.add(ending);
      Identity asking = asking();
      String reason = request.getReason().strip();
      Thread writer =
          threads.newThread(
              () -> {
                archive.fill(out -> backups.backUp(reason, out, asking));
                open.remove(ending);
              });
      writer.setName("roster-backup");
      writer.setDaemon(true);
      writer.start();
    }

    @Override
    public void examineBackup(
        ExamineBackupRequest request, StreamObserver<ExamineBackupResponse> answer) {
      answer.onNext(
          BackupMessages.holdings(
              backups.examine(
                  request.getManifest(), BackupMessages.request(request.getHeader()), asking())));
      answer.onCompleted();
    }

    @Override
    public StreamObserver<RestoreBackupRequest> restoreBackup(
        StreamObserver<RestoreBackupResponse> answer) {
      ComingBackup coming =
          new ComingBackup(
              header -> backups.receive(BackupMessages.request(header), asking()),
              (ServerCallStreamObserver<RestoreBackupResponse>) answer);
      Consumer<RuntimeException> ending = coming::end;
      open.add(ending);
      coming.whenOver(() -> open.remove(ending));
      return coming;
    }
  }
}
