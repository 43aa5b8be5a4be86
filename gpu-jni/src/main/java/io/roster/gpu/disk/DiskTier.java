/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.disk;

import io.roster.gpu.ArtifactId;
import io.roster.gpu.Content;
import io.roster.gpu.DiskFailure;
import io.roster.gpu.GpuClosed;
import io.roster.gpu.GpuException;
import io.roster.gpu.MemoryUsage;
import io.roster.gpu.Multihash;
import io.roster.gpu.OutOfSpace;
import io.roster.gpu.Place;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Artifacts in a directory of their own.
 *
 * <pre>
 * artifacts/&lt;SHA-256 of the id&gt;-&lt;random&gt;/bytes, manifest, and pinned if it is
 * incoming/&lt;number&gt;/                           what is being written
 * trash/&lt;number&gt;/                              what is being deleted
 * </pre>
 *
 * <p>An artifact appears by the renaming of its finished and synchronised directory and disappears
 * by another renaming, so that a process that dies at any moment leaves a whole artifact or none.
 * What it leaves in the other two is deleted at the next start.
 */
public final class DiskTier implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DiskTier.class);

  private final Path artifacts;
  private final Path incoming;
  private final Path trash;
  private final long capacityBytes;
  private final FileChannel lockFile;

  private final ScratchBuffers scratch = new ScratchBuffers(DiskSpace.PIECE_BYTES);
  private final AtomicLong usedBytes = new AtomicLong();
  private final AtomicLong numbers = new AtomicLong();
  private final Set<DiskSpace> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private DiskTier(Path directory, long capacityBytes, FileChannel lockFile) {
    this.artifacts = directory.resolve("artifacts");
    this.incoming = directory.resolve("incoming");
    this.trash = directory.resolve("trash");
    this.capacityBytes = capacityBytes;
    this.lockFile = lockFile;
  }

  /**
   * Takes a directory, which is made if it is not there.
   *
   * @throws DiskFailure if it cannot be used, or another engine has it
   */
  public static DiskTier open(Path directory, long capacityBytes) {
    try {
      Files.createDirectories(directory);
      FileChannel lockFile = lock(directory.resolve("lock"));
      try {
        DiskTier tier = new DiskTier(directory, capacityBytes, lockFile);
        tier.prepare();
        return tier;
      } catch (IOException e) {
        lockFile.close();
        throw e;
      }
    } catch (IOException e) {
      throw new DiskFailure("opening " + directory, e);
    }
  }

  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException ignored) {
      // This very process has it; for the caller that is no other case.
    }
    channel.close();
    throw new IOException("another engine has this directory");
  }

  private void prepare() throws IOException {
    for (Path folder : List.of(artifacts, incoming, trash)) {
      Files.createDirectories(folder);
    }
    long unfinished = Folders.clear(incoming) + Folders.clear(trash);
    if (unfinished > 0) {
      LOG.info("disk_unfinished_dropped count={}", unfinished);
    }
  }

  /** The artifacts that an earlier engine left, whole ones only; the others are deleted. */
  public List<StoredArtifact> recover() {
    List<StoredArtifact> found = new ArrayList<>();
    try (var folders = Files.newDirectoryStream(artifacts)) {
      for (Path folder : folders) {
        recover(folder, found);
      }
    } catch (IOException e) {
      throw new DiskFailure("reading " + artifacts, e);
    }
    return newestOfEach(found);
  }

  // Of two with one name, the older was being deleted when the process died.
  private static List<StoredArtifact> newestOfEach(List<StoredArtifact> found) {
    Map<ArtifactId, StoredArtifact> newest = new HashMap<>();
    found.stream()
        .sorted(Comparator.comparing(StoredArtifact::storedAt))
        .forEach(
            each -> {
              StoredArtifact older = newest.put(each.content().id(), each);
              if (older != null) {
                older.space().close();
              }
            });
    return List.copyOf(newest.values());
  }

  private void recover(Path folder, List<StoredArtifact> found) {
    try {
      Manifest manifest = Manifest.decoded(Files.readAllBytes(DiskSpace.manifestIn(folder)));
      Content content = manifest.content();
      if (!folder.getFileName().toString().startsWith(hashOf(content.id()))) {
        throw new IOException("the manifest is that of " + content.id());
      }
      long length = Files.size(DiskSpace.bytesIn(folder));
      if (length != content.sizeBytes()) {
        throw new IOException(length + " of " + content.sizeBytes() + " bytes are there");
      }
      usedBytes.addAndGet(length);
      found.add(
          new StoredArtifact(
              content,
              DiskSpace.published(this, folder, length),
              manifest.storedAt(),
              Files.exists(DiskSpace.pinIn(folder))));
    } catch (IOException e) {
      LOG.warn("disk_artifact_dropped code=ROS-2210 folder={} reason=\"{}\"", folder, e.toString());
      deleteQuietly(moveToTrash(folder));
    }
  }

  public MemoryUsage usage() {
    return new MemoryUsage(Math.max(capacityBytes, usedBytes.get()), usedBytes.get());
  }

  /**
   * Begins a file of that length.
   *
   * @throws OutOfSpace if the capacity or the disk has too little left
   * @throws DiskFailure if the disk fails
   * @throws GpuClosed if the tier was closed
   */
  public DiskSpace allocate(long sizeBytes) {
    if (closed) {
      throw new GpuClosed("disk");
    }
    reserve(sizeBytes);
    Path folder = incoming.resolve(Long.toString(numbers.incrementAndGet()));
    DiskSpace space = DiskSpace.draft(this, folder, sizeBytes);
    try {
      checkUsable(sizeBytes);
      space.create();
    } catch (IOException e) {
      space.close();
      throw failure("beginning a file", sizeBytes, e);
    } catch (GpuException e) {
      space.close();
      throw e;
    }
    if (closed) {
      space.abandon();
      throw new GpuClosed("disk");
    }
    return space;
  }

  private void checkUsable(long sizeBytes) throws IOException {
    long usable = Files.getFileStore(incoming).getUsableSpace();
    if (usable < sizeBytes) {
      throw new OutOfSpace(Place.DISK, sizeBytes, usable);
    }
  }

  private void reserve(long sizeBytes) {
    long used = usedBytes.get();
    while (sizeBytes <= capacityBytes - used) {
      if (usedBytes.compareAndSet(used, used + sizeBytes)) {
        return;
      }
      used = usedBytes.get();
    }
    throw new OutOfSpace(Place.DISK, sizeBytes, Math.max(0, capacityBytes - used));
  }

  /** Files stay; what is being written is dropped. Repeatable. */
  @Override
  public void close() {
    closed = true;
    List.copyOf(open).forEach(DiskSpace::abandon);
    scratch.close();
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new DiskFailure("closing the data directory", e);
    }
  }

  /** Where an artifact is to lie; another place each time, for a former one may still be read. */
  Path newFolderFor(ArtifactId id) {
    return artifacts.resolve(hashOf(id) + "-" + UUID.randomUUID());
  }

  /** The folder of those places. */
  Path artifacts() {
    return artifacts;
  }

  private static String hashOf(ArtifactId id) {
    return Multihash.of(id.value().getBytes(StandardCharsets.UTF_8)).hex();
  }

  /** How many files are open now, for reading or writing. */
  public int openFileCount() {
    return open.size();
  }

  /** The open files, so that closing finds them. */
  Set<DiskSpace> open() {
    return open;
  }

  ScratchBuffers scratch() {
    return scratch;
  }

  boolean isClosed() {
    return closed;
  }

  /** Takes a folder out of what a restart finds; where it lies now. */
  Path moveToTrash(Path folder) {
    Path doomed = trash.resolve(Long.toString(numbers.incrementAndGet()));
    try {
      Files.move(folder, doomed);
      return doomed;
    } catch (IOException e) {
      LOG.warn("disk_artifact_left code=ROS-2211 folder={}", folder, e);
      return folder;
    }
  }

  /** Gives the room of a file back. */
  void delete(Path folder, long sizeBytes) {
    deleteQuietly(folder);
    usedBytes.addAndGet(-sizeBytes);
  }

  private static void deleteQuietly(Path folder) {
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      LOG.warn("disk_artifact_left code=ROS-2211 folder={}", folder, e);
    }
  }

  /** A disk that is full says so in its own words; how much is left tells it more surely. */
  GpuException failure(String doing, long wantedBytes, IOException cause) {
    if (isFull(cause)) {
      return OutOfSpace.refusedBySystem(Place.DISK, wantedBytes, cause);
    }
    return closed ? new GpuClosed("disk") : new DiskFailure(doing, cause);
  }

  private boolean isFull(IOException cause) {
    if (String.valueOf(cause.getMessage()).contains("No space left")) {
      return true;
    }
    try {
      return Files.getFileStore(incoming).getUsableSpace() < DiskSpace.PIECE_BYTES;
    } catch (IOException ignored) {
      // The first failure is the one to tell.
      return false;
    }
  }
}
