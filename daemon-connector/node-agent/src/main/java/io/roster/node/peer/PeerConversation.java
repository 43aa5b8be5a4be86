/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.peer;

import io.roster.connector.ArtifactContent;
import io.roster.connector.InvalidArtifactIdException;
import io.roster.connector.UnknownArtifactException;
import jakarta.resource.ResourceException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The requests of one connection, one after another. */
final class PeerConversation {

  private static final Logger LOG = LoggerFactory.getLogger(PeerConversation.class);
  private static final int CHUNK_BYTES = 64 * 1024;

  private final TimedChannel channel;
  private final ArtifactSource source;

  PeerConversation(TimedChannel channel, ArtifactSource source) {
    this.channel = channel;
    this.source = source;
  }

  /** Tells a peer that there is no place for it. */
  static void refuse(AsynchronousSocketChannel accepted) {
    try (TimedChannel channel = new TimedChannel(accepted, Duration.ofMillis(100))) {
      channel.writeFully(problem(PeerProtocol.BUSY, "This node serves as many as it can."));
    } catch (IOException e) {
      LOG.debug("peer_not_told reason=\"{}\"", e.getMessage());
    }
  }

  void serveAll() throws IOException {
    boolean more = true;
    while (more) {
      more = serveOne();
    }
  }

  private boolean serveOne() throws IOException {
    ByteBuffer header = ByteBuffer.allocate(PeerProtocol.HEADER_BYTES);
    if (!channel.readFully(header)) {
      return false;
    }
    int magic = header.getInt();
    int length = Short.toUnsignedInt(header.getShort());
    if (magic != PeerProtocol.MAGIC || length == 0 || length > PeerProtocol.MAX_ID_BYTES) {
      channel.writeFully(
          problem(PeerProtocol.BAD_REQUEST, "That is not a request for an artifact."));
      return false;
    }
    ByteBuffer id = ByteBuffer.allocate(length);
    if (!channel.readFully(id)) {
      throw new EOFException("The connection ended before the artifact id");
    }
    return answer(StandardCharsets.UTF_8.decode(id).toString());
  }

  private boolean answer(String artifactId) throws IOException {
    try {
      source.use(artifactId, this::send);
      return true;
    } catch (UnknownArtifactException | InvalidArtifactIdException e) {
      channel.writeFully(problem(PeerProtocol.UNKNOWN_ARTIFACT, e.getMessage()));
      return true;
    } catch (ResourceException e) {
      LOG.warn("artifact_not_served code=ROS-2206 artifact={}", artifactId, e);
      channel.writeFully(
          problem(PeerProtocol.UNAVAILABLE, "This node cannot serve artifacts at the moment."));
      return false;
    }
  }

  private void send(ArtifactContent content) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(1 + Long.BYTES);
    head.put(PeerProtocol.OK).putLong(content.info().sizeBytes()).flip();
    channel.writeFully(head);
    // Of the bytes as they leave, not as they were loaded: the receiver sees damage on our side.
    MessageDigest digest = sha256();
    byte[] chunk = new byte[CHUNK_BYTES];
    InputStream bytes = content.stream();
    for (int count = bytes.read(chunk); count >= 0; count = bytes.read(chunk)) {
      digest.update(chunk, 0, count);
      channel.writeFully(ByteBuffer.wrap(chunk, 0, count));
    }
    channel.writeFully(ByteBuffer.wrap(digest.digest()));
  }

  private static ByteBuffer problem(byte status, String sentence) {
    byte[] text = sentence.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(1 + Short.BYTES + text.length);
    frame.put(status).putShort((short) text.length).put(text).flip();
    return frame;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
