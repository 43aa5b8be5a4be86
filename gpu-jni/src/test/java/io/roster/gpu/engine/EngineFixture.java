/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.gpu.ArtifactId;
import io.roster.gpu.ArtifactIndex;
import io.roster.gpu.EngineConfiguration;
import io.roster.gpu.EngineEvent;
import io.roster.gpu.GpuMemory;
import io.roster.gpu.MemoryKind;
import io.roster.gpu.NewArtifact;
import io.roster.gpu.Place;
import io.roster.gpu.Replica;
import io.roster.gpu.ReplicaReader;
import io.roster.gpu.Watermarks;
import io.roster.gpu.host.HostGpuMemory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** An engine with three memories, and what tests want to know of it. */
final class EngineFixture implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  static final long CAPACITY = 64L << 20;

  final List<EngineEvent> events = Collections.synchronizedList(new ArrayList<>());
  final RecordingMemory gpu;
  final RecordingMemory ram;
  final Path directory;
  final TieredEngine engine;

  private EngineFixture(GpuMemory gpu, long bytes, Watermarks watermarks, Path directory) {
    this.gpu = new RecordingMemory(gpu);
    this.ram = new RecordingMemory(HostGpuMemory.ram(bytes));
    this.directory = directory;
    this.engine =
        TieredEngine.over(
            EngineConfiguration.usual().with(watermarks).withDisk(directory, bytes),
            new Memories(Optional.of(this.gpu), Optional.of(this.ram)),
            Clock.fixed(NOW, ZoneOffset.UTC),
            events::add,
            Engines::ownThread);
  }

  static EngineFixture over(GpuMemory gpu, Path directory) {
    return new EngineFixture(gpu, CAPACITY, Watermarks.USUAL, directory);
  }

  /** Two played GPUs, RAM and disk of that many bytes each. */
  static EngineFixture small(long bytes, Watermarks watermarks, Path directory) {
    return new EngineFixture(
        HostGpuMemory.playing(List.of(bytes, bytes)), bytes, watermarks, directory);
  }

  Replica put(String id, byte[] bytes, MemoryKind memory) {
    return engine.put(artifact(id, bytes).into(memory), new ByteArrayInputStream(bytes));
  }

  Replica put(String id, byte[] bytes, Place place) {
    return engine.put(artifact(id, bytes).into(place), new ByteArrayInputStream(bytes));
  }

  static NewArtifact artifact(String id, byte[] bytes) {
    return NewArtifact.named(new ArtifactId(id), ArtifactIndex.ofBytes(bytes.length), bytes.length);
  }

  byte[] read(ArtifactId id, Place place) {
    try (ReplicaReader reader = engine.open(id, place)) {
      return reader.stream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> idsIn(Place place) {
    return engine.list().stream()
        .filter(replica -> replica.place().equals(place))
        .map(replica -> replica.id().value())
        .toList();
  }

  <T extends EngineEvent> List<T> events(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  void assertNothingHeld() {
    assertThat(engine.list()).isEmpty();
    assertNothingTaken();
  }

  void assertNothingTaken() {
    assertThat(engine.memories())
        .allSatisfy(memory -> assertThat(memory.usage().usedBytes()).isZero());
    assertThat(gpu.bufferCount()).isZero();
    assertThat(ram.bufferCount()).isZero();
    assertThat(filesIn("incoming")).isEmpty();
    assertThat(filesIn("trash")).isEmpty();
    assertThat(openFiles()).isZero();
  }

  List<Path> filesIn(String folder) {
    try (Stream<Path> files = Files.list(directory.resolve(folder))) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many files with bytes this process has open in the directory. */
  long openFiles() {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(each -> targetOf(each).startsWith(directory.toString()))
          .filter(each -> targetOf(each).contains("/bytes"))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String targetOf(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException gone) {
      return "";
    }
  }

  static byte[] bytes(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @Override
  public void close() {
    engine.close();
    assertThat(gpu.bufferCount()).isZero();
    assertThat(ram.bufferCount()).isZero();
    assertThat(openFiles()).isZero();
  }
}
