/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.roster.wire.node.v1.GetArtifactHeader;
import io.roster.wire.node.v1.GetArtifactRequest;
import io.roster.wire.node.v1.GetArtifactResponse;
import io.roster.wire.node.v1.NodeReplica;
import io.roster.wire.node.v1.NodeServiceGrpc.NodeServiceImplBase;
import io.roster.wire.node.v1.PutArtifactHeader;
import io.roster.wire.node.v1.PutArtifactRequest;
import io.roster.wire.node.v1.PutArtifactResponse;
import io.roster.wire.node.v1.ReplicaPlace;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FleetCommandsTest {

  @TempDir Path folder;

  private final Map<String, byte[]> held = new ConcurrentHashMap<>();
  private volatile String digest = "";
  private volatile int lost;
  private Server server;
  private String endpoint;

  @BeforeEach
  void start() throws Exception {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new Node())
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
  void what_is_put_can_be_got() throws Exception {
    byte[] bytes = new byte[3_500_000];
    new Random(1).nextBytes(bytes);
    Path file = Files.write(folder.resolve("in"), bytes);
    assertThat(run(new PutCommand(), file.toString(), "--name", "k", "--node", endpoint)).isZero();
    Path out = folder.resolve("out");
    assertThat(run(new GetCommand(), "k", "-o", out.toString(), "--node", endpoint)).isZero();
    assertThat(out).hasSameBinaryContentAs(file);
    assertThat(folder.resolve("out.part")).doesNotExist();
  }

  @Test
  void bytes_that_are_missing_or_others_do_not_get_the_file_s_name() {
    held.put("k", "abc".getBytes(StandardCharsets.UTF_8));
    Path out = folder.resolve("out");
    digest = "00";
    assertFails(new GetCommand(), "is not cgid:k", "k", "-o", out.toString(), "--node", endpoint);
    digest = "";
    lost = 1;
    assertFails(new GetCommand(), "2 bytes of 3", "k", "-o", out.toString(), "--node", endpoint);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusals_are_told_as_the_node_says_them() {
    assertFails(
        new GetCommand(), "The key k names nothing.", "k", "-o", folder + "/o", "--node", endpoint);
    assertFails(new PutCommand(), "is no file", folder.toString(), "--node", endpoint);
  }

  @Test
  void a_node_that_is_not_there_is_named() {
    assertFails(
        new GetCommand(),
        "127.0.0.1:1 does not answer",
        "k",
        "-o",
        folder + "/o",
        "--node",
        "127.0.0.1:1");
  }

  private static int run(Object command, String... arguments) {
    return new CommandLine(command)
        .setExecutionExceptionHandler(
            (problem, line, parsed) -> {
              throw problem;
            })
        .execute(arguments);
  }

  private static void assertFails(Object command, String sentence, String... arguments) {
    StringBuilder said = new StringBuilder();
    int status =
        new CommandLine(command)
            .setExecutionExceptionHandler(
                (problem, line, parsed) -> {
                  assertThat(problem).isInstanceOf(CallFailed.class);
                  said.append(((CallFailed) problem).sentence());
                  return 1;
                })
            .execute(arguments);
    assertThat(status).isEqualTo(1);
    assertThat(said.toString()).contains(sentence);
  }

  /** Holds artifacts by their keys. */
  private final class Node extends NodeServiceImplBase {

    @Override
    public StreamObserver<PutArtifactRequest> putArtifact(
        StreamObserver<PutArtifactResponse> answer) {
      return new StreamObserver<>() {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private PutArtifactHeader header = PutArtifactHeader.getDefaultInstance();

        @Override
        public void onNext(PutArtifactRequest message) {
          if (message.hasHeader()) {
            header = message.getHeader();
          }
          bytes.writeBytes(message.getBytes().toByteArray());
        }

        @Override
        public void onError(Throwable gone) {
          // The caller went.
        }

        @Override
        public void onCompleted() {
          held.put(header.getKey(), bytes.toByteArray());
          answer.onNext(
              PutArtifactResponse.newBuilder()
                  .setReplica(
                      NodeReplica.newBuilder()
                          .setPlace(ReplicaPlace.newBuilder().setArtifactId("cgid:k"))
                          .setSizeBytes(bytes.size()))
                  .build());
          answer.onCompleted();
        }
      };
    }

    @Override
    public void getArtifact(
        GetArtifactRequest request, StreamObserver<GetArtifactResponse> answer) {
      byte[] bytes = held.get(request.getKey());
      if (bytes == null) {
        answer.onError(
            Status.NOT_FOUND
                .withDescription("The key " + request.getKey() + " names nothing")
                .asException());
        return;
      }
      answer.onNext(
          GetArtifactResponse.newBuilder()
              .setHeader(
                  GetArtifactHeader.newBuilder()
                      .setArtifactId("cgid:k")
                      .setSizeBytes(bytes.length)
                      .setSha256(digest))
              .build());
      answer.onNext(
          GetArtifactResponse.newBuilder()
              .setBytes(ByteString.copyFrom(bytes, 0, bytes.length - lost))
              .build());
      answer.onCompleted();
    }
  }
}
