/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.engine;

import static io.roster.gpu.engine.EngineFixture.NOW;
import static io.roster.gpu.engine.EngineFixture.artifact;
import static io.roster.gpu.engine.EngineFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.gpu.ArtifactId;
import io.roster.gpu.ArtifactIndex;
import io.roster.gpu.Chunks;
import io.roster.gpu.ContentMismatch;
import io.roster.gpu.DuplicateArtifact;
import io.roster.gpu.EngineEvent;
import io.roster.gpu.GpuClosed;
import io.roster.gpu.GpuMemory;
import io.roster.gpu.InvalidIndex;
import io.roster.gpu.MemoryKind;
import io.roster.gpu.Multihash;
import io.roster.gpu.NewArtifact;
import io.roster.gpu.OutOfBufferRange;
import io.roster.gpu.Place;
import io.roster.gpu.Replica;
import io.roster.gpu.ReplicaReader;
import io.roster.gpu.UnknownArtifact;
import io.roster.gpu.UnknownDevice;
import io.roster.gpu.UnreadableSource;
import io.roster.gpu.WrongLength;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the engine keeps over every kind of GPU memory; a subclass says over which. */
abstract class GpuEngineContract {

  private static final ArtifactId A = new ArtifactId("cgid:a");
  private static final int SEVERAL_CHUNKS = 2 * Chunks.CHUNK_BYTES + 12_345;

  private EngineFixture fixture;
  private TieredEngine engine;

  /** Device memory of which device 0 has that capacity. */
  abstract GpuMemory gpu(long capacityBytes);

  @BeforeEach
  void open(@TempDir Path directory) {
    fixture = EngineFixture.over(gpu(EngineFixture.CAPACITY), directory);
    engine = fixture.engine;
  }

  @AfterEach
  void closing_frees_everything() {
    fixture.close();
    engine.close();
  }

  @ParameterizedTest
  @EnumSource(MemoryKind.class)
  void an_artifact_comes_back_as_it_was_put(MemoryKind memory) throws IOException {
    byte[] bytes = bytes(1, SEVERAL_CHUNKS);
    Replica replica = fixture.put("cgid:a", bytes, memory);

    try (ReplicaReader reader = engine.open(A)) {
      assertThat(reader.stream().readAllBytes()).isEqualTo(bytes);
      assertThat(reader.index()).isEqualTo(ArtifactIndex.ofBytes(bytes.length));
      assertThat(reader.sizeBytes()).isEqualTo(bytes.length);
      assertThat(engine.list()).singleElement().extracting(Replica::readers).isEqualTo(1);
    }
    assertThat(replica.place()).isEqualTo(new Place(memory, 0));
    assertThat(replica.loadedAt()).isEqualTo(NOW);
    assertThat(engine.list()).containsExactly(replica);
    assertThat(engine.replicas(A)).containsExactly(replica);
    assertThat(engine.index(A)).isEqualTo(ArtifactIndex.ofBytes(bytes.length));
    assertThat(engine.sha256(A)).isEqualTo(Multihash.of(bytes));
    assertThat(fixture.events).containsExactly(new EngineEvent.Loaded(replica));

    engine.unload(A, replica.place());
    fixture.assertNothingHeld();
  }

