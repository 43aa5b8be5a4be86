/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.roster.gpu.ArtifactIndex;
import io.roster.gpu.Chunks;
import io.roster.gpu.Multihash;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers that lie, stall, die or are not there. */
class PeerFaultsTest {

  private static final Duration SOON = Duration.ofMillis(300);

  @TempDir Path disks;

  private final Sample sample = Sample.of(1);
  private Node taker;
  private Node honest;

  @BeforeEach
  void start() {
    honest = new Node(disks.resolve("honest")).holding(sample);
    taker =
        new Node(
            disks.resolve("taker"),
            PeerServerSettings.on(Node.loopback()),
            Node.IMPATIENT
                .withSilence(SOON)
                .withChunkLimit(SOON.multipliedBy(4))
                .withConnectLimit(SOON.multipliedBy(4)));
  }

  @AfterEach
  void nothing_is_left_over() {
    taker.close();
    honest.close();
  }

  @Test
  void bytes_that_were_not_described_are_not_taken() throws IOException {
    isLiar(
        new ScriptedPeer(sample) {
          @Override
          void chunk(int chunk, byte[] bytes, DataOutputStream out) throws IOException {
            bytes[bytes.length / 2] ^= 1;
            super.chunk(chunk, bytes, out);
          }
        },
        "sent other bytes than it described");
  }

  @Test
  void another_chunk_than_the_one_asked_for_is_not_taken() throws IOException {
    isLiar(
        new ScriptedPeer(sample) {
          @Override
          void chunk(int chunk, byte[] bytes, DataOutputStream out) throws IOException {
            super.chunk(chunk + 1, bytes, out);
          }
        },
        "instead of");
  }

  @Test
  void a_length_that_cannot_be_is_not_believed() throws IOException {
    for (long length : new long[] {0, -1, Long.MAX_VALUE}) {
      isLiar(
          new ScriptedPeer(sample) {
            @Override
            void open(String id, DataOutputStream out) throws IOException {
              out.writeByte(0);
              out.writeLong(length);
              out.writeInt(Chunks.CHUNK_BYTES);
              out.writeInt(index().length);
              out.write(fingerprint());
            }
          },
          "says that the artifact has " + length + " bytes");
    }
  }

  @Test
  void an_index_that_is_none_or_does_not_fit_is_not_believed() throws IOException {
    for (String text : List.of("{", "[]", "{\"a\":[0,99000000,[99000000],[1],\"torch.uint8\"]}")) {
      isLiar(
          new ScriptedPeer(sample) {
            @Override
            byte[] index() {
              return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            }
          },
          "describes what cannot be that artifact");
    }
  }

  @Test
  void two_descriptions_are_one_too_many() throws IOException {
    isLiar(
        new ScriptedPeer(sample) {
          @Override
          byte[] fingerprint() {
            return new byte[32];
          }
        },
        "in two ways");
  }

  @Test
  void an_artifact_that_is_not_what_its_name_says_is_not_kept() throws IOException {
    Sample named = sample.contentAddressed();
    Node other = honest.holding(named);
    Sample forged = new Sample(named.id(), sample.with(2).bytes());
    try (ScriptedPeer liar = new ScriptedPeer(forged)) {
      taker.fetch(named, liar.address(), other.address());
      assertThat(named.heldBy(taker.engine())).isEqualTo(named.bytes());
    }
  }

  @Test
  void another_index_than_the_one_in_the_name_is_not_believed() throws IOException {
    Sample named = sample.contentAddressed();
    try (ScriptedPeer liar =
        new ScriptedPeer(named) {
          @Override
          byte[] index() {
            return ArtifactIndex.ofBytes(5).bytes();
          }
        }) {
      assertThatThrownBy(() -> taker.fetch(named, liar.address()))
          .isInstanceOf(FetchFailed.class)
          .hasMessageContaining("describes what cannot be that artifact");
      taker.holdsNothing();
    }
  }

  /** The first tells the checksums of what it should have, and gives a part of something else. */
  @Test
  void of_two_sources_that_gave_a_wrong_whole_the_right_one_is_found() throws IOException {
    Sample other = sample.with(3);
    Sample named = new Sample(sample.contentAddressed().id(), sample.bytes());
    AtomicInteger given = new AtomicInteger();
    try (ScriptedPeer dying =
            new ScriptedPeer(new Sample(named.id(), other.bytes())) {
              @Override
              void chunk(int chunk, byte[] bytes, DataOutputStream out) throws IOException {
                if (given.incrementAndGet() > 2) {
                  stall();
                }
                super.chunk(chunk, bytes, out);
              }
            };
        ScriptedPeer accomplice = new ScriptedPeer(new Sample(named.id(), other.bytes()))) {
      honest.holding(named);
      taker.fetch(named, dying.address(), accomplice.address(), honest.address());
      assertThat(named.heldBy(taker.engine())).isEqualTo(named.bytes());
    }
  }

