/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.gpu.ArtifactEvent.Failed;
import io.roster.gpu.ArtifactEvent.Failure;
import io.roster.gpu.ArtifactEvent.Loaded;
import io.roster.gpu.ArtifactEvent.Pressure;
import io.roster.gpu.ArtifactEvent.PressureLevel;
import io.roster.gpu.ArtifactEvent.UnloadReason;
import io.roster.gpu.ArtifactEvent.Unloaded;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the store keeps on every {@link GpuMemory}; a subclass says which one. */
abstract class ArtifactStoreContract {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final int CAPACITY = 1_000_000;

  private final List<ArtifactEvent> events = Collections.synchronizedList(new ArrayList<>());
  private GpuMemory memory;
  private ArtifactStore store;

  /** A memory with one device of exactly that capacity. */
  abstract GpuMemory createMemory(long capacityBytes);

  @BeforeEach
  void create() {
    memory = createMemory(CAPACITY);
    store = storeThat(EvictionPolicy.REFUSE);
  }

  @AfterEach
  void close_frees_everything() {
    store.close();
    store.close();
    assertThat(memory.usage(0).usedBytes()).isZero();
  }

  @Test
  void an_artifact_comes_back_as_it_was_put() throws IOException {
    byte[] bytes = bytes(1, 200_000);
    Artifact artifact = put("cgid:a", bytes);

    try (ArtifactReader reader = store.open(artifact.id())) {
      assertThat(reader.readAllBytes()).isEqualTo(bytes);
      assertThat(reader.read()).isEqualTo(-1);
    }
    assertThat(artifact.sizeBytes()).isEqualTo(200_000);
    assertThat(artifact.sha256()).isEqualTo(Multihash.of(bytes));
    assertThat(artifact.loadedAt()).isEqualTo(NOW);
    assertThat(store.list()).containsExactly(artifact);
    assertThat(events).containsExactly(new Loaded(artifact));
  }

  @Test
  void single_bytes_can_be_read() throws IOException {
    put("cgid:a", new byte[] {(byte) 0xff, 0});
    try (ArtifactReader reader = store.open(new ArtifactId("cgid:a"))) {
      assertThat(reader.read()).isEqualTo(255);
      assertThat(reader.read()).isZero();
      assertThat(reader.read()).isEqualTo(-1);
    }
  }

  @Test
  void a_content_addressed_artifact_is_verified() {
    byte[] bytes = bytes(2, 1000);
    ArtifactId id = ArtifactId.ofContent(Multihash.of("{}".getBytes(UTF_8)), Multihash.of(bytes));
    byte[] others = bytes(3, 1000);

    assertThatThrownBy(() -> store.put(id, 1000, stream(others)))
        .isInstanceOf(ContentMismatch.class);
    assertNothingHeld();
    assertThat(store.put(id, 1000, stream(bytes)).id()).isEqualTo(id);
  }

  @Test
  void too_few_bytes_are_refused_and_leave_nothing() {
    assertThatThrownBy(() -> store.put(new ArtifactId("cgid:a"), 101, stream(bytes(1, 100))))
        .isInstanceOf(WrongLength.class)
        .hasMessageContaining("ended after 100");
    assertNothingHeld();
    assertThat(events).containsExactly(new Failed(new ArtifactId("cgid:a"), Failure.NOT_LOADED));
  }

  @Test
  void too_many_bytes_are_refused_and_leave_nothing() {
    assertThatThrownBy(() -> store.put(new ArtifactId("cgid:a"), 99, stream(bytes(1, 100))))
        .isInstanceOf(WrongLength.class)
        .hasMessageContaining("more bytes followed");
    assertNothingHeld();
  }

  @Test
  void a_length_of_zero_is_refused() {
    assertThatThrownBy(() -> store.put(new ArtifactId("cgid:a"), 0, stream(new byte[0])))
        .isInstanceOf(WrongLength.class);
    assertNothingHeld();
  }

