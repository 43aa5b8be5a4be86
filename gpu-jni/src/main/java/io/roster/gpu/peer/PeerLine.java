/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import io.roster.gpu.ArtifactId;
import io.roster.gpu.Chunks;
import io.roster.gpu.Multihash;
import io.roster.gpu.ReplicaWriter;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;

/** The client's side of one connection. Every failure is a {@link PeerException}. */
final class PeerLine implements AutoCloseable {

  private static final int DIGEST_BYTES = 32;

  private final PeerAddress peer;
  private final PeerConnection connection;
  private final PeerClientSettings settings;
  private final Runnable onClose;

  /**
   * An artifact that the peer has opened for this connection.
   *
   * @param chunks its length, divided
   * @param indexBytes the length of its index
   * @param fingerprint of its description
   */
  record Opened(Chunks chunks, int indexBytes, Multihash fingerprint) {}

  PeerLine(
      PeerAddress peer, PeerConnection connection, PeerClientSettings settings, Runnable onClose) {
    this.peer = peer;
    this.connection = connection;
    this.settings = settings;
    this.onClose = onClose;
  }

  PeerAddress peer() {
    return peer;
  }

  /** Connects and presents itself. */
  void connect() {
    InetSocketAddress address = resolved();
    try {
      connection.connect(address, settings.connectLimit());
    } catch (IOException e) {
      throw new PeerUnreachable(peer, reasonWhyNotConnected(e));
    }
    talk(this::greet);
  }

  private InetSocketAddress resolved() {
    InetSocketAddress address = new InetSocketAddress(peer.host(), peer.port());
    if (address.isUnresolved()) {
      throw new PeerUnreachable(peer, "its host is not known here");
    }
    if (address.getAddress().isAnyLocalAddress() || address.getAddress().isMulticastAddress()) {
      throw new PeerUnreachable(peer, "that is not the address of one host");
    }
    return address;
  }

  private String reasonWhyNotConnected(IOException e) {
    return connection.whyCut() == PeerConnection.Cut.STALLED
        ? "no connection within " + settings.connectLimit().toMillis() + " ms"
        : String.valueOf(e.getMessage());
  }

  private int greet() throws IOException {
    ByteBuffer greeting = read(Integer.BYTES + Short.BYTES);
    if (greeting.getInt() != PeerProtocol.MAGIC) {
      throw new PeerRefused(
          peer,
          "what answers there is no node of Roster.",
          "Give the port on which that node serves its peers.");
    }
    int version = greeting.getShort();
    if (version != PeerProtocol.VERSION) {
      throw new PeerRefused(
          peer,
          "it speaks version "
              + version
              + " of the peer protocol, not "
              + PeerProtocol.VERSION
              + ".",
          "Run the same release of Roster on both nodes.");
    }
    expectOk();
    byte[] token = settings.token().orElse("").getBytes(StandardCharsets.UTF_8);
    write(
        ByteBuffer.allocate(PeerProtocol.HELLO_BYTES + token.length)
            .putInt(PeerProtocol.MAGIC)
            .putShort(PeerProtocol.VERSION)
            .putShort((short) token.length)
            .put(token));
    expectOk();
    return version;
  }

  /** Has the peer open an artifact, which it then keeps for this connection. */
  Opened open(ArtifactId id) {
    return talk(
        () -> {
          byte[] name = id.value().getBytes(StandardCharsets.UTF_8);
          write(
              ByteBuffer.allocate(Byte.BYTES + Short.BYTES + name.length)
                  .put(PeerProtocol.OPEN)
                  .putShort((short) name.length)
                  .put(name));
          expectOkFor(id);
          return opened(read(PeerProtocol.OPENED_BYTES + DIGEST_BYTES));
        });
  }

