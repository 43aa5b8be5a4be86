/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.roster.backup.BackupWriter;
import io.roster.v1.BackUpRequest;
import io.roster.v1.BackUpResponse;
import io.roster.v1.BackupServiceGrpc.BackupServiceImplBase;
import io.roster.v1.ExamineBackupRequest;
import io.roster.v1.ExamineBackupResponse;
import io.roster.v1.RestoreBackupRequest;
import io.roster.v1.RestoreBackupResponse;
import io.roster.wire.globalstore.v1.ClusterAdminServiceGrpc.ClusterAdminServiceImplBase;
import io.roster.wire.globalstore.v1.HealthCheckRequest;
import io.roster.wire.globalstore.v1.HealthCheckResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BackupVerbsTest {

  private static final int SEED = 5;

  @TempDir private Path folder;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream came = new ByteArrayOutputStream();
  private final List<String> said = new CopyOnWriteArrayList<>();
  private byte[] backup = new byte[0];
  private @Nullable Status refusal;
  private Server server;
  private String endpoint;

  @BeforeEach
  void start() throws Exception {
    backup = backup();
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new Registry())
            .addService(new Admin())
            .build()
            .start();
    endpoint = "127.0.0.1:" + server.getPort();
  }

  @AfterEach
  void stop() throws Exception {
    server.shutdownNow();
    server.awaitTermination(5, TimeUnit.SECONDS);
  }

  @Test
  void a_backup_is_a_file_that_only_its_owner_reads() throws Exception {
    Path file = folder.resolve("nightly");

    assertThat(backup(file)).isZero();

    assertThat(file).hasBinaryContent(backup);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(files()).containsExactly("nightly");
  }

  @Test
  void a_file_that_is_there_is_replaced_only_by_force_and_only_by_a_whole_one() throws Exception {
    Path file = Files.writeString(folder.resolve("nightly"), "yesterday");

    assertThat(backup(file)).isEqualTo(1);
    assertThat(said).last().asString().contains("is there already");
    byte[] whole = backup;
    backup = Arrays.copyOf(whole, whole.length / 2);
    assertThat(backup(file, "--force")).isEqualTo(1);
    assertThat(said).last().asString().contains("is cut", "No backup was made");
    refusal = Status.UNAVAILABLE.withDescription("This coordinator stops");
    assertThat(backup(file, "--force")).isEqualTo(1);
    assertThat(file).hasContent("yesterday");
    assertThat(files()).containsExactly("nightly");

    backup = whole;
    refusal = null;
    assertThat(backup(file, "--force")).isZero();
    assertThat(file).hasBinaryContent(whole);
  }

  @Test
  void a_restore_sends_what_was_backed_up() throws Exception {
    Path file = Files.write(folder.resolve("nightly"), backup);

    assertThat(restore(file, "--yes", "--take-over", "lost")).isZero();

    assertThat(came.toByteArray()).isEqualTo(backup);
    assertThat(asked).containsExactly("examine lost", "restore why lost");
  }

  @Test
  void a_restore_is_confirmed_and_says_why() throws Exception {
    Path file = Files.write(folder.resolve("nightly"), backup);

    assertThat(restore(file)).as("nobody can be asked").isEqualTo(2);
    assertThat(line(new RestoreCommand()).execute(file.toString(), "--yes", "--registry", endpoint))
        .as("without a reason")
        .isEqualTo(2);
    assertThat(restore(file, "--dry-run")).isZero();
    assertThat(asked).containsExactly("examine ", "examine ");
  }

  @Test
  void a_file_that_is_not_whole_is_not_even_sent() throws Exception {
    Path file = folder.resolve("nightly");
    for (int length : List.of(0, 1, 1_000, backup.length - 1)) {
      Files.write(file, Arrays.copyOf(backup, length));
      assertThat(restore(file, "--yes")).isEqualTo(1);
      assertThat(said).last().asString().contains(file + " is cut", "Nothing was changed");
    }
    byte[] damaged = backup.clone();
    damaged[2_000] ^= 4;
    Files.write(file, damaged);
    assertThat(restore(file, "--yes")).isEqualTo(1);
    assertThat(said).last().asString().contains("is damaged", "Nothing was changed");
    Files.writeString(file, "a letter");
    assertThat(restore(file, "--yes")).isEqualTo(1);
    assertThat(said).last().asString().contains("is no backup");
    assertThat(restore(folder.resolve("nothing"), "--yes")).isEqualTo(1);
    assertThat(said).last().asString().contains("Check the path");
    assertThat(asked).isEmpty();
  }

  @Test
  void what_the_registry_refuses_is_told() throws Exception {
    Path file = Files.write(folder.resolve("nightly"), backup);
    refusal =
        Status.FAILED_PRECONDITION.withDescription("Another restore of this registry goes on");

    assertThat(restore(file, "--yes")).isEqualTo(1);

    assertThat(said).containsExactly("Another restore of this registry goes on.");
  }

  private int backup(Path file, String... more) {
    List<String> arguments = new java.util.ArrayList<>(List.of(file.toString()));
    arguments.addAll(List.of("--registry", endpoint));
    arguments.addAll(List.of(more));
    return line(new BackupCommand()).execute(arguments.toArray(String[]::new));
  }

  private int restore(Path file, String... more) {
    List<String> arguments = new java.util.ArrayList<>(List.of(file.toString()));
    arguments.addAll(List.of("--reason", "why", "--registry", endpoint));
    arguments.addAll(List.of(more));
    return line(new RestoreCommand()).execute(arguments.toArray(String[]::new));
  }

  private CommandLine line(Object command) {
    return new CommandLine(command)
        .setErr(new java.io.PrintWriter(new java.io.StringWriter()))
        .setExecutionExceptionHandler(
            (problem, line, parsed) -> {
              said.add(((CallFailed) problem).sentence());
              return 1;
            });
  }

  private List<String> files() throws IOException {
    try (var all = Files.list(folder)) {
      return all.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** Large enough for several messages. */
  private static byte[] backup() throws IOException {
    byte[] rows = new byte[1_000_000];
    new Random(SEED).nextBytes(rows);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BackupWriter writer = new BackupWriter(bytes);
    writer.table(
        "worker",
        List.of("id"),
        out -> {
          out.write(rows);
          return 1;
        });
    writer.finish("1.0", 11, "lost", 7, 2, Instant.EPOCH);
    return bytes.toByteArray();
  }

  private final class Admin extends ClusterAdminServiceImplBase {
    @Override
    public void healthCheck(
        HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
      answer.onNext(HealthCheckResponse.getDefaultInstance());
      answer.onCompleted();
    }
  }

  private final class Registry extends BackupServiceImplBase {

    @Override
    public void backUp(BackUpRequest request, StreamObserver<BackUpResponse> answer) {
      for (int from = 0; from < backup.length; from += 300_000) {
        int length = Math.min(300_000, backup.length - from);
        answer.onNext(
            BackUpResponse.newBuilder()
                .setArchive(ByteString.copyFrom(backup, from, length))
                .build());
      }
      end(answer);
    }

    @Override
    public void examineBackup(
        ExamineBackupRequest request, StreamObserver<ExamineBackupResponse> answer) {
      asked.add("examine " + request.getHeader().getTakeOver());
      assertThat(request.getManifest()).contains("cluster=lost");
      answer.onNext(ExamineBackupResponse.newBuilder().setWorkers(3).build());
      answer.onCompleted();
    }

    @Override
    public StreamObserver<RestoreBackupRequest> restoreBackup(
        StreamObserver<RestoreBackupResponse> answer) {
      return new StreamObserver<>() {
        @Override
        public void onNext(RestoreBackupRequest message) {
          if (message.hasHeader()) {
            asked.add(
                "restore "
                    + message.getHeader().getReason()
                    + " "
                    + message.getHeader().getTakeOver());
          } else {
            came.writeBytes(message.getArchive().toByteArray());
          }
        }

        @Override
        public void onError(Throwable gone) {}

        @Override
        public void onCompleted() {
          if (refusal == null) {
            answer.onNext(RestoreBackupResponse.newBuilder().setRevision(12).build());
          }
          end(answer);
        }
      };
    }

    private void end(StreamObserver<?> answer) {
      Status refused = refusal;
      if (refused == null) {
        answer.onCompleted();
      } else {
        answer.onError(refused.asException());
      }
    }
  }
}
