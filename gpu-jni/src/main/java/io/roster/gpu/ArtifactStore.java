/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Artifacts in device memory.
 *
 * <p>Safe for many threads; bytes are copied outside its lock, so that a long load delays nobody.
 * An artifact becomes visible when it is complete and its digest is known. Unloading hides it at
 * once; its memory is freed when the last reader closes. The store owns the memory it is given.
 */
public final class ArtifactStore implements AutoCloseable {

  private static final int COPY_BYTES = 64 * 1024;
  private static final double HIGH_WATERMARK = 0.90;
  private static final double LOW_WATERMARK = 0.80;

  private final GpuMemory memory;
  private final EvictionPolicy eviction;
  private final Clock clock;
  private final ArtifactListener listener;

  private final Object lock = new Object();
  private final SortedMap<ArtifactId, Slot> slots = new TreeMap<>();
  private ArtifactEvent.PressureLevel pressure = ArtifactEvent.PressureLevel.NORMAL;
  private long useCount;
  private boolean closed;

  public ArtifactStore(
      GpuMemory memory, EvictionPolicy eviction, Clock clock, ArtifactListener listener) {
    this.memory = memory;
    this.eviction = eviction;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Loads an artifact from a stream of exactly {@code sizeBytes} bytes; the stream stays open.
   *
   * @throws DuplicateArtifact if it is held or being loaded
   * @throws OutOfGpuMemory if it fits nowhere, after eviction if that is allowed
   * @throws WrongLength if the stream ends early or goes on
   * @throws ContentMismatch if the id is content-addressed and the bytes are others
   * @throws UnreadableSource if the stream fails
   */
  public Artifact put(ArtifactId id, long sizeBytes, InputStream bytes) {
    if (sizeBytes <= 0) {
      throw WrongLength.notPositive(id, sizeBytes);
    }
    Slot slot = reserve(id);
    boolean published = false;
    try {
      Artifact artifact = load(slot, sizeBytes, bytes);
      published = true;
      return artifact;
    } finally {
      if (!published) {
        abandon(slot);
      }
    }
  }

  /**
   * Opens an artifact for reading; the caller closes the reader.
   *
   * @throws UnknownArtifact if it is not held
   */
  public ArtifactReader open(ArtifactId id) {
    synchronized (lock) {
      Slot slot = held(id);
      slot.readers++;
      slot.lastUse = ++useCount;
      return new ArtifactReader(slot.artifact(), slot.buffer(), () -> readerClosed(slot));
    }
  }

  /** All artifacts that can be read, by id. */
  public List<Artifact> list() {
    synchronized (lock) {
      checkOpen();
      return slots.values().stream().flatMap(slot -> slot.loaded.stream()).toList();
    }
  }

  /**
   * Takes an artifact out of the store.
   *
   * @throws UnknownArtifact if it is not held
   */
  public void unload(ArtifactId id) {
    synchronized (lock) {
      remove(held(id), ArtifactEvent.UnloadReason.REQUESTED);
      reportPressure();
    }
  }

  /**
   * Computes the SHA-256 of the bytes as they lie in memory now.
   *
   * @throws ContentMismatch if it is not the digest of the load: the memory was damaged
   */
  public Multihash checksum(ArtifactId id) {
    try (ArtifactReader reader = open(id)) {
      MessageDigest digest = Multihash.newDigest();
      byte[] chunk = new byte[COPY_BYTES];
      for (int count = reader.read(chunk, 0, chunk.length);
          count >= 0;
          count = reader.read(chunk, 0, chunk.length)) {
        digest.update(chunk, 0, count);
      }
      Multihash found = Multihash.ofDigest(digest.digest());
      Multihash expected = reader.artifact().sha256();
      if (!found.equals(expected)) {
        ContentMismatch damage = new ContentMismatch(id, expected.hex(), found.hex());
        synchronized (lock) {
          listener.onEvent(new ArtifactEvent.Failed(id, ArtifactEvent.Failure.DAMAGED));
        }
        throw damage;
      }
      return found;
    }
  }

  public List<GpuDevice> devices() {
    return memory.devices();
  }

  /** What is taken over all devices, loads under way and artifacts still being read included. */
  public MemoryUsage usage() {
    return memory.devices().stream()
        .map(device -> memory.usage(device.ordinal()))
        .reduce(new MemoryUsage(0, 0), MemoryUsage::plus);
  }

  /** Frees everything, also under open readers, and refuses further use; repeatable. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      slots.clear();
    }
    memory.close();
  }

  private Slot reserve(ArtifactId id) {
    synchronized (lock) {
      checkOpen();
      Slot slot = new Slot(id);
      if (slots.putIfAbsent(id, slot) != null) {
        throw new DuplicateArtifact(id);
      }
      return slot;
    }
  }

  private Artifact load(Slot slot, long sizeBytes, InputStream bytes) {
    GpuBuffer buffer = allocate(sizeBytes);
    boolean published = false;
    try {
      Multihash digest = copyIn(slot.id, sizeBytes, bytes, buffer);
      Artifact artifact = publish(slot, buffer, digest);
      published = true;
      return artifact;
    } finally {
      if (!published) {
        buffer.close();
      }
    }
  }

  private GpuBuffer allocate(long sizeBytes) {
    synchronized (lock) {
      checkOpen();
      int device = roomiestDevice();
      if (eviction == EvictionPolicy.LEAST_RECENTLY_USED) {
        makeRoom(device, sizeBytes);
      }
      return memory.allocate(device, sizeBytes);
    }
  }

  private int roomiestDevice() {
    return memory.devices().stream()
        .map(GpuDevice::ordinal)
        .max(Comparator.comparingLong(ordinal -> memory.usage(ordinal).freeBytes()))
        .orElseThrow();
  }

  private void makeRoom(int device, long sizeBytes) {
    List<Slot> idle =
        slots.values().stream()
            .filter(slot -> slot.isIdleOn(device))
            .sorted(Comparator.comparingLong(slot -> slot.lastUse))
            .toList();
    long evictable = idle.stream().mapToLong(slot -> slot.artifact().sizeBytes()).sum();
    if (evictable + memory.usage(device).freeBytes() < sizeBytes) {
      return;
    }
    for (Slot slot : idle) {
      if (memory.usage(device).freeBytes() >= sizeBytes) {
        return;
      }
      remove(slot, ArtifactEvent.UnloadReason.EVICTED);
    }
  }

  private static Multihash copyIn(
      ArtifactId id, long sizeBytes, InputStream bytes, GpuBuffer buffer) {
    MessageDigest digest = Multihash.newDigest();
    byte[] chunk = new byte[(int) Math.min(COPY_BYTES, sizeBytes)];
    try {
      for (long offset = 0; offset < sizeBytes; ) {
        int count = bytes.read(chunk, 0, (int) Math.min(chunk.length, sizeBytes - offset));
        if (count < 0) {
          throw WrongLength.endedAfter(id, sizeBytes, offset);
        }
        digest.update(chunk, 0, count);
        buffer.copyIn(offset, ByteBuffer.wrap(chunk, 0, count));
        offset += count;
      }
      if (bytes.read() >= 0) {
        throw WrongLength.hasMore(id, sizeBytes);
      }
    } catch (IOException e) {
      throw new UnreadableSource(id, e);
    }
    Multihash found = Multihash.ofDigest(digest.digest());
    id.dataHash()
        .filter(expected -> !expected.equals(found))
        .ifPresent(
            expected -> {
              throw new ContentMismatch(id, expected.toString(), found.toString());
            });
    return found;
  }

  private Artifact publish(Slot slot, GpuBuffer buffer, Multihash digest) {
    GpuDevice device = memory.devices().get(buffer.deviceOrdinal());
    Artifact artifact = new Artifact(slot.id, buffer.sizeBytes(), digest, device, clock.instant());
    synchronized (lock) {
      checkOpen();
      slot.loaded = Optional.of(artifact);
      slot.content = Optional.of(buffer);
      slot.lastUse = ++useCount;
      listener.onEvent(new ArtifactEvent.Loaded(artifact));
      reportPressure();
      return artifact;
    }
  }

  private void abandon(Slot slot) {
    synchronized (lock) {
      slots.remove(slot.id, slot);
      listener.onEvent(new ArtifactEvent.Failed(slot.id, ArtifactEvent.Failure.NOT_LOADED));
    }
  }

  private void remove(Slot slot, ArtifactEvent.UnloadReason reason) {
    slots.remove(slot.id, slot);
    slot.unloaded = true;
    slot.freeIfUnused();
    listener.onEvent(new ArtifactEvent.Unloaded(slot.artifact(), reason));
  }

  private void readerClosed(Slot slot) {
    synchronized (lock) {
      slot.readers--;
      if (slot.unloaded && slot.freeIfUnused() && !closed) {
        reportPressure();
      }
    }
  }

  private void reportPressure() {
    MemoryUsage usage = usage();
    ArtifactEvent.PressureLevel now = pressure;
    if (usage.usedRatio() >= HIGH_WATERMARK) {
      now = ArtifactEvent.PressureLevel.HIGH;
    } else if (usage.usedRatio() <= LOW_WATERMARK) {
      now = ArtifactEvent.PressureLevel.NORMAL;
    }
    if (now != pressure) {
      pressure = now;
      listener.onEvent(new ArtifactEvent.Pressure(now, usage));
    }
  }

  private Slot held(ArtifactId id) {
    checkOpen();
    Slot slot = slots.get(id);
    if (slot == null || slot.loaded.isEmpty()) {
      throw new UnknownArtifact(id);
    }
    return slot;
  }

  private void checkOpen() {
    if (closed) {
      throw new GpuClosed("store");
    }
  }

  /** The place of one artifact, from the start of its load; its fields belong to the lock. */
  private static final class Slot {
    final ArtifactId id;
    Optional<Artifact> loaded = Optional.empty();
    Optional<GpuBuffer> content = Optional.empty();
    int readers;
    long lastUse;
    boolean unloaded;

    Slot(ArtifactId id) {
      this.id = id;
    }

    Artifact artifact() {
      return loaded.orElseThrow();
    }

    GpuBuffer buffer() {
      return content.orElseThrow();
    }

    boolean isIdleOn(int device) {
      return readers == 0 && content.filter(b -> b.deviceOrdinal() == device).isPresent();
    }

    boolean freeIfUnused() {
      if (readers > 0) {
        return false;
      }
      buffer().close();
      return true;
    }
  }
}
