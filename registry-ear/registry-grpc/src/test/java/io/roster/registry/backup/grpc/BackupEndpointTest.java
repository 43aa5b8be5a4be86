/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import io.roster.registry.access.Identity;
import io.roster.registry.backup.BackupService;
import io.roster.registry.backup.Holdings;
import io.roster.registry.backup.IncomingBackup;
import io.roster.registry.backup.RestoreRequest;
import io.roster.registry.backup.Restored;
import io.roster.v1.BackUpRequest;
import io.roster.v1.BackUpResponse;
import io.roster.v1.BackupServiceGrpc;
import io.roster.v1.RestoreBackupHeader;
import io.roster.v1.RestoreBackupRequest;
import io.roster.v1.RestoreBackupResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Backups over a real connection, whose flow control is what keeps memory bounded. */
class BackupEndpointTest {

  private static final int LENGTH = 64 << 20;

  private final Bytes backups = new Bytes();
  private final ExecutorService calls = Executors.newCachedThreadPool();
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void open() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(BackupEndpoint.serving(backups, Thread::new))
            .executor(calls)
            .build()
            .start();
    channel =
        NettyChannelBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()))
            .usePlaintext()
            .build();
  }

  @AfterEach
  void close() {
    channel.shutdownNow();
    server.shutdownNow();
    calls.shutdownNow();
  }

  @Test
  void whoever_does_not_read_stops_the_backup_and_gets_all_when_he_reads_on() {
    Taker taker = new Taker();
    BackupServiceGrpc.newStub(channel).backUp(BackUpRequest.getDefaultInstance(), taker);

    await().during(Duration.ofMillis(300)).until(backups.written::get, bytes -> bytes < LENGTH / 2);
    taker.takeAll();

    await().atMost(Duration.ofSeconds(30)).until(() -> taker.complete);
    assertThat(taker.came).hasValue(LENGTH);
  }

  @Test
  void whoever_leaves_ends_the_backup() {
    Taker taker = new Taker();
    BackupServiceGrpc.newStub(channel).backUp(BackUpRequest.getDefaultInstance(), taker);
    await().until(() -> backups.written.get() > 0);

    taker.leave();

    await().until(() -> backups.brokenOff);
  }

  @Test
  void a_restore_is_given_what_came_and_its_reason() {
    Answer answer = new Answer();
    StreamObserver<RestoreBackupRequest> sending =
        BackupServiceGrpc.newStub(channel).restoreBackup(answer);
    sending.onNext(header("lost disk", "cluster-a"));
    sending.onNext(piece("abc"));
    sending.onNext(piece("def"));
    sending.onCompleted();

    await().until(() -> answer.response != null);
    assertThat(backups.received).containsExactly("lost disk cluster-a", "abcdef", "closed");
  }

  @Test
  void a_restore_that_is_not_completed_is_forgotten() {
    Answer answer = new Answer();
    StreamObserver<RestoreBackupRequest> sending =
        BackupServiceGrpc.newStub(channel).restoreBackup(answer);
    sending.onNext(header("lost disk", ""));
    sending.onNext(piece("abc"));
    await().until(() -> backups.received.size() == 1);

    sending.onError(new IOException("the cable"));

    await().until(() -> backups.received.size() == 2);
    assertThat(backups.received).containsExactly("lost disk ", "closed");
  }

  @Test
  void pieces_without_a_header_are_refused() {
    Answer answer = new Answer();
    StreamObserver<RestoreBackupRequest> sending =
        BackupServiceGrpc.newStub(channel).restoreBackup(answer);
    sending.onNext(piece("abc"));

    await().until(() -> answer.failure != null);
    assertThat(backups.received).isEmpty();
  }

  private static RestoreBackupRequest header(String reason, String takeOver) {
    return RestoreBackupRequest.newBuilder()
        .setHeader(RestoreBackupHeader.newBuilder().setReason(reason).setTakeOver(takeOver))
        .build();
  }

  private static RestoreBackupRequest piece(String bytes) {
    return RestoreBackupRequest.newBuilder().setArchive(ByteString.copyFromUtf8(bytes)).build();
  }

  /** Takes one message, and the others when it is told to. */
  private static final class Taker
      implements ClientResponseObserver<BackUpRequest, BackUpResponse> {

    private final AtomicLong came = new AtomicLong();
    private volatile boolean complete;
    private @Nullable ClientCallStreamObserver<BackUpRequest> call;

    @Override
    public void beforeStart(ClientCallStreamObserver<BackUpRequest> stream) {
      call = stream;
      stream.disableAutoRequestWithInitial(1);
    }

    void takeAll() {
      java.util.Objects.requireNonNull(call).request(Integer.MAX_VALUE);
    }

    void leave() {
      java.util.Objects.requireNonNull(call).cancel("gone", null);
    }

    @Override
    public void onNext(BackUpResponse piece) {
      came.addAndGet(piece.getArchive().size());
    }

    @Override
    public void onError(Throwable failed) {}

    @Override
    public void onCompleted() {
      complete = true;
    }
  }

  private static final class Answer implements StreamObserver<RestoreBackupResponse> {

    private volatile @Nullable RestoreBackupResponse response;
    private volatile @Nullable Throwable failure;

    @Override
    public void onNext(RestoreBackupResponse restored) {
      response = restored;
    }

    @Override
    public void onError(Throwable failed) {
      failure = failed;
    }

    @Override
    public void onCompleted() {}
  }

  private static final class Bytes implements BackupService {

    private final AtomicLong written = new AtomicLong();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private volatile boolean brokenOff;

    @Override
    public void backUp(String reason, OutputStream taker, Identity asking) throws IOException {
      byte[] piece = new byte[64 * 1024];
      try {
        for (int sent = 0; sent < LENGTH; sent += piece.length) {
          taker.write(piece);
          written.addAndGet(piece.length);
        }
      } catch (IOException gone) {
        brokenOff = true;
        throw gone;
      }
    }

    @Override
    public Holdings examine(String manifest, RestoreRequest request, Identity asking) {
      return new Holdings("", 0, 0, 0, 0, 0);
    }

    @Override
    public IncomingBackup receive(RestoreRequest request, Identity asking) {
      received.add(request.reason() + " " + request.takeOver().orElse(""));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      return new IncomingBackup() {
        @Override
        public void add(byte[] piece) {
          bytes.writeBytes(piece);
        }

        @Override
        public Restored restore() {
          received.add(bytes.toString(java.nio.charset.StandardCharsets.UTF_8));
          return new Restored("cluster-a", 1, 1, 1, Instant.EPOCH);
        }

        @Override
        public void close() {
          received.add("closed");
        }
      };
    }
  }
}
