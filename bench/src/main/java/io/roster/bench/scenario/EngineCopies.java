/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.scenario;

import io.roster.bench.load.Copies;
import io.roster.bench.load.Interleaved;
import io.roster.bench.load.Outcome;
import io.roster.bench.product.DataFolder;
import io.roster.bench.report.Figure;
import io.roster.bench.stage.Stage;
import io.roster.gpu.ArtifactId;
import io.roster.gpu.ArtifactIndex;
import io.roster.gpu.GpuEngine;
import io.roster.gpu.MemoryKind;
import io.roster.gpu.MemoryStatus;
import io.roster.gpu.NewArtifact;
import io.roster.gpu.Place;
import io.roster.gpu.ReplicaReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** The measurements that move one artifact's bytes, each in turns with a bare copy. */
final class EngineCopies {

  private static final long MIB = 1 << 20;
  private static final ArtifactId ID = new ArtifactId("cgid:bench");
  private static final Step NOTHING = () -> {};

  private final Stage stage;
  private final GpuEngine engine;
  private final int length;
  private final ByteBuffer source;
  private final ByteBuffer target;
  private final Path plainFile;
  private final Path plainCopy;
  private final ArtifactIndex index;

  EngineCopies(Stage stage, GpuEngine engine, DataFolder folder, int length) {
    this.stage = stage;
    this.engine = engine;
    this.length = length;
    this.source = ByteBuffer.allocateDirect(length);
    this.target = ByteBuffer.allocateDirect(length);
    this.plainFile = folder.path().resolve("plain");
    this.plainCopy = folder.path().resolve("copy");
    this.index = ArtifactIndex.ofBytes(length);
    Random random = new Random(1);
    while (source.remaining() >= Long.BYTES) {
      source.putLong(random.nextLong());
    }
    source.clear();
  }

  void measure() {
    compare("engine-put-ram", "memory copy", this::copyMemory, this::putInRam, this::unload);
    compare(
        "engine-put-ram-by-content",
        "bare SHA-256",
        this::digest,
        this::putContentAddressed,
        this::unload);
    putInRam();
    compare("engine-get-ram", "memory copy", this::copyMemory, () -> get(Place.RAM), NOTHING);
    unload();
    writePlainFile();
    compare("engine-put-disk", "file copy", this::copyFile, this::putOnDisk, this::unload);
    putOnDisk();
    compare("engine-get-disk", "file read", this::readFile, () -> get(Place.DISK), NOTHING);
    compare(
        "engine-load-disk-ram",
        "file read",
        this::readFile,
        () -> engine.load(ID, Place.RAM),
        () -> engine.unload(ID, Place.RAM));
    unload();
    measureCard();
  }

  private void measureCard() {
    MemoryStatus gpu = engine.memories().get(0);
    if (gpu.name().startsWith("host memory")) {
      stage.say("no card is at hand; nothing is measured on one");
      return;
    }
    Place card = gpu.place();
    putInRam();
    compare(
        "engine-load-ram-gpu",
        "memory copy",
        this::copyMemory,
        () -> engine.load(ID, card),
        () -> engine.unload(ID, card));
    engine.load(ID, card);
    engine.unload(ID, Place.RAM);
    compare(
        "engine-load-gpu-ram",
        "memory copy",
        this::copyMemory,
        () -> engine.load(ID, Place.RAM),
        () -> engine.unload(ID, Place.RAM));
    unload();
  }

  private void compare(String name, String other, Step reference, Step subject, Step after) {
    stage.say("measuring " + name + ", in turns with: " + other);
    Interleaved turns =
        Interleaved.of(
            new Copies(length, () -> timed(reference, NOTHING)),
            new Copies(length, () -> timed(subject, after)),
            stage.warmUp().dividedBy(6),
            stage.measured().dividedBy(2));
    stage.report(
        Figure.of(
                name,
                rate(turns.ofSubject()),
                "MiB/s",
                stage
                    .conditions()
                    .with("mebibytes", length / MIB)
                    .with("gpu", engine.memories().get(0).name()))
            .comparedWith(other, rate(turns.ofReference()))
            .detail("windows", rates(turns.subject()))
            .detail("compared_windows", rates(turns.reference())));
  }

  private void copyMemory() {
    target.clear().put(source.clear());
  }

  private void digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(source.clear());
      digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void putInRam() {
    put(MemoryKind.RAM);
  }

  private void putOnDisk() {
    put(MemoryKind.DISK);
  }

  private void put(MemoryKind memory) {
    engine.put(NewArtifact.named(ID, index, length).into(memory), new Memory(source.clear()));
  }

  private void putContentAddressed() {
    engine.put(NewArtifact.contentAddressed(index, length), new Memory(source.clear()));
  }

  private void unload() {
    engine.list().forEach(replica -> engine.unload(replica.id(), replica.place()));
  }

  private void get(Place place) {
    try (ReplicaReader reader = engine.open(ID, place)) {
      reader.read(0, target.clear());
    }
  }

  private void writePlainFile() {
    try (FileChannel file =
        FileChannel.open(plainFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.write(source.clear());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void copyFile() {
    try (FileChannel from = FileChannel.open(plainFile, StandardOpenOption.READ);
        FileChannel to =
            FileChannel.open(plainCopy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      from.transferTo(0, length, to);
      to.force(true);
      Files.delete(plainCopy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readFile() {
    try (FileChannel from = FileChannel.open(plainFile, StandardOpenOption.READ)) {
      target.clear();
      while (target.hasRemaining() && from.read(target) >= 0) {
        // Until it is full.
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Duration timed(Step step, Step after) {
    long before = System.nanoTime();
    step.run();
    Duration took = Duration.ofNanos(System.nanoTime() - before);
    after.run();
    return took;
  }

  private static double rate(Outcome outcome) {
    return outcome.servedPerSecond() / MIB;
  }

  private static List<Long> rates(List<Outcome> windows) {
    return windows.stream().map(window -> Math.round(rate(window))).toList();
  }

  /** Something that is timed. */
  @FunctionalInterface
  private interface Step {
    void run();
  }

  /** Memory as a source. */
  private record Memory(ByteBuffer bytes) implements ReadableByteChannel {

    @Override
    public int read(ByteBuffer target) {
      if (!bytes.hasRemaining()) {
        return -1;
      }
      int count = Math.min(bytes.remaining(), target.remaining());
      target.put(target.position(), bytes, bytes.position(), count);
      target.position(target.position() + count);
      bytes.position(bytes.position() + count);
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
