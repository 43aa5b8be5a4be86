/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import com.google.protobuf.ByteString;
import io.roster.client.Connection;
import io.roster.launcher.Terminal;
import io.roster.launcher.Version;
import io.roster.wire.node.v1.ContentFormat;
import io.roster.wire.node.v1.NodeServiceGrpc;
import io.roster.wire.node.v1.PutArtifactHeader;
import io.roster.wire.node.v1.PutArtifactRequest;
import io.roster.wire.node.v1.PutArtifactResponse;
import io.roster.wire.node.v1.ReplicaMemory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code roster put}. */
@Command(
    name = "put",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Puts a file into the fleet: a node takes it in, and the registry knows it.",
    footer = {
      "",
      "A file that begins as a safetensors file is put as one, so that its header becomes the",
      "index; anything else is one tensor of bytes. Putting the same bytes again does no harm."
    })
public final class PutCommand implements Callable<Integer> {

  private static final int MESSAGE_BYTES = 1 << 20;

  /** How the bytes are understood. */
  enum Format {
    auto,
    raw,
    safetensors
  }

  /** Which memory of the node. */
  enum Memory {
    gpu,
    ram,
    disk
  }

  @Parameters(paramLabel = "FILE", description = "What to put.")
  private @Nullable Path file;

  @Option(names = "--name", paramLabel = "KEY", description = "A key for it. Default: none")
  private String key = "";

  @Option(
      names = "--node",
      paramLabel = "HOST:PORT",
      defaultValue = NodeOption.DEFAULT,
      description = "The gRPC port of the node that takes it in. Default: " + NodeOption.DEFAULT)
  private String node = NodeOption.DEFAULT;

  @Option(
      names = "--id",
      paramLabel = "cgid:NAME",
      description = "An id of your own. Default: one that follows from the content")
  private String id = "";

  @Option(
      names = "--format",
      defaultValue = "auto",
      description = "What the file is: ${COMPLETION-CANDIDATES}. Default: auto")
  private Format format = Format.auto;

  @Option(
      names = "--memory",
      defaultValue = "ram",
      description = "Which memory of the node: ${COMPLETION-CANDIDATES}. Default: ram")
  private Memory memory = Memory.ram;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file with the cluster token, if the node asks for it.")
  private @Nullable Path tokenFile;

  @Override
  public Integer call() throws InterruptedException {
    Path source = Objects.requireNonNull(file);
    long size = size(source);
    long began = System.nanoTime();
    PutArtifactResponse answer;
    try (InputStream bytes = Files.newInputStream(source);
        Connection connection = NodeConnection.to(node, tokenFile)) {
      Sending<PutArtifactRequest, PutArtifactResponse> sending =
          new Sending<>("The node at " + connection.endpoint());
      NodeServiceGrpc.newStub(connection.calls()).putArtifact(sending);
      answer = send(sending, header(source, size), bytes);
    } catch (IOException e) {
      throw new CallFailed(source + " cannot be read (" + e.getMessage() + ").");
    }
    tell(source, answer, Duration.ofNanos(System.nanoTime() - began));
    return 0;
  }

  private static long size(Path source) {
    if (!Files.isRegularFile(source)) {
      throw new CallFailed(source + " is no file that could be read. Check the path.");
    }
    try {
      return Files.size(source);
    } catch (IOException e) {
      throw new CallFailed(source + " cannot be read (" + e.getMessage() + ").");
    }
  }

  private PutArtifactHeader header(Path source, long size) throws IOException {
    return PutArtifactHeader.newBuilder()
        .setSizeBytes(size)
        .setFormat(contentFormat(source, size))
        .setKey(key)
        .setArtifactId(id)
        .setMemory(
            switch (memory) {
              case gpu -> ReplicaMemory.REPLICA_MEMORY_GPU;
              case ram -> ReplicaMemory.REPLICA_MEMORY_RAM;
              case disk -> ReplicaMemory.REPLICA_MEMORY_DISK;
            })
        .build();
  }

  private ContentFormat contentFormat(Path source, long size) throws IOException {
    return switch (format) {
      case raw -> ContentFormat.CONTENT_FORMAT_RAW;
      case safetensors -> ContentFormat.CONTENT_FORMAT_SAFETENSORS;
      case auto ->
          Safetensors.looksLike(source, size)
              ? ContentFormat.CONTENT_FORMAT_SAFETENSORS
              : ContentFormat.CONTENT_FORMAT_RAW;
    };
  }

  private static PutArtifactResponse send(
      Sending<PutArtifactRequest, PutArtifactResponse> sending,
      PutArtifactHeader header,
      InputStream bytes)
      throws IOException, InterruptedException {
    sending.next(PutArtifactRequest.newBuilder().setHeader(header).build());
    byte[] buffer = new byte[MESSAGE_BYTES];
    int count;
    while ((count = bytes.readNBytes(buffer, 0, buffer.length)) > 0
        && sending.next(
            PutArtifactRequest.newBuilder()
                .setBytes(ByteString.copyFrom(buffer, 0, count))
                .build())) {
      // Each round is one message.
    }
    return sending.finish();
  }

  private void tell(Path source, PutArtifactResponse answer, Duration took) {
    Terminal terminal = Terminal.standard();
    terminal.say("Artifact  " + answer.getReplica().getPlace().getArtifactId());
    if (!key.isEmpty()) {
      terminal.say("Key       " + key);
    }
    terminal.say(
        (answer.getAlreadyHeld() ? "Held      " : "Put       ")
            + source.getFileName()
            + ", "
            + Text.bytes(answer.getReplica().getSizeBytes())
            + (answer.getAlreadyHeld() ? ", was there already" : ", in " + Text.seconds(took))
            + ", replica "
            + answer.getReplicaId());
  }
}