  @Test
  void pieces_of_different_artifacts_under_one_name_are_never_put_together() throws IOException {
    Sample other = sample.with(4);
    AtomicInteger given = new AtomicInteger();
    try (ScriptedPeer dying =
        new ScriptedPeer(other) {
          @Override
          void chunk(int chunk, byte[] bytes, DataOutputStream out) throws IOException {
            if (given.incrementAndGet() > 2) {
              stall();
            }
            super.chunk(chunk, bytes, out);
          }
        }) {
      taker.fetch(sample, dying.address(), honest.address());
      assertThat(sample.heldBy(taker.engine())).isEqualTo(sample.bytes());
      assertThat(honest.server().sentBytes()).isEqualTo(Sample.SIZE);
    }
  }

  @Test
  void a_peer_that_stalls_is_given_up_wherever_it_does() throws IOException {
    stalls(
        new ScriptedPeer(sample) {
          @Override
          void greet(DataOutputStream out) throws IOException {
            stall();
          }
        });
    stalls(
        new ScriptedPeer(sample) {
          @Override
          void open(String id, DataOutputStream out) throws IOException {
            stall();
          }
        });
    stalls(
        new ScriptedPeer(sample) {
          @Override
          void describe(DataOutputStream out) throws IOException {
            out.writeByte(0);
            stall();
          }
        });
    stalls(
        new ScriptedPeer(sample) {
          @Override
          void chunk(int chunk, byte[] bytes, DataOutputStream out) throws IOException {
            out.writeByte(0);
            out.writeInt(chunk);
            out.write(bytes, 0, 1000);
            out.flush();
            stall();
          }
        });
  }

  @Test
  void a_peer_that_gives_next_to_nothing_stalls_too() throws IOException {
    stalls(
        new ScriptedPeer(sample) {
          @Override
          void chunk(int chunk, byte[] bytes, DataOutputStream out) throws IOException {
            out.writeByte(0);
            out.writeInt(chunk);
            for (byte each : bytes) {
              out.write(each);
              out.flush();
              pauseBriefly();
            }
          }
        });
  }

  @Test
  void after_a_cut_only_what_is_missing_is_asked_for() throws IOException {
    AtomicInteger given = new AtomicInteger();
    try (ScriptedPeer flaky =
        new ScriptedPeer(sample) {
          @Override
          void chunk(int chunk, byte[] bytes, DataOutputStream out) throws IOException {
            if (given.incrementAndGet() % 2 == 0) {
              out.writeByte(0);
              out.writeInt(chunk);
              out.write(bytes, 0, bytes.length / 2);
              cut();
            }
            super.chunk(chunk, bytes, out);
          }
        }) {
      taker.fetch(sample, flaky.address());
      assertThat(sample.heldBy(taker.engine())).isEqualTo(sample.bytes());
      await().until(() -> flaky.connections() == 0);
      // Each chunk came once, and the cut ones twice at most.
      assertThat(flaky.asked()).hasSizeLessThanOrEqualTo(4 * sample.chunks().count());
    }
  }

  @Test
  void a_peer_that_is_cut_again_and_again_is_given_up() throws IOException {
    try (ScriptedPeer broken =
        new ScriptedPeer(sample) {
          @Override
          void chunk(int chunk, byte[] bytes, DataOutputStream out) throws IOException {
            cut();
          }
        }) {
      assertThatThrownBy(() -> taker.fetch(sample, broken.address()))
          .isInstanceOfSatisfying(
              FetchFailed.class,
              failed ->
                  assertThat(failed.reasons())
                      .hasSize(2)
                      .allMatch(reason -> reason instanceof PeerLost));
      taker.holdsNothing();
      taker.fetch(sample, broken.address(), honest.address());
    }
  }

