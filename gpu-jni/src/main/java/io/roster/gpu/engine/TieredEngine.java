/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.engine;

import io.roster.gpu.ArtifactId;
import io.roster.gpu.ArtifactIndex;
import io.roster.gpu.Content;
import io.roster.gpu.ContentMismatch;
import io.roster.gpu.EngineConfiguration;
import io.roster.gpu.EngineListener;
import io.roster.gpu.GpuDevice;
import io.roster.gpu.GpuEngine;
import io.roster.gpu.GpuException;
import io.roster.gpu.GpuMemory;
import io.roster.gpu.InvalidSafetensors;
import io.roster.gpu.MemoryKind;
import io.roster.gpu.MemoryStatus;
import io.roster.gpu.Multihash;
import io.roster.gpu.NewArtifact;
import io.roster.gpu.Place;
import io.roster.gpu.Replica;
import io.roster.gpu.ReplicaReader;
import io.roster.gpu.SafetensorsTarget;
import io.roster.gpu.Space;
import io.roster.gpu.UnknownArtifact;
import io.roster.gpu.UnknownDevice;
import io.roster.gpu.UnreadableSource;
import io.roster.gpu.WrongLength;
import io.roster.gpu.disk.DiskTier;
import io.roster.gpu.disk.StoredArtifact;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadFactory;

/** The engine over the memories of one machine. */
final class TieredEngine implements GpuEngine {

  private final SortedMap<Place, Shelf> shelves = new TreeMap<>();
  private final Memories memories;
  private final Optional<DiskTier> disk;
  private final Catalog catalog;
  private final EventQueue events;
  private final Clock clock;
  private final EngineThreads threads;
  private final ConcurrentMap<Target, CompletableFuture<Replica>> loads = new ConcurrentHashMap<>();

  private TieredEngine(
      EngineConfiguration configuration,
      Memories memories,
      Optional<DiskTier> disk,
      Clock clock,
      EngineListener listener,
      ThreadFactory threads) {
    this.memories = memories;
    this.threads = new EngineThreads(threads);
    this.disk = disk;
    this.clock = clock;
    this.events = new EventQueue(listener);
    this.catalog = new Catalog(events, configuration.watermarks(), clock);
    memories.gpu().ifPresent(gpu -> addShelves(MemoryKind.GPU, gpu));
    memories.ram().ifPresent(ram -> addShelves(MemoryKind.RAM, ram));
    disk.ifPresent(this::addShelf);
  }

  static TieredEngine over(
      EngineConfiguration configuration,
      Memories memories,
      Clock clock,
      EngineListener listener,
      ThreadFactory threads) {
    Optional<DiskTier> disk = Optional.empty();
    boolean opened = false;
    try {
      disk =
          configuration
              .diskDirectory()
              .map(directory -> DiskTier.open(directory, configuration.diskBytes()));
      TieredEngine engine =
          new TieredEngine(configuration, memories, disk, clock, listener, threads);
      disk.map(DiskTier::recover).ifPresent(engine::addRecovered);
      opened = true;
      return engine;
    } finally {
      if (!opened) {
        disk.ifPresent(DiskTier::close);
        memories.close();
      }
    }
  }

  private void addShelves(MemoryKind kind, GpuMemory memory) {
    for (GpuDevice device : memory.devices()) {
      int ordinal = device.ordinal();
      Place place = new Place(kind, ordinal);
      shelves.put(
          place,
          new Shelf(
              place,
              device.name(),
              () -> memory.usage(ordinal),
              bytes -> memory.allocate(ordinal, bytes)));
    }
  }

  private void addShelf(DiskTier tier) {
    shelves.put(Place.DISK, new Shelf(Place.DISK, "disk", tier::usage, tier::allocate));
  }

  private void addRecovered(List<StoredArtifact> found) {
    Shelf shelf = shelf(Place.DISK);
    found.stream()
        .sorted(Comparator.comparing(StoredArtifact::storedAt))
        .forEach(
            each -> {
              Slot slot = new Slot(each.content(), shelf, each.space(), each.storedAt());
              slot.setPinned(each.pinned());
              catalog.addRecovered(slot);
            });
    catalog.weigh(shelf);
  }

  @Override
  public Replica put(NewArtifact artifact, InputStream bytes) {
    return put(artifact, new StreamChannel(bytes, artifact.sizeBytes()));
  }

  @Override
  public Replica put(NewArtifact artifact, ReadableByteChannel bytes) {
    try (OpenWriter writer = create(artifact)) {
      try {
        copy(artifact, new CountedSource(bytes), writer);
        return writer.commit();
      } catch (GpuException e) {
        writer.failed(e.getMessage());
        throw e;
      }
    }
  }

