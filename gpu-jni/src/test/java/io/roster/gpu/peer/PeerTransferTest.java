/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.gpu.ArtifactId;
import io.roster.gpu.ContentMismatch;
import io.roster.gpu.DuplicateArtifact;
import io.roster.gpu.MemoryKind;
import io.roster.gpu.Multihash;
import io.roster.gpu.OutOfSpace;
import io.roster.gpu.Place;
import io.roster.gpu.Replica;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes, each with an engine of its own. */
class PeerTransferTest {

  private static final long SLOW = 6L << 20;

  @TempDir Path disks;

  private final ExecutorService callers = Executors.newCachedThreadPool();
  private Node giver;
  private Node taker;

  @BeforeEach
  void start() {
    giver = new Node(disks.resolve("giver"));
    taker = new Node(disks.resolve("taker"));
  }

  @AfterEach
  void nothing_is_left_over() {
    callers.shutdownNow();
    taker.close();
    giver.close();
  }

  @Test
  void an_artifact_arrives_with_its_index_and_its_bytes() {
    Sample sample = Sample.of(1);
    Replica replica = taker.fetch(sample, giver.holding(sample).address());
    assertThat(replica.place()).isEqualTo(Place.RAM);
    assertThat(replica.sizeBytes()).isEqualTo(Sample.SIZE);
    assertThat(sample.heldBy(taker.engine())).isEqualTo(sample.bytes());
    assertThat(taker.engine().index(sample.id())).isEqualTo(sample.index());
    assertThat(giver.server().sentBytes()).isEqualTo(Sample.SIZE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4 << 20, (4 << 20) + 1, 8 << 20})
  void any_length_arrives(int size) {
    Sample sample = Sample.of(2, size);
    taker.fetch(sample, giver.holding(sample).address());
    assertThat(sample.heldBy(taker.engine())).isEqualTo(sample.bytes());
  }

  @ParameterizedTest
  @EnumSource(MemoryKind.class)
  void it_comes_out_of_any_memory_and_into_any(MemoryKind memory) {
    Sample sample = Sample.of(3);
    giver.holding(sample, new Place(memory, 0));
    Replica replica =
        taker.fetch(FetchRequest.of(sample.id(), List.of(giver.address())).into(memory));
    assertThat(replica.place()).isEqualTo(new Place(memory, 0));
    assertThat(sample.heldBy(taker.engine())).isEqualTo(sample.bytes());
  }

  @Test
  void one_that_is_named_by_its_content_is_held_against_its_name() {
    Sample sample = Sample.of(4).contentAddressed();
    taker.fetch(sample, giver.holding(sample).address());
    assertThat(sample.heldBy(taker.engine())).isEqualTo(sample.bytes());
  }

  @Test
  void what_is_known_of_it_is_held_against_it() {
    Sample sample = Sample.of(5);
    giver.holding(sample);
    FetchRequest request = FetchRequest.of(sample.id(), List.of(giver.address()));
    assertThatThrownBy(() -> taker.fetch(request.ofSize(7)))
        .isInstanceOf(FetchFailed.class)
        .hasMessageContaining("has " + Sample.SIZE + " bytes, but it has 7");
    assertThatThrownBy(() -> taker.fetch(request.ofSha256(Multihash.of(new byte[1]))))
        .isInstanceOf(FetchFailed.class)
        .hasMessageContaining("gives another artifact");
    taker.holdsNothing();
    FetchRequest byContent =
        FetchRequest.of(sample.contentAddressed().id(), List.of(giver.address()));
    assertThatThrownBy(() -> byContent.ofSha256(Multihash.of(new byte[1])))
        .isInstanceOf(ContentMismatch.class);
    taker.fetch(request.ofSize(Sample.SIZE).ofSha256(Multihash.of(sample.bytes())));
    assertThat(sample.heldBy(taker.engine())).isEqualTo(sample.bytes());
  }

