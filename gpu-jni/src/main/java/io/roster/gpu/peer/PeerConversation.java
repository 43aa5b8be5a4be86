/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import io.roster.gpu.ArtifactId;
import io.roster.gpu.Chunks;
import io.roster.gpu.GpuException;
import io.roster.gpu.InvalidArtifactId;
import io.roster.gpu.ReplicaReader;
import io.roster.gpu.UnknownArtifact;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of one connection: a greeting, then requests one after another. The artifact
 * that was opened last stays open until the next one or the end.
 */
final class PeerConversation implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PeerConversation.class);

  /** What goes out at once: small enough for fair shares, and for a slow peer to show life. */
  private static final int SLICE_BYTES = 1024 * 1024;

  private static final String UNCLEAR = "that is not a request of this protocol.";
  private static final String NOTHING_OPEN = "no artifact is open on this connection.";

  private final PeerConnection connection;
  private final ArtifactSource source;
  private final PeerServerSettings settings;
  private final Bandwidth bandwidth;
  private final LongAdder sentBytes;
  private @Nullable Held held;

  /** The artifact that is open. */
  private record Held(ReplicaReader reader, Description description) {}

  PeerConversation(
      PeerConnection connection,
      ArtifactSource source,
      PeerServerSettings settings,
      Bandwidth bandwidth,
      LongAdder sentBytes) {
    this.connection = connection;
    this.source = source;
    this.settings = settings;
    this.bandwidth = bandwidth;
    this.sentBytes = sentBytes;
  }

  /** The first words of a server: who it is, and whether it serves. */
  static ByteBuffer greeting(byte status, String sentence) {
    ByteBuffer problem = status == PeerProtocol.OK ? status(status) : problem(status, sentence);
    return ByteBuffer.allocate(Integer.BYTES + Short.BYTES + problem.remaining())
        .putInt(PeerProtocol.MAGIC)
        .putShort(PeerProtocol.VERSION)
        .put(problem)
        .flip();
  }

  /** Serves until the peer goes or does what it should not. */
  void hold() throws IOException, InterruptedException {
    send(greeting(PeerProtocol.OK, ""));
    boolean more = admitted();
    while (more) {
      more = serveOne();
    }
  }

  private boolean admitted() throws IOException {
    ByteBuffer hello = receive(PeerProtocol.HELLO_BYTES);
    int magic = hello.getInt();
    int version = hello.getShort();
    int tokenBytes = Short.toUnsignedInt(hello.getShort());
    if (magic != PeerProtocol.MAGIC
        || version != PeerProtocol.VERSION
        || tokenBytes > PeerProtocol.MAX_TOKEN_BYTES) {
      return end(PeerProtocol.BAD_REQUEST, UNCLEAR);
    }
    byte[] token = receive(tokenBytes).array();
    if (!isWelcome(token)) {
      return end(PeerProtocol.DENIED, "the token is not the one of this node.");
    }
    send(status(PeerProtocol.OK));
    return true;
  }

  private boolean isWelcome(byte[] token) {
    return settings
        .token()
        .map(ours -> MessageDigest.isEqual(ours.getBytes(StandardCharsets.UTF_8), token))
        .orElse(true);
  }

  private boolean serveOne() throws IOException, InterruptedException {
    byte request;
    try {
      request = receive(Byte.BYTES).get();
    } catch (EOFException gone) {
      return false;
    }
    try {
      return switch (request) {
        case PeerProtocol.OPEN -> open();
        case PeerProtocol.DESCRIBE -> describe();
        case PeerProtocol.READ -> read();
        default -> end(PeerProtocol.BAD_REQUEST, UNCLEAR);
      };
    } catch (GpuException e) {
      LOG.warn("artifact_not_served code=ROS-2206 reason=\"{}\"", e.getMessage(), e);
      return end(PeerProtocol.UNAVAILABLE, "the engine of that node failed.");
    }
  }

  private boolean open() throws IOException {
    int length = Short.toUnsignedInt(receive(Short.BYTES).getShort());
    if (length == 0 || length > PeerProtocol.MAX_ID_BYTES) {
      return end(PeerProtocol.BAD_REQUEST, UNCLEAR);
    }
    String id = StandardCharsets.UTF_8.decode(receive(length)).toString();
    close();
    try {
      held = hold(new ArtifactId(id));
    } catch (UnknownArtifact | InvalidArtifactId e) {
      send(problem(PeerProtocol.UNKNOWN_ARTIFACT, String.valueOf(e.getMessage())));
      return true;
    }
    send(opened(held.description()));
    return true;
  }

  private Held hold(ArtifactId id) {
    ReplicaReader reader = source.open(id);
    try {
      return new Held(reader, Description.of(reader));
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  private static ByteBuffer opened(Description description) {
    byte[] fingerprint = description.fingerprint().digest();
    return ByteBuffer.allocate(Byte.BYTES + PeerProtocol.OPENED_BYTES + fingerprint.length)
        .put(PeerProtocol.OK)
        .putLong(description.chunks().sizeBytes())
        .putInt(Chunks.CHUNK_BYTES)
        .putInt(description.indexBytes())
        .put(fingerprint)
        .flip();
  }

  private boolean describe() throws IOException {
    if (held == null) {
      return end(PeerProtocol.BAD_REQUEST, NOTHING_OPEN);
    }
    send(status(PeerProtocol.OK));
    send(ByteBuffer.wrap(held.description().index()));
    send(held.description().checksums());
    return true;
  }

  private boolean read() throws IOException, InterruptedException {
    int chunk = receive(Integer.BYTES).getInt();
    if (held == null) {
      return end(PeerProtocol.BAD_REQUEST, NOTHING_OPEN);
    }
    Chunks chunks = held.description().chunks();
    if (chunk < 0 || chunk >= chunks.count()) {
      return end(PeerProtocol.BAD_REQUEST, "the artifact has no such chunk.");
    }
    send(ByteBuffer.allocate(PeerProtocol.PIECE_BYTES).put(PeerProtocol.OK).putInt(chunk).flip());
    send(held.reader(), chunks.offset(chunk), chunks.length(chunk));
    return true;
  }

  private void send(ReplicaReader reader, long offset, int length)
      throws IOException, InterruptedException {
    for (int at = 0; at < length; at += SLICE_BYTES) {
      long from = offset + at;
      int count = Math.min(SLICE_BYTES, length - at);
      bandwidth.await(count);
      connection.within(
          settings.silence(),
          () -> {
            transfer(reader, from, count);
            return count;
          });
      sentBytes.add(count);
    }
  }

  /** In the middle of a chunk no failure can be told any more: the connection just ends. */
  private void transfer(ReplicaReader reader, long from, int count) throws IOException {
    try {
      reader.transferTo(from, count, connection.channel());
    } catch (GpuException e) {
      LOG.warn("artifact_not_served code=ROS-2206 reason=\"{}\"", e.getMessage(), e);
      throw new IOException("the engine failed in the middle of a chunk", e);
    }
  }

  private boolean end(byte status, String sentence) throws IOException {
    send(problem(status, sentence));
    return false;
  }

  private ByteBuffer receive(int count) throws IOException {
    return connection.read(count, settings.silence());
  }

  private void send(ByteBuffer frame) throws IOException {
    connection.write(frame, settings.silence());
  }

  private static ByteBuffer status(byte status) {
    return ByteBuffer.wrap(new byte[] {status});
  }

  private static ByteBuffer problem(byte status, String sentence) {
    byte[] text = sentence.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(text.length, PeerProtocol.MAX_TEXT_BYTES);
    return ByteBuffer.allocate(Byte.BYTES + Short.BYTES + length)
        .put(status)
        .putShort((short) length)
        .put(text, 0, length)
        .flip();
  }

  @Override
  public void close() {
    if (held != null) {
      held.reader().close();
      held = null;
    }
  }
}
