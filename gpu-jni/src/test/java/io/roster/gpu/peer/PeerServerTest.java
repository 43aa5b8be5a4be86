/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.roster.gpu.Chunks;
import io.roster.gpu.EngineConfiguration;
import io.roster.gpu.GpuEngine;
import io.roster.gpu.MemoryKind;
import io.roster.gpu.OutOfSpace;
import io.roster.gpu.Place;
import io.roster.gpu.Replica;
import io.roster.gpu.engine.Engines;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeerServerTest {

  private static final PeerServerSettings USUAL = PeerServerSettings.on(Node.loopback());

  @TempDir Path disk;

  private final Sample sample = Sample.of(1, 2 * Chunks.CHUNK_BYTES + 7);
  private final CountedThreads threads = new CountedThreads();
  private GpuEngine engine;

  @BeforeEach
  void start() {
    engine =
        Engines.open(
            EngineConfiguration.usual()
                .withRam(Node.RAM)
                .withGpu(Node.RAM)
                .withDisk(disk, Node.RAM),
            Clock.systemUTC(),
            event -> {});
    sample.putInto(engine, Place.RAM);
  }

  @AfterEach
  void nothing_is_left_over() {
    await().until(() -> threads.running() == 0);
    await().until(() -> engine.list().stream().noneMatch(Replica::inUse));
    engine.close();
  }

  @Test
  void it_talks_as_the_protocol_says() throws Exception {
    try (PeerServer server = started(USUAL);
        RawPeer peer = RawPeer.welcomed(server)) {
      peer.open(sample.id().value());
      assertThat(peer.in.readByte()).isZero();
      assertThat(peer.in.readLong()).isEqualTo(sample.bytes().length);
      assertThat(peer.in.readInt()).isEqualTo(4 * 1024 * 1024);
      byte[] index = new byte[peer.in.readInt()];
      byte[] fingerprint = peer.in.readNBytes(32);
      peer.out.writeByte(2);
      assertThat(peer.in.readByte()).isZero();
      peer.in.readFully(index);
      assertThat(index).isEqualTo(sample.index().bytes());
      byte[] checksums = peer.in.readNBytes(3 * 4);
      try (ScriptedPeer described = new ScriptedPeer(sample)) {
        assertThat(checksums).isEqualTo(described.checksums());
        assertThat(fingerprint).isEqualTo(described.fingerprint());
      }
      peer.read(2);
      peer.read(0);
      assertThat(peer.chunk(2, 7)).isEqualTo(sample.chunk(2));
      assertThat(peer.chunk(0, Chunks.CHUNK_BYTES)).isEqualTo(sample.chunk(0));
    }
  }

  @Test
  void an_artifact_that_is_not_held_ends_nothing() throws Exception {
    try (PeerServer server = started(USUAL);
        RawPeer peer = RawPeer.welcomed(server)) {
      for (String id : new String[] {"cgid:none", "nonsense"}) {
        peer.open(id);
        assertThat(peer.problem()).startsWith("1 ");
      }
      peer.open(sample.id().value());
      assertThat(peer.in.readByte()).isZero();
    }
  }

  @Test
  void what_is_no_request_ends_the_connection() throws Exception {
    try (PeerServer server = started(USUAL)) {
      endsWith(server, "2 ", peer -> peer.out.writeByte(99));
      endsWith(server, "2 ", peer -> peer.out.writeByte(2));
      endsWith(server, "2 ", peer -> peer.read(0));
      endsWith(server, "2 ", peer -> peer.out.write(new byte[] {1, 0, 0}));
      endsWith(server, "2 ", peer -> peer.out.write(new byte[] {1, -1, -1}));
      endsWith(
          server,
          "2 ",
          peer -> {
            peer.open(sample.id().value());
            peer.in.readNBytes(1 + 16 + 32);
            peer.read(3);
          });
    }
  }

  private interface Talk {
    void with(RawPeer peer) throws IOException;
  }

  private static void endsWith(PeerServer server, String problem, Talk talk) throws IOException {
    try (RawPeer peer = RawPeer.welcomed(server)) {
      talk.with(peer);
      assertThat(peer.problem()).startsWith(problem);
      assertThat(peer.in.read()).isEqualTo(-1);
    }
  }

  @Test
  void who_does_not_present_itself_is_sent_away() throws Exception {
    try (PeerServer server = started(USUAL);
        RawPeer peer = new RawPeer(server)) {
      peer.greeting();
      peer.out.writeBytes("GET / HT");
      assertThat(peer.problem()).startsWith("2 ");
    }
    try (PeerServer server = started(USUAL.withToken("secret"));
        RawPeer peer = new RawPeer(server)) {
      peer.greeting();
      peer.hello("secrets");
      assertThat(peer.problem()).startsWith("5 ");
      assertThat(peer.in.read()).isEqualTo(-1);
    }
  }

  @Test
  void beyond_the_limit_a_peer_is_told_to_come_again() throws Exception {
    try (PeerServer server = started(USUAL.withMaxConnections(2))) {
      try (RawPeer first = RawPeer.welcomed(server);
          RawPeer second = RawPeer.welcomed(server)) {
        assertThat(server.connections()).isEqualTo(2);
        try (RawPeer third = new RawPeer(server)) {
          third.in.readNBytes(6);
          assertThat(third.problem()).startsWith("3 ");
          assertThat(third.in.read()).isEqualTo(-1);
        }
        second.open(sample.id().value());
        assertThat(second.in.readByte()).isZero();
        first.close();
        await().until(() -> server.connections() == 1);
        RawPeer.welcomed(server).close();
      }
    }
  }

  @Test
  void a_peer_that_does_nothing_is_cut_off() throws Exception {
    try (PeerServer server = started(USUAL.withSilence(Duration.ofMillis(100)))) {
      try (RawPeer dumb = new RawPeer(server)) {
        dumb.greeting();
        assertThat(dumb.in.read()).isEqualTo(-1);
      }
      try (RawPeer idle = RawPeer.welcomed(server)) {
        idle.open(sample.id().value());
        idle.in.readNBytes(1 + 16 + 32);
        assertThat(idle.in.read()).isEqualTo(-1);
      }
      await().until(() -> server.connections() == 0);
      assertThat(engine.list()).noneMatch(Replica::inUse);
    }
  }

  @ParameterizedTest
  @EnumSource(MemoryKind.class)
  void a_peer_that_takes_nothing_is_cut_off(MemoryKind memory) throws Exception {
    Sample large = Sample.of(2, 8 * Chunks.CHUNK_BYTES);
    large.putInto(engine, new Place(memory, 0));
    try (PeerServer server = started(USUAL.withSilence(Duration.ofMillis(200)));
        RawPeer peer = RawPeer.welcomed(server)) {
      peer.open(large.id().value());
      for (int chunk = 0; chunk < 8; chunk++) {
        peer.read(chunk);
      }
      await().until(() -> engine.list().stream().anyMatch(Replica::inUse));
      await().until(() -> server.connections() == 0);
      await().until(() -> engine.list().stream().noneMatch(Replica::inUse));
    }
  }

  @Test
  void an_engine_that_fails_is_told_as_such() throws Exception {
    PeerServer failing =
        new PeerServer(
            USUAL,
            id -> {
              throw new OutOfSpace(Place.RAM, 1, 0);
            },
            threads);
    failing.start();
    try (failing) {
      endsWith(failing, "4 ", peer -> peer.open("cgid:a"));
    }
  }

  @Test
  void starting_twice_is_starting_once() throws Exception {
    PeerServer server = started(USUAL);
    InetSocketAddress address = server.address();
    server.start();
    assertThat(server.address()).isEqualTo(address);
    RawPeer.welcomed(server).close();
    server.close();
  }

  @Test
  void stopping_twice_is_stopping_once() {
    PeerServer server = started(USUAL);
    server.stop();
    server.stop();
    server.close();
    await().until(() -> threads.running() == 0);
    assertThatThrownBy(server::address).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void it_can_be_started_again_after_a_stop() throws Exception {
    PeerServer server = started(USUAL);
    for (int round = 0; round < 3; round++) {
      RawPeer.welcomed(server).close();
      server.stop();
      server.start();
    }
    server.close();
  }

  @Test
  void stopping_without_a_start_does_nothing() {
    new PeerServer(USUAL, engine::open, threads).stop();
    assertThat(threads.running()).isZero();
  }

  @Test
  void a_port_that_is_taken_is_told() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort());
      PeerServer server = new PeerServer(PeerServerSettings.on(address), engine::open, threads);
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(server::start)
            .isInstanceOf(PeerPortUnavailable.class)
            .hasMessageContaining(":" + taken.getLocalPort())
            .hasMessageContaining("Choose an address");
      }
      server.stop();
    }
    PeerServer elsewhere =
        new PeerServer(
            PeerServerSettings.on(InetSocketAddress.createUnresolved("no.such.host.invalid", 0)),
            engine::open,
            threads);
    assertThatThrownBy(elsewhere::start).isInstanceOf(PeerPortUnavailable.class);
  }

  @Test
  void threads_are_named_for_their_work() throws Exception {
    try (PeerServer server = started(USUAL);
        RawPeer peer = RawPeer.welcomed(server)) {
      peer.open("cgid:none");
      String port = "-" + server.address().getPort();
      Thread[] all = new Thread[Thread.activeCount() + 16];
      int count = Thread.enumerate(all);
      assertThat(Arrays.stream(all, 0, count).map(Thread::getName))
          .contains("peer-accept" + port, "peer-serve" + port, "peer-watch" + port);
    }
  }

  private PeerServer started(PeerServerSettings settings) {
    PeerServer server = new PeerServer(settings, engine::open, threads);
    server.start();
    return server;
  }

  /** The other side of the wire, written from the protocol's description. */
  private static final class RawPeer implements AutoCloseable {

    final Socket socket;
    final DataInputStream in;
    final DataOutputStream out;

    RawPeer(PeerServer server) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
      socket.setSoTimeout(10_000);
      in = new DataInputStream(socket.getInputStream());
      out = new DataOutputStream(socket.getOutputStream());
    }

    static RawPeer welcomed(PeerServer server) throws IOException {
      RawPeer peer = new RawPeer(server);
      peer.greeting();
      peer.hello("");
      assertThat(peer.in.readByte()).isZero();
      return peer;
    }

    void greeting() throws IOException {
      assertThat(in.readInt()).isEqualTo(0x52535450);
      assertThat(in.readShort()).isEqualTo((short) 1);
      assertThat(in.readByte()).isZero();
    }

    void hello(String token) throws IOException {
      out.writeInt(0x52535450);
      out.writeShort(1);
      out.writeUTF(token);
    }

    void open(String id) throws IOException {
      out.writeByte(1);
      byte[] text = id.getBytes(UTF_8);
      out.writeShort(text.length);
      out.write(text);
    }

    void read(int chunk) throws IOException {
      out.writeByte(3);
      out.writeInt(chunk);
    }

    byte[] chunk(int chunk, int length) throws IOException {
      assertThat(in.readByte()).isZero();
      assertThat(in.readInt()).isEqualTo(chunk);
      return in.readNBytes(length);
    }

    String problem() throws IOException {
      return in.readByte() + " " + in.readUTF();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