  @ParameterizedTest
  @EnumSource(MemoryKind.class)
  void any_range_can_be_read(MemoryKind memory) throws IOException {
    byte[] bytes = bytes(2, SEVERAL_CHUNKS);
    fixture.put("cgid:a", bytes, memory);
    int from = Chunks.CHUNK_BYTES - 100;

    try (ReplicaReader reader = engine.open(A)) {
      ByteBuffer direct = ByteBuffer.allocateDirect(300);
      reader.read(from, direct);
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      reader.transferTo(from, 4_200_000, Channels.newChannel(written));

      assertThat(direct.flip()).isEqualTo(ByteBuffer.wrap(bytes, from, 300));
      assertThat(ByteBuffer.wrap(written.toByteArray()))
          .isEqualTo(ByteBuffer.wrap(bytes, from, 4_200_000));
      assertThatThrownBy(() -> reader.read(bytes.length - 1, ByteBuffer.allocate(2)))
          .isInstanceOf(OutOfBufferRange.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GPU, RAM",
    "GPU, DISK",
    "RAM, GPU",
    "RAM, DISK",
    "DISK, GPU",
    "DISK, RAM",
  })
  void an_artifact_can_be_copied_to_another_memory(MemoryKind from, MemoryKind to) {
    byte[] bytes = bytes(3, SEVERAL_CHUNKS);
    Replica first = fixture.put("cgid:a", bytes, from);
    Place place = new Place(to, 0);

    Replica second = engine.load(A, place);
    assertThat(engine.load(A, place)).as("once more").isEqualTo(second);

    assertThat(fixture.read(A, place)).isEqualTo(bytes);
    assertThat(engine.list()).containsExactlyInAnyOrder(first, second);
    assertThat(fixture.events)
        .containsExactly(new EngineEvent.Loaded(first), new EngineEvent.Loaded(second));
    engine.unload(A, first.place());
    assertThat(fixture.read(A, place)).isEqualTo(bytes);
    engine.unload(A, place);
    fixture.assertNothingHeld();
  }

  @ParameterizedTest
  @EnumSource(MemoryKind.class)
  void a_content_addressed_artifact_is_verified(MemoryKind memory) {
    byte[] bytes = bytes(4, SEVERAL_CHUNKS);
    ArtifactIndex index = ArtifactIndex.ofBytes(bytes.length);
    ArtifactId id = ArtifactId.ofContent(index.hash(), Multihash.of(bytes));
    NewArtifact artifact = NewArtifact.named(id, index, bytes.length).into(memory);
    byte[] others = bytes(5, SEVERAL_CHUNKS);

    assertThatThrownBy(() -> engine.put(artifact, new ByteArrayInputStream(others)))
        .isInstanceOf(ContentMismatch.class);
    fixture.assertNothingHeld();

    Replica replica = engine.put(artifact, new ByteArrayInputStream(bytes));
    assertThat(replica.id()).isEqualTo(id);
    assertThat(replica.sha256()).contains(Multihash.of(bytes));
    assertThat(replica.indexHash()).isEqualTo(index.hash());
  }

  @ParameterizedTest
  @EnumSource(MemoryKind.class)
  void the_id_may_follow_from_the_content(MemoryKind memory) {
    byte[] bytes = bytes(6, SEVERAL_CHUNKS);
    ArtifactIndex index = ArtifactIndex.ofBytes(bytes.length);
    NewArtifact artifact = NewArtifact.contentAddressed(index, bytes.length).into(memory);

    Replica replica = engine.put(artifact, new ByteArrayInputStream(bytes));
    assertThat(replica.id()).isEqualTo(ArtifactId.ofContent(index.hash(), Multihash.of(bytes)));

    assertThatThrownBy(() -> engine.put(artifact, new ByteArrayInputStream(bytes)))
        .isInstanceOfSatisfying(
            DuplicateArtifact.class, e -> assertThat(e.artifactId()).isEqualTo(replica.id()));
    assertThat(fixture.events(EngineEvent.Failed.class)).as("it is held").isEmpty();
    assertThat(engine.memories())
        .allSatisfy(
            status ->
                assertThat(status.replicas())
                    .isEqualTo(status.place().equals(replica.place()) ? 1 : 0));
    assertThat(engine.list()).containsExactly(replica);
    engine.unload(replica.id(), replica.place());
    fixture.assertNothingHeld();
  }

  @ParameterizedTest
  @EnumSource(MemoryKind.class)
  void too_few_or_too_many_bytes_are_refused_and_leave_nothing(MemoryKind memory) {
    byte[] bytes = bytes(7, SEVERAL_CHUNKS);
    NewArtifact longer =
        NewArtifact.named(A, ArtifactIndex.ofBytes(1), bytes.length + 1).into(memory);
    NewArtifact shorter =
        NewArtifact.named(A, ArtifactIndex.ofBytes(1), bytes.length - 1).into(memory);

    assertThatThrownBy(() -> engine.put(longer, new ByteArrayInputStream(bytes)))
        .isInstanceOf(WrongLength.class)
        .hasMessageContaining("ended after " + bytes.length);
    fixture.assertNothingHeld();
    assertThatThrownBy(() -> engine.put(shorter, new ByteArrayInputStream(bytes)))
        .isInstanceOf(WrongLength.class)
        .hasMessageContaining("more bytes followed");
    fixture.assertNothingHeld();
    assertThat(fixture.events(EngineEvent.Failed.class))
        .hasSize(2)
        .allSatisfy(
            event -> {
              assertThat(event.failure()).isEqualTo(EngineEvent.Failure.NOT_STORED);
              assertThat(event.id()).isEqualTo("cgid:a");
            });
    fixture.put("cgid:a", bytes, memory);
  }

  @ParameterizedTest
  @EnumSource(MemoryKind.class)
  void a_source_that_fails_leaves_nothing(MemoryKind memory) {
    NewArtifact artifact = artifact("cgid:a", new byte[SEVERAL_CHUNKS]).into(memory);

    assertThatThrownBy(() -> engine.put(artifact, failing(new IOException("cable out"))))
        .isInstanceOf(UnreadableSource.class)
        .hasMessageContaining("cable out");
    fixture.assertNothingHeld();
    assertThatThrownBy(() -> engine.put(artifact, failing(new StackOverflowError())))
        .isInstanceOf(StackOverflowError.class);
    fixture.assertNothingHeld();
  }

  @Test
  void the_same_name_twice_is_refused() {
    byte[] bytes = bytes(8, 100);
    fixture.put("cgid:a", bytes, MemoryKind.RAM);
    for (MemoryKind memory : MemoryKind.values()) {
      assertThatThrownBy(() -> fixture.put("cgid:a", bytes, memory))
          .isInstanceOf(DuplicateArtifact.class);
    }
    assertThat(engine.list()).hasSize(1);
  }

  @Test
  void what_is_not_there_is_told_so() {
    fixture.put("cgid:a", bytes(9, 100), MemoryKind.RAM);
    ArtifactId none = new ArtifactId("cgid:none");

    assertThatThrownBy(() -> engine.open(none)).isInstanceOf(UnknownArtifact.class);
    assertThatThrownBy(() -> engine.index(none)).isInstanceOf(UnknownArtifact.class);
    assertThatThrownBy(() -> engine.load(none, Place.RAM)).isInstanceOf(UnknownArtifact.class);
    assertThatThrownBy(() -> engine.sha256(none)).isInstanceOf(UnknownArtifact.class);
    assertThat(engine.replicas(none)).isEmpty();
    assertThatThrownBy(() -> engine.open(A, Place.DISK))
        .isInstanceOf(UnknownArtifact.class)
        .hasMessageContaining("DISK");
    assertThatThrownBy(() -> engine.unload(A, Place.gpu(0))).isInstanceOf(UnknownArtifact.class);
    assertThatThrownBy(() -> engine.pin(A, Place.gpu(0))).isInstanceOf(UnknownArtifact.class);
    assertThatThrownBy(() -> engine.verify(A, Place.gpu(0))).isInstanceOf(UnknownArtifact.class);
    assertThatThrownBy(() -> engine.load(A, Place.gpu(99)))
        .isInstanceOf(UnknownDevice.class)
        .hasMessageContaining("Use one of 0 to");
    assertThatThrownBy(() -> fixture.put("cgid:b", bytes(1, 10), Place.gpu(99)))
        .isInstanceOf(UnknownDevice.class);
  }

  @Test
  void an_index_that_does_not_belong_to_the_artifact_is_refused() {
    ArtifactIndex index = ArtifactIndex.ofBytes(101);
    assertThatThrownBy(() -> NewArtifact.named(A, index, 100))
        .isInstanceOf(InvalidIndex.class)
        .hasMessageContaining("reaches to byte 101");
    ArtifactId other = ArtifactId.ofContent(Multihash.of(new byte[1]), Multihash.of(new byte[2]));
    assertThatThrownBy(() -> NewArtifact.named(other, index, 101))
        .isInstanceOf(ContentMismatch.class);
    assertThatThrownBy(() -> NewArtifact.named(A, index, 0)).isInstanceOf(WrongLength.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = MemoryKind.class,
      names = {"GPU", "RAM"})
  void a_damaged_copy_is_found_and_nobody_gets_it_any_more(MemoryKind memory) {
    byte[] bytes = bytes(10, SEVERAL_CHUNKS);
    Place place = fixture.put("cgid:a", bytes, memory).place();
    assertThat(engine.verify(A, place).place()).isEqualTo(place);
    engine.pin(A, place);
    (memory == MemoryKind.GPU ? fixture.gpu : fixture.ram).damageLast(Chunks.CHUNK_BYTES + 5);

    assertThatThrownBy(() -> engine.verify(A, place))
        .isInstanceOf(ContentMismatch.class)
        .hasMessageContaining("chunk 1");

    fixture.assertNothingHeld();
    assertThat(fixture.events(EngineEvent.Failed.class))
        .singleElement()
        .extracting(EngineEvent.Failed::failure)
        .isEqualTo(EngineEvent.Failure.DAMAGED);
    assertThat(fixture.events(EngineEvent.Unloaded.class))
        .singleElement()
        .extracting(EngineEvent.Unloaded::reason)
        .isEqualTo(EngineEvent.Reason.DAMAGED);
  }

  @ParameterizedTest
  @CsvSource({"GPU, RAM", "RAM, GPU", "RAM, DISK", "GPU, DISK"})
  void a_damaged_copy_is_not_copied(MemoryKind from, MemoryKind to) {
    fixture.put("cgid:a", bytes(11, SEVERAL_CHUNKS), from);
    (from == MemoryKind.GPU ? fixture.gpu : fixture.ram).damageLast(SEVERAL_CHUNKS - 3);

    assertThatThrownBy(() -> engine.load(A, new Place(to, 0))).isInstanceOf(ContentMismatch.class);

    fixture.assertNothingHeld();
  }

  @ParameterizedTest
  @EnumSource(MemoryKind.class)
  void an_open_reader_keeps_the_bytes_until_it_closes(MemoryKind memory) throws IOException {
    byte[] bytes = bytes(12, 100_000);
    Place place = fixture.put("cgid:a", bytes, memory).place();
    ReplicaReader reader = engine.open(A);
    engine.unload(A, place);

    assertThat(engine.list()).isEmpty();
    assertThat(reader.stream().readAllBytes()).isEqualTo(bytes);
    fixture.put("cgid:a", bytes(13, 100_000), memory);
    assertThat(reader.stream().readAllBytes()).isEqualTo(bytes);
    engine.unload(A, place);
    reader.close();
    reader.close();
    fixture.assertNothingHeld();
    assertThatThrownBy(() -> reader.read(0, ByteBuffer.allocate(1))).isInstanceOf(GpuClosed.class);
    assertThatThrownBy(() -> reader.stream().read()).isInstanceOf(IOException.class);
  }

  @Test
  void a_closed_engine_refuses_everything() {
    fixture.put("cgid:a", bytes(14, 10), MemoryKind.RAM);
    fixture.put("cgid:b", bytes(14, 10), MemoryKind.DISK);
    ReplicaReader reader = engine.open(A);
    ReplicaReader diskReader = engine.open(new ArtifactId("cgid:b"));
    var writer = engine.create(artifact("cgid:c", new byte[10]).into(MemoryKind.DISK));
    engine.close();

    assertThatThrownBy(() -> fixture.put("cgid:d", bytes(1, 10), MemoryKind.RAM))
        .isInstanceOf(GpuClosed.class);
    assertThatThrownBy(() -> engine.open(A)).isInstanceOf(GpuClosed.class);
    assertThatThrownBy(engine::list).isInstanceOf(GpuClosed.class);
    assertThatThrownBy(engine::memories).isInstanceOf(GpuClosed.class);
    assertThatThrownBy(() -> reader.read(0, ByteBuffer.allocate(1))).isInstanceOf(GpuClosed.class);
    assertThatThrownBy(() -> diskReader.read(0, ByteBuffer.allocate(1)))
        .isInstanceOf(GpuClosed.class);
    assertThatThrownBy(
            () -> writer.writeChunk(0, Channels.newChannel(new ByteArrayInputStream(new byte[10]))))
        .isInstanceOf(GpuClosed.class);
    reader.close();
    diskReader.close();
    writer.close();
    assertThat(fixture.filesIn("incoming")).isEmpty();
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
    fixture.assertNothingHeld();
    assertThat(fixture.events(EngineEvent.Loaded.class)).hasSize(8 * 20 * 2);
    assertThat(fixture.events(EngineEvent.Unloaded.class)).hasSize(8 * 20 * 2);
  }

  private Void churn(int thread) throws IOException {
    MemoryKind[] memories = MemoryKind.values();
    for (int round = 0; round < 20; round++) {
      byte[] bytes = bytes(thread * 1000L + round, 10_000);
      MemoryKind first = memories[round % 3];
      Place second = new Place(memories[(round + 1) % 3], 0);
      ArtifactId id = fixture.put("cgid:" + thread + "-" + round, bytes, first).id();
      engine.load(id, second);
      try (ReplicaReader reader = engine.open(id, second)) {
        engine.unload(id, second);
        engine.unload(id, new Place(first, 0));
        assertThat(reader.stream().readAllBytes()).isEqualTo(bytes);
      }
    }
    return null;
  }

  /** A stream that gives one and a half chunks before it fails. */
  private static InputStream failing(Throwable failure) {
    return new InputStream() {
      private int left = Chunks.CHUNK_BYTES * 3 / 2;

      @Override
      public int read() {
        throw new AssertionError("The engine reads blocks");
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        if (left > 0) {
          int count = Math.min(left, length);
          left -= count;
          return count;
        }
        if (failure instanceof IOException e) {
          throw e;
        }
        throw (Error) failure;
      }
    };
  }
}
