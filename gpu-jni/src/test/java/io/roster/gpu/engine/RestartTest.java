/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.engine;

import static io.roster.gpu.engine.EngineFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.gpu.ArtifactId;
import io.roster.gpu.ArtifactIndex;
import io.roster.gpu.Chunks;
import io.roster.gpu.ContentMismatch;
import io.roster.gpu.DiskFailure;
import io.roster.gpu.MemoryKind;
import io.roster.gpu.Place;
import io.roster.gpu.Replica;
import io.roster.gpu.ReplicaReader;
import io.roster.gpu.Watermarks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the disk keeps over the end of a process. */
class RestartTest {

  private static final ArtifactId A = new ArtifactId("cgid:a");

  private final byte[] bytes = bytes(1, Chunks.CHUNK_BYTES + 1000);
  @TempDir private Path directory;
  private EngineFixture fixture;

  @BeforeEach
  void open() {
    fixture = EngineFixture.small(EngineFixture.CAPACITY, Watermarks.USUAL, directory);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void restart() {
    fixture.close();
    open();
  }

  @Test
  void an_artifact_on_disk_is_there_again_with_its_index_and_its_pin() {
    Replica before = fixture.put("cgid:a", bytes, MemoryKind.DISK);
    fixture.put("cgid:b", bytes, MemoryKind.RAM);
    fixture.engine.pin(A, Place.DISK);
    restart();

    assertThat(fixture.engine.list())
        .singleElement()
        .satisfies(
            replica -> {
              assertThat(replica.id()).isEqualTo(A);
              assertThat(replica.pinned()).isTrue();
              assertThat(replica.loadedAt()).isEqualTo(before.loadedAt());
              assertThat(replica.sizeBytes()).isEqualTo(bytes.length);
            });
    assertThat(fixture.events).isEmpty();
    assertThat(fixture.engine.index(A)).isEqualTo(ArtifactIndex.ofBytes(bytes.length));
    assertThat(fixture.read(A, Place.DISK)).isEqualTo(bytes);
    assertThat(fixture.engine.load(A, Place.RAM).place()).isEqualTo(Place.RAM);
    fixture.engine.unpin(A, Place.DISK);
    restart();
    assertThat(fixture.engine.list()).singleElement().matches(replica -> !replica.pinned());
  }

  @Test
  void what_was_unloaded_stays_away_also_if_it_was_still_being_read() {
    fixture.put("cgid:a", bytes, MemoryKind.DISK);
    ReplicaReader reader = fixture.engine.open(A);
    fixture.engine.unload(A, Place.DISK);
    assertThat(fixture.filesIn("artifacts")).isEmpty();
    restart();
    fixture.assertNothingHeld();
    reader.close();
  }

  @Test
  void what_was_being_written_is_dropped() throws IOException {
    fixture.close();
    Path unfinished = Files.createDirectory(directory.resolve("incoming").resolve("7"));
    Files.write(unfinished.resolve("bytes"), new byte[1000]);
    Path deleted = Files.createDirectory(directory.resolve("trash").resolve("7"));
    Files.write(deleted.resolve("bytes"), new byte[1000]);
    open();
    fixture.assertNothingHeld();
  }

  @Test
  void a_torn_manifest_drops_its_artifact_alone() throws IOException {
    fixture.put("cgid:a", bytes, MemoryKind.DISK);
    Path torn = fixture.filesIn("artifacts").get(0).resolve("manifest");
    fixture.put("cgid:b", bytes, MemoryKind.DISK);
    fixture.close();
    truncate(torn, Files.size(torn) - 1);
    open();
    assertThat(fixture.idsIn(Place.DISK)).containsExactly("cgid:b");
    assertThat(fixture.filesIn("artifacts")).hasSize(1);
  }

  @Test
  void missing_bytes_drop_their_artifact() throws IOException {
    fixture.put("cgid:a", bytes, MemoryKind.DISK);
    Path file = bytesOnDisk();
    fixture.close();
    truncate(file, bytes.length - 1);
    open();
    fixture.assertNothingHeld();
  }

  @Test
  void damaged_bytes_are_found_when_they_are_copied_or_verified() throws IOException {
    fixture.put("cgid:a", bytes, MemoryKind.DISK);
    damage(bytesOnDisk());
    restart();
    assertThatThrownBy(() -> fixture.engine.load(A, Place.RAM)).isInstanceOf(ContentMismatch.class);
    fixture.assertNothingHeld();

    fixture.put("cgid:a", bytes, MemoryKind.DISK);
    damage(bytesOnDisk());
    assertThatThrownBy(() -> fixture.engine.verify(A, Place.DISK))
        .isInstanceOf(ContentMismatch.class);
    fixture.assertNothingHeld();
    restart();
    fixture.assertNothingHeld();
  }

  @Test
  void a_directory_belongs_to_one_engine() {
    assertThatThrownBy(
            () -> EngineFixture.small(EngineFixture.CAPACITY, Watermarks.USUAL, directory))
        .isInstanceOf(DiskFailure.class)
        .hasMessageContaining("another engine has this directory");
  }

  @Test
  void a_directory_that_cannot_be_used_is_told() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "no directory");
    assertThatThrownBy(() -> EngineFixture.small(EngineFixture.CAPACITY, Watermarks.USUAL, file))
        .isInstanceOf(DiskFailure.class)
        .hasMessageContaining("permissions");
  }

  @Test
  void an_interrupted_reader_does_not_disturb_the_others() {
    fixture.put("cgid:a", bytes, MemoryKind.DISK);
    try (ReplicaReader one = fixture.engine.open(A);
        ReplicaReader other = fixture.engine.open(A)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> one.read(0, ByteBuffer.allocate(10)))
          .isInstanceOf(DiskFailure.class);
      assertThat(Thread.interrupted()).isTrue();

      ByteBuffer all = ByteBuffer.allocate(bytes.length);
      other.read(0, all);
      assertThat(all.array()).isEqualTo(bytes);
      one.read(0, all.clear());
    }
    assertThat(fixture.openFiles()).isZero();
  }

  private Path bytesOnDisk() {
    List<Path> folders = fixture.filesIn("artifacts");
    assertThat(folders).hasSize(1);
    return folders.get(0).resolve("bytes");
  }

  private static void truncate(Path file, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  private static void damage(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), Chunks.CHUNK_BYTES + 10);
    }
  }
}
