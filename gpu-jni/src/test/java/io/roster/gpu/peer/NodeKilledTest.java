/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.roster.gpu.Replica;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes, one of which is killed in the middle of a transfer. */
@Timeout(120)
class NodeKilledTest {

  private static final int SEED = 1;

  @TempDir Path disks;

  private final Sample sample = Sample.of(SEED);
  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final CountDownLatch midway = new CountDownLatch(1);
  private final FetchListener listener =
      new FetchListener() {
        @Override
        public void progressed(FetchProgress progress) {
          midway.countDown();
        }
      };

  @AfterEach
  void stop() {
    callers.shutdownNow();
  }

  @Test
  void when_the_only_source_is_killed_the_fetch_fails_and_nothing_is_kept() throws Exception {
    try (NodeProcess giver = NodeProcess.serving(disks.resolve("giver"), SEED);
        Node taker = new Node(disks.resolve("taker"))) {
      Future<Replica> fetch = fetch(taker, PeerAddress.parse(giver.said()));
      giver.kill();
      assertThatThrownBy(() -> fetch.get(60, TimeUnit.SECONDS))
          .hasCauseInstanceOf(FetchFailed.class)
          .rootCause()
          .satisfies(
              root -> assertThat(root.getSuppressed()).allMatch(PeerException.class::isInstance));
      taker.holdsNothing();
    }
  }

  @Test
  void when_one_source_is_killed_another_gives_what_is_missing() throws Exception {
    try (NodeProcess giver = NodeProcess.serving(disks.resolve("giver"), SEED);
        Node other = new Node(disks.resolve("other")).holding(sample);
        Node taker = new Node(disks.resolve("taker"))) {
      Future<Replica> fetch = fetch(taker, PeerAddress.parse(giver.said()), other.address());
      giver.kill();
      fetch.get(60, TimeUnit.SECONDS);
      assertThat(sample.heldBy(taker.engine())).isEqualTo(sample.bytes());
      assertThat(other.server().sentBytes()).isPositive().isLessThan(Sample.SIZE);
    }
  }

  @Test
  void when_the_fetching_node_is_killed_nobody_keeps_anything_for_it() throws Exception {
    PeerServerSettings slow = PeerServerSettings.on(Node.loopback()).withBytesPerSecond(8L << 20);
    Path disk = disks.resolve("taker");
    try (Node giver = new Node(disks.resolve("giver"), slow, Node.IMPATIENT).holding(sample)) {
      try (NodeProcess taker = NodeProcess.fetching(disk, sample.id(), giver.address())) {
        assertThat(taker.said()).isEqualTo("progress");
        assertThat(filesIn(disk)).isNotZero();
        taker.kill();
      }
      await().until(() -> giver.server().connections() == 0);
      assertThat(giver.engine().list()).noneMatch(Replica::inUse);
      try (Node again = new Node(disk)) {
        again.holdsNothing();
        assertThat(bytesIn(disk)).isLessThan(sample.chunk(0).length);
        again.fetch(sample, giver.address());
        assertThat(sample.heldBy(again.engine())).isEqualTo(sample.bytes());
      }
    }
  }

  private Future<Replica> fetch(Node taker, PeerAddress... sources) throws InterruptedException {
    FetchRequest request = FetchRequest.of(sample.id(), List.of(sources));
    Future<Replica> fetch = callers.submit(() -> taker.client().prepare(request, listener).run());
    assertThat(midway.await(60, TimeUnit.SECONDS)).isTrue();
    return fetch;
  }

  private static long filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private static long bytesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