  private static void copy(NewArtifact artifact, CountedSource source, OpenWriter writer) {
    try {
      for (int chunk = 0; chunk < writer.chunks().count(); chunk++) {
        writer.writeChunk(chunk, source);
      }
      if (source.hasMore()) {
        throw WrongLength.hasMore(artifact.sizeBytes());
      }
    } catch (EOFException e) {
      throw WrongLength.endedAfter(artifact.sizeBytes(), source.count());
    } catch (IOException e) {
      throw new UnreadableSource(OpenWriter.described(artifact), e);
    }
  }

  @Override
  public Replica putSafetensors(SafetensorsTarget target, Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      NewArtifact artifact = artifact(target, channel);
      long headerBytes = channel.position();
      long found = channel.size() - headerBytes;
      if (found != artifact.sizeBytes()) {
        throw truncated(artifact.sizeBytes(), found);
      }
      return put(artifact, channel);
    } catch (IOException e) {
      throw new UnreadableSource(file.toString(), e);
    }
  }

  @Override
  public Replica putSafetensors(SafetensorsTarget target, InputStream file) {
    StreamChannel channel = new StreamChannel(file, Long.MAX_VALUE);
    NewArtifact artifact;
    try {
      artifact = artifact(target, channel);
    } catch (IOException e) {
      throw new UnreadableSource("from a safetensors stream", e);
    }
    try {
      return put(artifact, channel);
    } catch (WrongLength e) {
      throw new InvalidSafetensors(
          "its tensors are not all of what follows its header: " + e.getMessage());
    }
  }

  private static NewArtifact artifact(SafetensorsTarget target, ReadableByteChannel file)
      throws IOException {
    int length = SafetensorsHeader.lengthOf(read(file, SafetensorsHeader.LENGTH_BYTES));
    ArtifactIndex index = SafetensorsHeader.index(read(file, length));
    return target.artifact(index);
  }

  private static byte[] read(ReadableByteChannel file, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (file.read(bytes) < 0) {
        throw new InvalidSafetensors("it ends within its header");
      }
    }
    return bytes.array();
  }

  private static InvalidSafetensors truncated(long expected, long found) {
    return new InvalidSafetensors(
        "its header tells of " + expected + " bytes of tensors, but " + found + " follow");
  }

  @Override
  public OpenWriter create(NewArtifact artifact) {
    Shelf shelf = shelfFor(artifact);
    artifact.id().ifPresent(catalog::reserve);
    boolean created = false;
    try {
      Space space = allocate(shelf, artifact.sizeBytes());
      created = true;
      return new OpenWriter(artifact, shelf, space, catalog, clock, threads);
    } catch (GpuException e) {
      catalog.tellNotStored(OpenWriter.described(artifact), shelf.place(), e.getMessage());
      throw e;
    } finally {
      if (!created) {
        artifact.id().ifPresent(catalog::unreserve);
      }
    }
  }

  private Shelf shelfFor(NewArtifact artifact) {
    catalog.checkOpen();
    if (artifact.device().isPresent()) {
      return shelf(new Place(artifact.memory(), artifact.device().getAsInt()));
    }
    return shelves.values().stream()
        .filter(shelf -> shelf.place().memory() == artifact.memory())
        .max(Comparator.comparingLong(shelf -> shelf.usage().freeBytes()))
        .orElseThrow(() -> UnknownDevice.amongst(artifact.memory(), 0, 0));
  }

  private Shelf shelf(Place place) {
    Shelf shelf = shelves.get(place);
    if (shelf == null) {
      int count =
          (int) shelves.keySet().stream().filter(each -> each.memory() == place.memory()).count();
      throw UnknownDevice.amongst(place.memory(), place.device(), count);
    }
    return shelf;
  }

  private Space allocate(Shelf shelf, long sizeBytes) {
    try {
      synchronized (shelf.allocation()) {
        catalog.makeRoom(shelf, sizeBytes);
        return shelf.allocate(sizeBytes);
      }
    } finally {
      events.deliver();
    }
  }

  @Override
  public ReplicaReader open(ArtifactId id) {
    return new OpenReader(catalog.open(id), catalog);
  }

  @Override
  public ReplicaReader open(ArtifactId id, Place place) {
    shelf(place);
    return new OpenReader(catalog.open(id, place), catalog);
  }

  @Override
  public ArtifactIndex index(ArtifactId id) {
    return catalog.content(id).index();
  }

  @Override
  public Replica load(ArtifactId id, Place place) {
    Shelf shelf = shelf(place);
    Target target = new Target(id, place);
    Optional<Replica> present = catalog.find(id, place);
    if (present.isPresent()) {
      return present.get();
    }
    CompletableFuture<Replica> mine = new CompletableFuture<>();
    CompletableFuture<Replica> others = loads.putIfAbsent(target, mine);
    return others == null ? load(target, shelf, mine) : result(others);
  }

  private Replica load(Target target, Shelf shelf, CompletableFuture<Replica> loading) {
    try {
      // The load of another may have ended between looking and claiming.
      Replica replica =
          catalog
              .find(target.id(), target.place())
              .orElseGet(() -> copyFromFastest(target.id(), shelf));
      loading.complete(replica);
      return replica;
    } catch (RuntimeException | Error e) {
      loading.completeExceptionally(e);
      throw e;
    } finally {
      loads.remove(target);
    }
  }

  private static Replica result(CompletableFuture<Replica> load) {
    try {
      return load.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof GpuException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private Replica copyFromFastest(ArtifactId id, Shelf shelf) {
    Slot source = catalog.open(id);
    try {
      Replica replica = copy(source, shelf);
      catalog.weigh(shelf);
      return replica;
    } catch (GpuException e) {
      catalog.tellNotStored(id.value(), shelf.place(), e.getMessage());
      throw e;
    } finally {
      catalog.close(source);
    }
  }

  private Replica copy(Slot source, Shelf shelf) {
    Content content = source.content();
    Space space = allocate(shelf, content.sizeBytes());
    boolean added = false;
    try {
      for (int chunk = 0; chunk < content.chunks().count(); chunk++) {
        copyChunk(source, space, shelf, chunk);
      }
      Instant now = clock.instant();
      space.publish(content, now);
      Replica replica = catalog.addLoaded(new Slot(content, shelf, space, now));
      added = true;
      return replica;
    } finally {
      if (!added) {
        space.close();
      }
    }
  }

  // The checksum is computed on the faster of the two sides: a card does it as fast as it copies.
  private void copyChunk(Slot source, Space target, Shelf shelf, int chunk) {
    Content content = source.content();
    long offset = content.chunks().offset(chunk);
    int length = content.chunks().length(chunk);
    source.space().copyTo(target, offset, length);
    boolean sourceIsFaster = source.place().compareTo(shelf.place()) <= 0;
    Space checked = sourceIsFaster ? source.space() : target;
    try {
      content.check(chunk, checked.checksum(offset, length));
    } catch (ContentMismatch e) {
      checkChunk(source, chunk);
      throw e;
    }
  }

  private void checkChunk(Slot slot, int chunk) {
    Content content = slot.content();
    int found =
        slot.space().checksum(content.chunks().offset(chunk), content.chunks().length(chunk));
    try {
      content.check(chunk, found);
    } catch (ContentMismatch e) {
      catalog.dropDamaged(slot, e.getMessage());
      throw e;
    }
  }

  @Override
  public void unload(ArtifactId id, Place place) {
    shelf(place);
    catalog.unload(id, place);
  }

  @Override
  public Replica pin(ArtifactId id, Place place) {
    shelf(place);
    return catalog.changePin(id, place, true);
  }

  @Override
  public Replica unpin(ArtifactId id, Place place) {
    shelf(place);
    return catalog.changePin(id, place, false);
  }

  @Override
  public Replica verify(ArtifactId id, Place place) {
    shelf(place);
    Slot slot = catalog.open(id, place);
    try {
      for (int chunk = 0; chunk < slot.content().chunks().count(); chunk++) {
        checkChunk(slot, chunk);
      }
    } finally {
      catalog.close(slot);
    }
    return catalog.find(id, place).orElseThrow(() -> new UnknownArtifact(id, place));
  }

  @Override
  public Multihash sha256(ArtifactId id) {
    MessageDigest digest = Multihash.newDigest();
    Slot slot = catalog.open(id);
    try {
      Space.quietly(() -> slot.space().drain(0, slot.content().sizeBytes(), digest::update));
    } finally {
      catalog.close(slot);
    }
    return Multihash.ofDigest(digest.digest());
  }

  @Override
  public List<Replica> list() {
    return catalog.list();
  }

  @Override
  public List<Replica> replicas(ArtifactId id) {
    return catalog.replicas(id);
  }

  @Override
  public List<MemoryStatus> memories() {
    return catalog.statuses(shelves.values());
  }

  @Override
  public void close() {
    if (catalog.close()) {
      disk.ifPresent(DiskTier::close);
      memories.close();
      // Last: what they are at ends early when its memory is closed.
      threads.close();
    }
  }

  /** What a load is to make. */
  private record Target(ArtifactId id, Place place) {}
}