  @Test
  void progress_grows_up_to_the_whole() {
    Sample sample = Sample.of(6);
    giver.holding(sample);
    List<Long> seen = Collections.synchronizedList(new ArrayList<>());
    FetchListener listener =
        new FetchListener() {
          @Override
          public void progressed(FetchProgress progress) {
            assertThat(progress.id()).isEqualTo(sample.id());
            assertThat(progress.sizeBytes()).isEqualTo(Sample.SIZE);
            seen.add(progress.verifiedBytes());
          }
        };
    taker.client().prepare(FetchRequest.of(sample.id(), List.of(giver.address())), listener).run();
    assertThat(seen).hasSize(sample.chunks().count()).contains((long) Sample.SIZE);
  }

  @Test
  void many_are_fetched_at_the_same_time() throws Exception {
    List<Sample> samples = List.of(Sample.of(7), Sample.of(8), Sample.of(9));
    samples.forEach(giver::holding);
    List<Future<Replica>> fetches = new ArrayList<>();
    for (Sample sample : samples) {
      fetches.add(callers.submit(() -> taker.fetch(sample, giver.address())));
    }
    for (Future<Replica> fetch : fetches) {
      fetch.get(60, TimeUnit.SECONDS);
    }
    for (Sample sample : samples) {
      assertThat(sample.heldBy(taker.engine())).isEqualTo(sample.bytes());
    }
  }

  @Test
  void what_is_held_already_is_not_fetched() {
    Sample sample = Sample.of(10);
    giver.holding(sample);
    taker.holding(sample.with(11));
    assertThatThrownBy(() -> taker.fetch(sample, giver.address()))
        .isInstanceOf(DuplicateArtifact.class);
    assertThat(sample.heldBy(taker.engine())).isNotEqualTo(sample.bytes());
  }

  @Test
  void what_does_not_fit_is_refused_and_nothing_is_kept() {
    Sample sample = Sample.of(12, 40 << 20);
    giver.holding(sample);
    Sample pinned = Sample.of(13, 40 << 20);
    taker.holding(pinned).engine().pin(pinned.id(), Place.RAM);
    assertThatThrownBy(() -> taker.fetch(sample, giver.address())).isInstanceOf(OutOfSpace.class);
    assertThat(taker.engine().list()).extracting(Replica::id).containsExactly(pinned.id());
  }

  @Test
  void one_that_the_source_does_not_hold_is_not_had() {
    ArtifactId nowhere = new ArtifactId("cgid:nowhere");
    assertThatThrownBy(() -> taker.fetch(FetchRequest.of(nowhere, List.of(giver.address()))))
        .isInstanceOfSatisfying(
            FetchFailed.class,
            failed ->
                assertThat(failed.reasons()).singleElement().isInstanceOf(PeerLacksArtifact.class))
        .hasMessageContaining("does not hold artifact cgid:nowhere")
        .hasMessageContaining("Ask the registry");
    taker.holdsNothing();
  }

  @Test
  void without_a_source_nothing_is_had() {
    FetchRequest request = FetchRequest.of(new ArtifactId("cgid:a"), List.of());
    assertThatThrownBy(() -> taker.fetch(request))
        .isInstanceOf(FetchFailed.class)
        .hasMessageContaining("No source was named");
  }

