/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.engine;

import static io.roster.gpu.engine.EngineFixture.artifact;
import static io.roster.gpu.engine.EngineFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.gpu.ArtifactId;
import io.roster.gpu.ArtifactIndex;
import io.roster.gpu.Chunks;
import io.roster.gpu.DuplicateArtifact;
import io.roster.gpu.EngineEvent;
import io.roster.gpu.GpuClosed;
import io.roster.gpu.MemoryKind;
import io.roster.gpu.Multihash;
import io.roster.gpu.NewArtifact;
import io.roster.gpu.Place;
import io.roster.gpu.Replica;
import io.roster.gpu.ReplicaReader;
import io.roster.gpu.ReplicaWriter;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WriterTest {

  private static final int SIZE = 5 * Chunks.CHUNK_BYTES + 77;
  private static final ArtifactId A = new ArtifactId("cgid:a");

  private final byte[] bytes = bytes(1, SIZE);
  private EngineFixture fixture;

  @BeforeEach
  void open(@TempDir Path directory) {
    fixture =
        EngineFixture.small(EngineFixture.CAPACITY, io.roster.gpu.Watermarks.USUAL, directory);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @EnumSource(MemoryKind.class)
  void chunks_come_in_any_order_and_at_the_same_time(MemoryKind memory) {
    ArtifactIndex index = ArtifactIndex.ofBytes(SIZE);
    NewArtifact content = NewArtifact.contentAddressed(index, SIZE).into(memory);
    try (ReplicaWriter writer = fixture.engine.create(content)) {
      assertThat(fixture.engine.list()).isEmpty();
      IntStream.iterate(5, i -> i >= 0, i -> i - 1)
          .parallel()
          .forEach(chunk -> assertThat(write(writer, chunk)).isEqualTo(crcOf(chunk)));
      Replica replica = writer.commit();

      assertThat(replica.id()).isEqualTo(ArtifactId.ofContent(index.hash(), Multihash.of(bytes)));
      assertThat(fixture.read(replica.id(), replica.place())).isEqualTo(bytes);
      try (ReplicaReader reader = fixture.engine.open(replica.id())) {
        for (int chunk = 0; chunk < 6; chunk++) {
          assertThat(reader.checksum(chunk)).isEqualTo(crcOf(chunk));
        }
      }
    }
    assertThat(fixture.engine.list()).hasSize(1);
  }

  @Test
  void a_wrong_chunk_can_be_written_anew_also_when_it_was_digested() {
    ArtifactIndex index = ArtifactIndex.ofBytes(SIZE);
    try (ReplicaWriter writer = fixture.engine.create(NewArtifact.contentAddressed(index, SIZE))) {
      byte[] wrong = bytes(2, SIZE);
      write(writer, 0, wrong);
      write(writer, 1, wrong);
      IntStream.range(1, 6).forEach(chunk -> write(writer, chunk));
      writer.discard(0);
      assertThat(writer.has(0)).isFalse();
      assertThat(writer.has(1)).isTrue();
      assertThatThrownBy(writer::commit)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Chunk 0 is missing");
      write(writer, 0);

      assertThat(writer.commit().sha256()).contains(Multihash.of(bytes));
    }
  }

  @ParameterizedTest
  @EnumSource(MemoryKind.class)
  void giving_up_gives_everything_back(MemoryKind memory) {
    ReplicaWriter writer = fixture.engine.create(artifact("cgid:a", bytes).into(memory));
    write(writer, 2);
    assertThatThrownBy(() -> fixture.engine.create(artifact("cgid:a", bytes)))
        .as("the name is taken meanwhile")
        .isInstanceOf(DuplicateArtifact.class);
    writer.close();
    writer.close();

    fixture.assertNothingHeld();
    assertThatThrownBy(() -> write(writer, 3)).isInstanceOf(GpuClosed.class);
    assertThatThrownBy(writer::commit).isInstanceOf(IllegalStateException.class);
    assertThat(fixture.events(EngineEvent.Failed.class)).hasSize(1);
    fixture.put("cgid:a", bytes, memory);
  }

  @Test
  void a_chunk_that_ends_early_is_missing() {
    try (ReplicaWriter writer = fixture.engine.create(artifact("cgid:a", bytes))) {
      write(writer, 1);
      assertThatThrownBy(() -> writer.writeChunk(1, channel(bytes, 0, 1000)))
          .isInstanceOf(EOFException.class);
      assertThat(writer.has(1)).isFalse();
    }
    fixture.assertNothingHeld();
  }

  @Test
  void what_is_committed_outlives_its_writer() {
    ReplicaWriter writer = fixture.engine.create(artifact("cgid:a", bytes));
    IntStream.range(0, 6).forEach(chunk -> write(writer, chunk));
    writer.commit();
    assertThatThrownBy(writer::commit).isInstanceOf(IllegalStateException.class);
    writer.close();
    assertThat(fixture.read(A, Place.RAM)).isEqualTo(bytes);
  }

  private int write(ReplicaWriter writer, int chunk) {
    return write(writer, chunk, bytes);
  }

  private static int write(ReplicaWriter writer, int chunk, byte[] from) {
    try {
      Chunks chunks = writer.chunks();
      return writer.writeChunk(
          chunk, channel(from, (int) chunks.offset(chunk), chunks.length(chunk)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int crcOf(int chunk) {
    Chunks chunks = new Chunks(SIZE);
    CRC32C crc = new CRC32C();
    crc.update(bytes, (int) chunks.offset(chunk), chunks.length(chunk));
    return (int) crc.getValue();
  }

  private static ReadableByteChannel channel(byte[] from, int offset, int length) {
    return Channels.newChannel(new ByteArrayInputStream(from, offset, length));
  }
}