  private Opened opened(ByteBuffer answer) {
    long sizeBytes = answer.getLong();
    int chunkBytes = answer.getInt();
    int indexBytes = answer.getInt();
    byte[] fingerprint = new byte[DIGEST_BYTES];
    answer.get(fingerprint);
    if (sizeBytes <= 0 || sizeBytes > (long) PeerProtocol.MAX_CHUNKS * Chunks.CHUNK_BYTES) {
      throw new PeerLied(peer, "says that the artifact has " + sizeBytes + " bytes");
    }
    if (chunkBytes != Chunks.CHUNK_BYTES) {
      throw new PeerLied(peer, "divides artifacts into chunks of " + chunkBytes + " bytes");
    }
    if (indexBytes < 0 || indexBytes > PeerProtocol.MAX_INDEX_BYTES) {
      throw new PeerLied(peer, "says that the index has " + indexBytes + " bytes");
    }
    return new Opened(new Chunks(sizeBytes), indexBytes, Multihash.ofDigest(fingerprint));
  }

  /** What the artifact that is open consists of. */
  Description describe(Opened opened) {
    return talk(
        () -> {
          write(ByteBuffer.allocate(Byte.BYTES).put(PeerProtocol.DESCRIBE));
          expectOk();
          byte[] index = read(opened.indexBytes()).array();
          ByteBuffer checksums = read(opened.chunks().count() * Integer.BYTES);
          Description description = Description.of(opened.chunks(), index, checksums);
          if (!description.fingerprint().equals(opened.fingerprint())) {
            throw new PeerLied(peer, "describes the artifact in two ways");
          }
          return description;
        });
  }

  /** Asks for a chunk of the artifact that is open; several may be asked for ahead. */
  void ask(int chunk) {
    talk(
        () -> {
          write(
              ByteBuffer.allocate(Byte.BYTES + Integer.BYTES).put(PeerProtocol.READ).putInt(chunk));
          return chunk;
        });
  }

  /** Takes the chunk that was asked for first, and tells its checksum. */
  int receive(int chunk, ReplicaWriter writer) {
    return talk(
        () -> {
          expectOk();
          int coming = read(Integer.BYTES).getInt();
          if (coming != chunk) {
            throw new PeerLied(peer, "sends chunk " + coming + " instead of " + chunk);
          }
          ReadableByteChannel bytes =
              connection.incoming(settings.silence(), settings.chunkLimit());
          return writer.writeChunk(chunk, bytes);
        });
  }

  private <T> T talk(PeerConnection.Step<T> step) {
    try {
      return step.run();
    } catch (IOException e) {
      if (connection.whyCut() == PeerConnection.Cut.STALLED) {
        throw new PeerStalled(peer, settings.silence());
      }
      boolean ended = e instanceof EOFException;
      throw new PeerLost(peer, ended ? "it ended the connection" : "" + e.getMessage(), e);
    }
  }

  private void expectOk() throws IOException {
    byte status = read(Byte.BYTES).get();
    if (status != PeerProtocol.OK) {
      throw problem(status, sentence());
    }
  }

  private void expectOkFor(ArtifactId id) throws IOException {
    byte status = read(Byte.BYTES).get();
    if (status == PeerProtocol.UNKNOWN_ARTIFACT) {
      sentence();
      throw new PeerLacksArtifact(peer, id);
    }
    if (status != PeerProtocol.OK) {
      throw problem(status, sentence());
    }
  }

  private PeerException problem(byte status, String sentence) {
    return switch (status) {
      case PeerProtocol.BUSY, PeerProtocol.UNAVAILABLE -> new PeerBusy(peer, sentence);
      case PeerProtocol.DENIED ->
          new PeerRefused(peer, sentence, "Give all nodes the same peer token.");
      default -> new PeerRefused(peer, sentence, "Run the same release of Roster on both nodes.");
    };
  }

  /** The words of a stranger: they may stand in a log, so nothing but text is left of them. */
  private String sentence() throws IOException {
    int length = Short.toUnsignedInt(read(Short.BYTES).getShort());
    if (length > PeerProtocol.MAX_TEXT_BYTES) {
      throw new PeerLied(peer, "gives a reason of " + length + " bytes");
    }
    return StandardCharsets.UTF_8.decode(read(length)).toString().replaceAll("\\p{Cntrl}", " ");
  }

  private ByteBuffer read(int count) throws IOException {
    return connection.read(count, settings.silence());
  }

  private void write(ByteBuffer filled) throws IOException {
    connection.write(filled.flip(), settings.silence());
  }

  @Override
  public void close() {
    connection.close();
    onClose.run();
  }
}