  @Test
  void a_fetch_runs_once() {
    Sample sample = Sample.of(14);
    giver.holding(sample);
    PeerFetch fetch =
        taker
            .client()
            .prepare(FetchRequest.of(sample.id(), List.of(giver.address())), FetchListener.SILENT);
    fetch.run();
    assertThatThrownBy(fetch::run).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_token_is_asked_for() {
    Sample sample = Sample.of(15);
    PeerServerSettings guarded = PeerServerSettings.on(Node.loopback()).withToken("secret");
    assertThat(guarded.toString()).doesNotContain("secret");
    try (Node keeper = new Node(disks.resolve("k"), guarded, Node.IMPATIENT).holding(sample);
        Node knowing = new Node(disks.resolve("w"), guarded, Node.IMPATIENT.withToken("secret"))) {
      assertThatThrownBy(() -> taker.fetch(sample, keeper.address()))
          .isInstanceOf(FetchFailed.class)
          .hasMessageContaining("the same peer token");
      knowing.fetch(sample, keeper.address());
      assertThat(sample.heldBy(knowing.engine())).isEqualTo(sample.bytes());
    }
  }

  @Test
  void a_fetch_can_be_cancelled_in_its_middle() throws Exception {
    Sample sample = Sample.of(16);
    try (Node slow = slow(sample)) {
      Midway midway = new Midway();
      PeerFetch fetch =
          taker.client().prepare(FetchRequest.of(sample.id(), List.of(slow.address())), midway);
      Future<Replica> run = callers.submit(fetch::run);
      midway.await();
      fetch.cancel();
      fetch.cancel();
      assertThatThrownBy(() -> run.get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(FetchCancelled.class);
      taker.holdsNothing();
    }
  }

  @Test
  void an_interrupt_cancels_a_fetch() throws Exception {
    Sample sample = Sample.of(17);
    try (Node slow = slow(sample)) {
      Midway midway = new Midway();
      CompletableFuture<Throwable> end = new CompletableFuture<>();
      Thread caller =
          new Thread(
              () -> {
                try {
                  taker
                      .client()
                      .prepare(FetchRequest.of(sample.id(), List.of(slow.address())), midway)
                      .run();
                } catch (RuntimeException e) {
                  end.complete(Thread.currentThread().isInterrupted() ? e : new Error(e));
                }
              });
      caller.start();
      midway.await();
      caller.interrupt();
      assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(FetchCancelled.class);
      taker.holdsNothing();
    }
  }

  @Test
  void closing_the_client_cancels_what_runs_and_what_comes() throws Exception {
    Sample sample = Sample.of(18);
    try (Node slow = slow(sample)) {
      Midway midway = new Midway();
      FetchRequest request = FetchRequest.of(sample.id(), List.of(slow.address()));
      Future<Replica> run = callers.submit(() -> taker.client().prepare(request, midway).run());
      midway.await();
      taker.client().close();
      assertThat(taker.client().running()).isZero();
      assertThatThrownBy(() -> run.get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(FetchCancelled.class);
      assertThatThrownBy(() -> taker.fetch(request)).isInstanceOf(FetchCancelled.class);
      taker.holdsNothing();
    }
  }

  @Test
  void what_is_unloaded_meanwhile_still_arrives() throws Exception {
    Sample sample = Sample.of(19);
    try (Node slow = slow(sample)) {
      Midway midway = new Midway();
      FetchRequest request = FetchRequest.of(sample.id(), List.of(slow.address()));
      Future<Replica> run = callers.submit(() -> taker.client().prepare(request, midway).run());
      midway.await();
      slow.engine().unload(sample.id(), Place.RAM);
      run.get(60, TimeUnit.SECONDS);
      assertThat(sample.heldBy(taker.engine())).isEqualTo(sample.bytes());
    }
  }

  @Test
  void a_source_that_stops_is_lost_and_the_next_one_gives_only_the_rest() throws Exception {
    Sample sample = Sample.of(20);
    giver.holding(sample);
    try (Node slow = slow(sample)) {
      Midway midway = new Midway();
      FetchRequest request = FetchRequest.of(sample.id(), List.of(slow.address(), giver.address()));
      Future<Replica> run = callers.submit(() -> taker.client().prepare(request, midway).run());
      midway.await();
      slow.server().stop();
      run.get(60, TimeUnit.SECONDS);
      assertThat(sample.heldBy(taker.engine())).isEqualTo(sample.bytes());
      assertThat(giver.server().sentBytes()).isLessThan(Sample.SIZE);
    }
  }

  private Node slow(Sample sample) {
    PeerServerSettings throttled = PeerServerSettings.on(Node.loopback()).withBytesPerSecond(SLOW);
    return new Node(disks.resolve("slow"), throttled, Node.IMPATIENT).holding(sample);
  }

  /** Tells when something, but not all, has come. */
  private static final class Midway implements FetchListener {

    private volatile boolean reached;

    @Override
    public void progressed(FetchProgress progress) {
      reached = true;
    }

    void await() {
      org.awaitility.Awaitility.await().until(() -> reached);
    }
  }
}