  @Test
  void a_failing_source_leaves_nothing() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("cable out");
          }
        };
    assertThatThrownBy(() -> store.put(new ArtifactId("cgid:a"), 10, broken))
        .isInstanceOf(UnreadableSource.class)
        .hasMessageContaining("cable out");
    assertNothingHeld();
  }

  @Test
  void an_error_in_the_source_leaves_nothing() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() {
            throw new StackOverflowError();
          }
        };
    assertThatThrownBy(() -> store.put(new ArtifactId("cgid:a"), 10, broken))
        .isInstanceOf(StackOverflowError.class);
    assertNothingHeld();
  }

  @Test
  void the_same_artifact_twice_is_refused() {
    put("cgid:a", bytes(1, 10));
    assertThatThrownBy(() -> put("cgid:a", bytes(1, 10))).isInstanceOf(DuplicateArtifact.class);
    assertThat(store.list()).hasSize(1);
    assertThat(store.usage().usedBytes()).isEqualTo(10);
  }

  @Test
  void an_artifact_that_is_not_held_is_unknown() {
    ArtifactId id = new ArtifactId("cgid:none");
    assertThatThrownBy(() -> store.open(id)).isInstanceOf(UnknownArtifact.class);
    assertThatThrownBy(() -> store.unload(id)).isInstanceOf(UnknownArtifact.class);
    assertThatThrownBy(() -> store.checksum(id))
        .isInstanceOf(UnknownArtifact.class)
        .hasMessageContaining("cgid:none");
  }

  @Test
  void checksum_is_the_sha_256_of_the_bytes() {
    byte[] bytes = bytes(4, 150_000);
    put("cgid:a", bytes);
    assertThat(store.checksum(new ArtifactId("cgid:a"))).isEqualTo(Multihash.of(bytes));
    assertThat(store.usage().usedBytes()).isEqualTo(150_000);
  }

  @Test
  void unload_frees_the_memory() {
    Artifact artifact = put("cgid:a", bytes(1, 10));
    store.unload(artifact.id());
    assertNothingHeld();
    assertThat(events)
        .containsExactly(new Loaded(artifact), new Unloaded(artifact, UnloadReason.REQUESTED));
  }

  @Test
  void an_open_reader_keeps_the_bytes_until_it_closes() throws IOException {
    byte[] bytes = bytes(1, 100_000);
    Artifact artifact = put("cgid:a", bytes);
    ArtifactReader reader = store.open(artifact.id());
    store.unload(artifact.id());

    assertThat(store.list()).isEmpty();
    assertThat(store.usage().usedBytes()).isEqualTo(100_000);
    assertThat(reader.readAllBytes()).isEqualTo(bytes);
    reader.close();
    reader.close();
    assertThat(store.usage().usedBytes()).isZero();
    assertThatThrownBy(reader::read).isInstanceOf(GpuClosed.class);
  }

  @Test
  void an_artifact_can_be_put_again_while_an_old_one_is_being_read() {
    put("cgid:a", bytes(1, 100));
    try (ArtifactReader old = store.open(new ArtifactId("cgid:a"))) {
      store.unload(old.artifact().id());
      put("cgid:a", bytes(2, 100));
      assertThat(store.usage().usedBytes()).isEqualTo(200);
    }
    assertThat(store.usage().usedBytes()).isEqualTo(100);
  }

  @Test
  void what_does_not_fit_is_refused() {
    put("cgid:a", bytes(1, CAPACITY - 10));
    assertThatThrownBy(() -> put("cgid:b", bytes(1, 11))).isInstanceOf(OutOfGpuMemory.class);
    assertThat(store.list()).hasSize(1);
    put("cgid:b", bytes(1, 10));
  }

  @Test
  void the_least_recently_used_makes_room_if_that_is_allowed() throws IOException {
    store = storeThat(EvictionPolicy.LEAST_RECENTLY_USED);
    put("cgid:a", bytes(1, CAPACITY / 4));
    put("cgid:b", bytes(2, CAPACITY / 4));
    put("cgid:c", bytes(3, CAPACITY / 4));
    store.open(new ArtifactId("cgid:a")).close();

    put("cgid:d", bytes(4, CAPACITY / 4 * 3));

    assertThat(ids()).containsExactly("cgid:a", "cgid:d");
    assertThat(events)
        .filteredOn(event -> event instanceof Unloaded)
        .extracting(event -> ((Unloaded) event).reason())
        .containsExactly(UnloadReason.EVICTED, UnloadReason.EVICTED);
  }

  @Test
  void an_artifact_that_is_read_is_not_evicted() {
    store = storeThat(EvictionPolicy.LEAST_RECENTLY_USED);
    put("cgid:a", bytes(1, CAPACITY / 2));
    put("cgid:b", bytes(1, CAPACITY / 4));
    try (ArtifactReader reading = store.open(new ArtifactId("cgid:a"))) {
      assertThatThrownBy(() -> put("cgid:c", bytes(2, CAPACITY / 4 * 3)))
          .isInstanceOf(OutOfGpuMemory.class);
      assertThat(reading.available()).isEqualTo(CAPACITY / 2);
    }
    assertThat(ids()).containsExactly("cgid:a", "cgid:b");
  }

  @Test
  void pressure_is_told_once_when_it_rises_and_once_when_it_falls() {
    put("cgid:a", bytes(1, CAPACITY / 2));
    put("cgid:b", bytes(1, CAPACITY / 10 * 4));
    put("cgid:c", bytes(1, 10));
    store.unload(new ArtifactId("cgid:c"));
    store.unload(new ArtifactId("cgid:b"));

    assertThat(events)
        .filteredOn(event -> event instanceof Pressure)
        .extracting(event -> ((Pressure) event).level())
        .containsExactly(PressureLevel.HIGH, PressureLevel.NORMAL);
  }

  @Test
  void a_closed_store_refuses_everything() {
    put("cgid:a", bytes(1, 10));
    ArtifactReader reader = store.open(new ArtifactId("cgid:a"));
    store.close();

    assertThatThrownBy(() -> put("cgid:b", bytes(1, 10))).isInstanceOf(GpuClosed.class);
    assertThatThrownBy(() -> store.open(new ArtifactId("cgid:a"))).isInstanceOf(GpuClosed.class);
    assertThatThrownBy(store::list).isInstanceOf(GpuClosed.class);
    assertThatThrownBy(reader::read).isInstanceOf(GpuClosed.class);
    reader.close();
  }

  @Test
  void many_threads_neither_lose_nor_leak() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Void>> work =
          IntStream.range(0, 8).<Callable<Void>>mapToObj(i -> () -> churn(i)).toList();
      for (Future<Void> done : threads.invokeAll(work, 60, TimeUnit.SECONDS)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertNothingHeld();
    assertThat(events.stream().filter(event -> event instanceof Loaded)).hasSize(8 * 50);
    assertThat(events.stream().filter(event -> event instanceof Unloaded)).hasSize(8 * 50);
  }

  private Void churn(int thread) throws IOException {
    for (int round = 0; round < 50; round++) {
      byte[] bytes = bytes(thread * 1000 + round, 10_000);
      ArtifactId id = put("cgid:" + thread + "-" + round, bytes).id();
      try (ArtifactReader reader = store.open(id)) {
        store.unload(id);
        assertThat(reader.readAllBytes()).isEqualTo(bytes);
      }
    }
    return null;
  }

  private ArtifactStore storeThat(EvictionPolicy eviction) {
    return new ArtifactStore(memory, eviction, Clock.fixed(NOW, ZoneOffset.UTC), events::add);
  }

  private Artifact put(String id, byte[] bytes) {
    return store.put(new ArtifactId(id), bytes.length, stream(bytes));
  }

  private List<String> ids() {
    return store.list().stream().map(artifact -> artifact.id().value()).toList();
  }

  private void assertNothingHeld() {
    assertThat(store.list()).isEmpty();
    assertThat(store.usage().usedBytes()).isZero();
  }

  private static byte[] bytes(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }
}