  @Test
  void who_is_not_there_is_told_with_the_reason() throws IOException {
    PeerAddress nobody;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = new PeerAddress("127.0.0.1", free.getLocalPort());
    }
    isUnreachable(nobody, "refused");
    isUnreachable(new PeerAddress("0.0.0.0", 7000), "not the address of one host");
    isUnreachable(new PeerAddress("224.0.0.1", 7000), "not the address of one host");
    isUnreachable(new PeerAddress("no.such.host.invalid", 7000), "not known here");
  }

  @Test
  void a_peer_that_never_accepts_is_given_up() throws IOException {
    List<java.net.Socket> waiting = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 2; i++) {
        waiting.add(new java.net.Socket(InetAddress.getLoopbackAddress(), full.getLocalPort()));
      }
      isUnreachable(new PeerAddress("127.0.0.1", full.getLocalPort()), "no connection within");
    } finally {
      for (java.net.Socket socket : waiting) {
        socket.close();
      }
    }
  }

  @Test
  void who_speaks_something_else_is_refused() throws IOException {
    refuses(
        new ScriptedPeer(sample) {
          @Override
          void greet(DataOutputStream out) throws IOException {
            out.writeBytes("HTTP/1.1 400 Bad Request\r\n\r\n");
          }
        },
        "no node of Roster");
    refuses(
        new ScriptedPeer(sample) {
          @Override
          void greet(DataOutputStream out) throws IOException {
            out.writeInt(0x52535450);
            out.writeShort(9);
            out.writeByte(0);
          }
        },
        "version 9");
  }

  @Test
  void a_busy_peer_is_asked_again() throws IOException {
    AtomicInteger greeted = new AtomicInteger();
    try (ScriptedPeer busy =
        new ScriptedPeer(sample) {
          @Override
          void greet(DataOutputStream out) throws IOException {
            if (greeted.getAndIncrement() == 0) {
              out.writeInt(0x52535450);
              out.writeShort(1);
              problem(3, "come\r\nagain.", out);
              cut();
            }
            super.greet(out);
          }
        }) {
      List<PeerException> reasons = new ArrayList<>();
      taker
          .client()
          .prepare(
              FetchRequest.of(sample.id(), List.of(busy.address())),
              new FetchListener() {
                @Override
                public void sourceFailed(PeerException reason) {
                  reasons.add(reason);
                }
              })
          .run();
      assertThat(reasons)
          .singleElement()
          .isInstanceOfSatisfying(
              PeerBusy.class,
              reason -> assertThat(reason).hasMessageContaining("cannot serve now: come  again."));
      assertThat(sample.heldBy(taker.engine())).isEqualTo(sample.bytes());
    }
  }

  @Test
  void every_source_that_failed_is_told_in_its_order() throws IOException {
    try (ScriptedPeer lacking =
        new ScriptedPeer(sample) {
          @Override
          void open(String id, DataOutputStream out) throws IOException {
            problem(1, "No.", out);
          }
        }) {
      PeerAddress multicast = new PeerAddress("224.0.0.1", 7000);
      assertThatThrownBy(() -> taker.fetch(sample, lacking.address(), multicast))
          .isInstanceOfSatisfying(
              FetchFailed.class,
              failed ->
                  assertThat(failed.reasons())
                      .extracting(PeerException::peer)
                      .startsWith(lacking.address(), multicast));
    }
  }

  private void isLiar(ScriptedPeer liar, String sentence) throws IOException {
    try (liar) {
      assertThatThrownBy(() -> taker.fetch(sample, liar.address()))
          .isInstanceOfSatisfying(
              FetchFailed.class,
              failed -> assertThat(failed.reasons()).singleElement().isInstanceOf(PeerLied.class))
          .hasMessageContaining(sentence);
      endsWithTheHonestOne(liar);
    }
  }

  private void stalls(ScriptedPeer staller) throws IOException {
    try (staller) {
      assertThatThrownBy(() -> taker.fetch(sample, staller.address()))
          .isInstanceOfSatisfying(
              FetchFailed.class,
              failed ->
                  assertThat(failed.reasons())
                      .hasSize(2)
                      .allMatch(reason -> reason instanceof PeerStalled));
      endsWithTheHonestOne(staller);
    }
  }

  private void refuses(ScriptedPeer stranger, String sentence) throws IOException {
    try (stranger) {
      assertThatThrownBy(() -> taker.fetch(sample, stranger.address()))
          .isInstanceOfSatisfying(
              FetchFailed.class,
              failed ->
                  assertThat(failed.reasons()).singleElement().isInstanceOf(PeerRefused.class))
          .hasMessageContaining(sentence);
      endsWithTheHonestOne(stranger);
    }
  }

  private void isUnreachable(PeerAddress address, String reason) {
    assertThatThrownBy(() -> taker.fetch(sample, address))
        .isInstanceOfSatisfying(
            FetchFailed.class,
            failed ->
                assertThat(failed.reasons())
                    .hasSize(2)
                    .allMatch(each -> each instanceof PeerUnreachable))
        .hasMessageContaining(reason)
        .hasMessageContaining("routable");
    taker.holdsNothing();
  }

  private void endsWithTheHonestOne(ScriptedPeer bad) {
    taker.holdsNothing();
    taker.fetch(sample, bad.address(), honest.address());
    assertThat(Multihash.of(sample.heldBy(taker.engine()))).isEqualTo(Multihash.of(sample.bytes()));
    taker.engine().unload(sample.id(), io.roster.gpu.Place.RAM);
  }

  private static void pauseBriefly() {
    java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
  }
}
