/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.grpc.StatusRuntimeException;
import io.roster.client.Connection;
import io.roster.launcher.Terminal;
import io.roster.launcher.Version;
import io.roster.wire.node.v1.GetArtifactHeader;
import io.roster.wire.node.v1.GetArtifactRequest;
import io.roster.wire.node.v1.GetArtifactResponse;
import io.roster.wire.node.v1.GetOrigin;
import io.roster.wire.node.v1.NodeServiceGrpc;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code roster get}. */
@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description =
        "Gets an artifact out of the fleet. A node that does not hold it fetches it from one that"
            + " does, and holds it then.")
public final class GetCommand implements Callable<Integer> {

  @Parameters(paramLabel = "KEY", description = "Its key, or its id (mi2:… or cgid:…).")
  private String name = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "Where to put it. A file that is there is replaced when all bytes have come.")
  private @Nullable Path output;

  @Option(
      names = "--node",
      paramLabel = "HOST:PORT",
      defaultValue = NodeOption.DEFAULT,
      description = "The gRPC port of the node to ask. Default: " + NodeOption.DEFAULT)
  private String node = NodeOption.DEFAULT;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file with the cluster token, if the node asks for it.")
  private @Nullable Path tokenFile;

  @Override
  public Integer call() {
    Path target = Objects.requireNonNull(output).toAbsolutePath();
    if (Files.isDirectory(target)) {
      throw new CallFailed(target + " is a folder. Name a file in it.");
    }
    long began = System.nanoTime();
    GetArtifactHeader header;
    try (Connection connection = NodeConnection.to(node, tokenFile)) {
      header = receive(connection, target);
    }
    tell(header, target, Duration.ofNanos(System.nanoTime() - began));
    return 0;
  }

  private GetArtifactHeader receive(Connection connection, Path target) {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    boolean complete = false;
    try {
      Iterator<GetArtifactResponse> messages =
          NodeServiceGrpc.newBlockingStub(connection.calls()).getArtifact(request());
      GetArtifactHeader header = messages.next().getHeader();
      try (OutputStream out = Files.newOutputStream(part)) {
        write(header, messages, out);
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      complete = true;
      return header;
    } catch (StatusRuntimeException e) {
      throw CallFailed.of("The node at " + connection.endpoint(), e);
    } catch (IOException e) {
      throw new CallFailed(target + " cannot be written (" + e.getMessage() + ").");
    } finally {
      if (!complete) {
        delete(part);
      }
    }
  }

  private GetArtifactRequest request() {
    boolean isId = name.startsWith("mi2:") || name.startsWith("cgid:");
    return isId
        ? GetArtifactRequest.newBuilder().setArtifactId(name).build()
        : GetArtifactRequest.newBuilder().setKey(name).build();
  }

  private static void write(
      GetArtifactHeader header, Iterator<GetArtifactResponse> messages, OutputStream file)
      throws IOException {
    MessageDigest digest = sha256();
    long count = 0;
    try (DigestOutputStream out = new DigestOutputStream(file, digest)) {
      out.on(!header.getSha256().isEmpty());
      while (messages.hasNext()) {
        GetArtifactResponse message = messages.next();
        message.getBytes().writeTo(out);
        count += message.getBytes().size();
      }
    }
    if (count != header.getSizeBytes()) {
      throw new CallFailed(
          "The node sent "
              + count
              + " bytes of "
              + header.getSizeBytes()
              + "; nothing was written. Try again.");
    }
    if (!header.getSha256().isEmpty()
        && !header.getSha256().equals(HexFormat.of().formatHex(digest.digest()))) {
      throw new CallFailed(
          "What the node sent is not "
              + header.getArtifactId()
              + "; nothing was written. Let the node's replica be verified, or ask another node.");
    }
  }

  private static void delete(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      Terminal.standard().complain(part + " could not be deleted (" + e.getMessage() + ").");
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }

  private static void tell(GetArtifactHeader header, Path target, Duration took) {
    Terminal terminal = Terminal.standard();
    terminal.say("Artifact  " + header.getArtifactId());
    terminal.say(
        "Got       "
            + target
            + ", "
            + Text.bytes(header.getSizeBytes())
            + ", in "
            + Text.seconds(took)
            + (header.getOrigin() == GetOrigin.GET_ORIGIN_PEER
                ? ", fetched from " + header.getSource()
                : ", held by this node"));
  }
}
