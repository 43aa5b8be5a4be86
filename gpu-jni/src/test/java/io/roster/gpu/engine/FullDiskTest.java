/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.engine;

import static io.roster.gpu.engine.EngineFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.gpu.Chunks;
import io.roster.gpu.EngineEvent;
import io.roster.gpu.MemoryKind;
import io.roster.gpu.OutOfSpace;
import io.roster.gpu.Place;
import io.roster.gpu.ReplicaWriter;
import io.roster.gpu.Watermarks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a file system of 12 MiB of its own; skipped where a process may not mount one. */
class FullDiskTest {

  private static final int CHUNK = Chunks.CHUNK_BYTES;

  @TempDir private Path directory;
  private EngineFixture fixture;

  @BeforeEach
  void mount() throws Exception {
    if (run("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", directory.toString()) != 0) {
      System.out.println("Tests on a full disk are skipped: this process may not mount one.");
      Assumptions.abort("This process may not mount a file system");
    }
    fixture = EngineFixture.small(EngineFixture.CAPACITY, Watermarks.USUAL, directory);
  }

  @AfterEach
  void unmount() throws Exception {
    if (fixture != null) {
      fixture.close();
      run("umount", directory.toString());
    }
  }

  @Test
  void more_than_the_disk_has_free_is_refused_at_once() {
    assertThatThrownBy(() -> fixture.put("cgid:a", bytes(1, 4 * CHUNK), MemoryKind.DISK))
        .isInstanceOfSatisfying(OutOfSpace.class, e -> assertThat(e.place()).isEqualTo(Place.DISK));
    fixture.assertNothingHeld();
  }

  @Test
  void a_disk_that_fills_meanwhile_is_told_and_nothing_is_left_behind() throws IOException {
    byte[] bytes = bytes(1, 2 * CHUNK);
    try (ReplicaWriter writer =
        fixture.engine.create(EngineFixture.artifact("cgid:a", bytes).into(MemoryKind.DISK))) {
      Path others = Files.write(directory.resolve("others"), new byte[6 * 1024 * 1024]);
      writer.writeChunk(0, Channels.newChannel(new ByteArrayInputStream(bytes, 0, CHUNK)));
      assertThatThrownBy(
              () ->
                  writer.writeChunk(
                      1, Channels.newChannel(new ByteArrayInputStream(bytes, CHUNK, CHUNK))))
          .isInstanceOf(OutOfSpace.class)
          .hasMessageContaining("Make room on the disk");
      Files.delete(others);
    }
    fixture.assertNothingHeld();
    assertThat(fixture.events(EngineEvent.Failed.class)).hasSize(1);
    fixture.put("cgid:a", bytes, MemoryKind.DISK);
  }

  private static int run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
