/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roster.connector.ArtifactContent;
import io.roster.connector.DaemonUnavailableException;
import io.roster.connector.GpuDaemonConnection;
import io.roster.node.TestDaemon;
import jakarta.resource.ResourceException;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerServerTest {

  @TempDir Path dataDir;

  private final AtomicInteger threads = new AtomicInteger();
  private TestDaemon daemon;
  private PeerServer server;

  @BeforeEach
  void start() throws Exception {
    daemon = new TestDaemon(dataDir);
    server = serverWith(this::use, 2, Duration.ofSeconds(10));
  }

  @AfterEach
  void stop_ends_every_thread() {
    server.close();
    server.close();
    daemon.close();
    await().until(() -> threads.get() == 0);
  }

  @Test
  void artifacts_are_given_one_after_another_with_their_digest() throws Exception {
    byte[] large = new byte[1_000_000];
    new Random(5).nextBytes(large);
    put("cgid:large", large);
    put("cgid:small", "small".getBytes(UTF_8));
    try (Peer peer = new Peer(server.port())) {
      assertThat(peer.fetch("cgid:large")).isEqualTo(large);
      assertThat(peer.fetch("cgid:small")).isEqualTo("small".getBytes(UTF_8));
      assertThat(peer.problem("cgid:none")).contains("1 Artifact cgid:none is not held here");
      assertThat(peer.problem("nonsense")).startsWith("1 ");
      assertThat(peer.fetch("cgid:small")).hasSize(5);
    }
  }

  @Test
  void what_is_not_a_request_ends_the_connection() throws Exception {
    try (Peer peer = new Peer(server.port())) {
      peer.out.writeInt(0x47455420);
      peer.out.writeShort(1);
      assertThat(peer.readProblem()).startsWith("2 ");
      assertThat(peer.in.read()).isEqualTo(-1);
    }
    try (Peer peer = new Peer(server.port())) {
      peer.out.writeInt(PeerProtocol.MAGIC);
      peer.out.writeShort(PeerProtocol.MAX_ID_BYTES + 1);
      assertThat(peer.readProblem()).startsWith("2 ");
    }
  }

  @Test
  void beyond_the_limit_a_peer_is_told_to_come_again() throws Exception {
    put("cgid:small", "small".getBytes(UTF_8));
    try (Peer first = new Peer(server.port());
        Peer second = new Peer(server.port())) {
      first.fetch("cgid:small");
      second.fetch("cgid:small");
      try (Peer third = new Peer(server.port())) {
        assertThat(third.readProblem()).startsWith("3 ");
      }
    }
    await()
        .ignoreExceptions()
        .until(
            () -> {
              try (Peer again = new Peer(server.port())) {
                return again.fetch("cgid:small").length == 5;
              }
            });
  }

  @Test
  void a_peer_that_does_nothing_is_cut_off() throws Exception {
    try (PeerServer impatient = serverWith(this::use, 2, Duration.ofMillis(50));
        Peer peer = new Peer(impatient.port())) {
      assertThat(peer.in.read()).isEqualTo(-1);
    }
  }

  @Test
  void a_peer_that_does_not_read_is_cut_off() throws Exception {
    put("cgid:large", new byte[3_000_000]);
    AtomicInteger open = new AtomicInteger();
    ArtifactSource counted =
        (artifactId, use) -> {
          open.incrementAndGet();
          try {
            use(artifactId, use);
          } finally {
            open.decrementAndGet();
          }
        };
    try (PeerServer impatient = serverWith(counted, 2, Duration.ofMillis(200));
        Peer peer = new Peer(impatient.port())) {
      for (int i = 0; i < 8; i++) {
        peer.request("cgid:large");
      }
      await().until(() -> open.get() == 1);
      await().until(() -> open.get() == 0 && impatient.openConnections() == 0);
    }
  }

  @Test
  void a_daemon_that_is_away_is_told_as_such() throws Exception {
    ArtifactSource away =
        (artifactId, use) -> {
          throw new DaemonUnavailableException();
        };
    try (PeerServer lonely = serverWith(away, 2, Duration.ofSeconds(10));
        Peer peer = new Peer(lonely.port())) {
      assertThat(peer.problem("cgid:a")).startsWith("4 ");
    }
  }

  private PeerServer serverWith(ArtifactSource source, int connections, Duration idle)
      throws IOException {
    PeerServer created =
        new PeerServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            source,
            this::thread,
            connections,
            idle);
    created.start();
    return created;
  }

  private Thread thread(Runnable work) {
    threads.incrementAndGet();
    return new Thread(
        () -> {
          try {
            work.run();
          } finally {
            threads.decrementAndGet();
          }
        },
        "peer-test");
  }

  private void use(String artifactId, ArtifactSource.Use use)
      throws ResourceException, IOException {
    try (GpuDaemonConnection connection = daemon.connections().getConnection();
        ArtifactContent content = connection.get(artifactId)) {
      use.with(content);
    }
  }

  private void put(String id, byte[] bytes) throws ResourceException {
    try (GpuDaemonConnection connection = daemon.connections().getConnection()) {
      connection.put(id, bytes.length, new ByteArrayInputStream(bytes));
    }
  }

  /** The other side of the wire, written from the protocol's description. */
  private static final class Peer implements AutoCloseable {

    final Socket socket;
    final DataInputStream in;
    final DataOutputStream out;

    Peer(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(10_000);
      in = new DataInputStream(socket.getInputStream());
      out = new DataOutputStream(socket.getOutputStream());
    }

    void request(String id) throws IOException {
      byte[] text = id.getBytes(UTF_8);
      out.writeInt(0x52535431);
      out.writeShort(text.length);
      out.write(text);
    }

    byte[] fetch(String id) throws Exception {
      request(id);
      assertThat(in.readByte()).isZero();
      byte[] bytes = new byte[(int) in.readLong()];
      in.readFully(bytes);
      byte[] digest = new byte[32];
      in.readFully(digest);
      assertThat(digest).isEqualTo(MessageDigest.getInstance("SHA-256").digest(bytes));
      return bytes;
    }

    String problem(String id) throws IOException {
      request(id);
      return readProblem();
    }

    String readProblem() throws IOException {
      return in.readByte() + " " + in.readUTF();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
