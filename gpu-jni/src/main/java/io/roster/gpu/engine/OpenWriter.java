/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.engine;

import io.roster.gpu.ArtifactId;
import io.roster.gpu.Checksums;
import io.roster.gpu.Chunks;
import io.roster.gpu.Content;
import io.roster.gpu.ContentMismatch;
import io.roster.gpu.DuplicateArtifact;
import io.roster.gpu.GpuClosed;
import io.roster.gpu.Multihash;
import io.roster.gpu.NewArtifact;
import io.roster.gpu.Place;
import io.roster.gpu.Replica;
import io.roster.gpu.ReplicaWriter;
import io.roster.gpu.Space;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.time.Clock;
import java.time.Instant;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** An artifact that is being written into the space that was taken for it. */
final class OpenWriter implements ReplicaWriter {

  // So much is read at once that the processor's cache still has it when it is checked.
  private static final int STEP_BYTES = 256 * 1024;

  private final NewArtifact artifact;
  private final Shelf shelf;
  private final Space space;
  private final Catalog catalog;
  private final Clock clock;
  private final Chunks chunks;
  private final @Nullable PrefixDigest digest;

  private final Object lock = new Object();
  private final BitSet complete = new BitSet();
  private final int[] checksums;
  private @Nullable ArtifactId reserved;
  private boolean committing;
  private boolean ended;
  private boolean heldAlready;
  private String failure = "its writer gave it up";

  OpenWriter(
      NewArtifact artifact,
      Shelf shelf,
      Space space,
      Catalog catalog,
      Clock clock,
      Executor executor) {
    this.artifact = artifact;
    this.shelf = shelf;
    this.space = space;
    this.catalog = catalog;
    this.clock = clock;
    this.chunks = new Chunks(artifact.sizeBytes());
    this.checksums = new int[chunks.count()];
    this.reserved = artifact.id().orElse(null);
    boolean verified = artifact.expectedSha256().isPresent();
    this.digest =
        artifact.id().isEmpty() || verified
            ? new PrefixDigest(space, chunks, this::has, executor)
            : null;
  }

  @Override
  public NewArtifact artifact() {
    return artifact;
  }

  @Override
  public Place place() {
    return shelf.place();
  }

  @Override
  public Chunks chunks() {
    return chunks;
  }

  @Override
  public boolean has(int chunk) {
    synchronized (lock) {
      return complete.get(chunk);
    }
  }

  @Override
  public int writeChunk(int chunk, ReadableByteChannel source) throws IOException {
    discard(chunk);
    CRC32C crc = new CRC32C();
    space.fill(
        chunks.offset(chunk), chunks.length(chunk), piece -> readInSteps(source, piece, crc));
    synchronized (lock) {
      checksums[chunk] = (int) crc.getValue();
      complete.set(chunk);
    }
    if (digest != null) {
      digest.completed();
    }
    return (int) crc.getValue();
  }

  @Override
  public void discard(int chunk) {
    synchronized (lock) {
      if (committing) {
        throw new IllegalStateException("The artifact is being committed");
      }
      complete.clear(chunk);
    }
    if (digest != null) {
      digest.reopened(chunk);
    }
  }

  private static void readInSteps(ReadableByteChannel source, ByteBuffer piece, CRC32C crc)
      throws IOException {
    while (piece.hasRemaining()) {
      int start = piece.position();
      int end = start + Math.min(STEP_BYTES, piece.remaining());
      ByteBuffer step = piece.duplicate().limit(end);
      readFully(source, step);
      crc.update(step.position(start));
      piece.position(end);
    }
  }

  private static void readFully(ReadableByteChannel source, ByteBuffer target) throws IOException {
    while (target.hasRemaining()) {
      int count = source.read(target);
      if (count < 0) {
        throw new EOFException("The bytes ended early");
      }
      if (count == 0) {
        throw new IOException("The source does not block and has nothing to give");
      }
    }
  }

  @Override
  public Replica commit() {
    beginCommit();
    try {
      Content content = content();
      Instant now = clock.instant();
      space.publish(content, now);
      return handOver(new Slot(content, shelf, space, now));
    } finally {
      synchronized (lock) {
        committing = false;
      }
    }
  }

  /** From here on the space is the catalog's; should that refuse, nobody else gives it back. */
  private Replica handOver(Slot slot) {
    synchronized (lock) {
      if (ended) {
        throw new GpuClosed("writer");
      }
      ended = true;
    }
    boolean added = false;
    try {
      Replica replica = catalog.addPut(slot);
      added = true;
      catalog.weigh(shelf);
      return replica;
    } finally {
      if (!added) {
        giveBack("the engine was closed");
      }
    }
  }

  private void beginCommit() {
    synchronized (lock) {
      if (ended || committing) {
        throw new IllegalStateException("The artifact was committed or given up before");
      }
      int missing = complete.nextClearBit(0);
      if (missing < chunks.count()) {
        throw new IllegalStateException("Chunk " + missing + " is missing");
      }
      committing = true;
    }
  }

  private Content content() {
    ArtifactId id = verifiedId();
    return new Content(id, artifact.index(), chunks, new Checksums(checksums));
  }

  private ArtifactId verifiedId() {
    if (digest == null) {
      return artifact.id().orElseThrow();
    }
    Multihash found = digest.result();
    Optional<ArtifactId> declared = artifact.id();
    ArtifactId id = declared.orElseGet(() -> ArtifactId.ofContent(artifact.index().hash(), found));
    checkDigest(id, found);
    if (declared.isEmpty()) {
      reserve(id);
    }
    return id;
  }

  private void reserve(ArtifactId id) {
    try {
      catalog.reserve(id);
    } catch (DuplicateArtifact e) {
      synchronized (lock) {
        heldAlready = true;
      }
      throw e;
    }
    synchronized (lock) {
      reserved = id;
    }
  }

  private void checkDigest(ArtifactId id, Multihash found) {
    artifact
        .expectedSha256()
        .filter(expected -> !expected.equals(found))
        .ifPresent(
            expected -> {
              throw new ContentMismatch(id, expected.toString(), found.toString());
            });
  }

  /** Tells later why the artifact was given up. */
  void failed(String reason) {
    synchronized (lock) {
      failure = reason;
    }
  }

  @Override
  public void close() {
    String reason;
    synchronized (lock) {
      if (ended) {
        return;
      }
      ended = true;
      reason = failure;
    }
    giveBack(reason);
  }

  private void giveBack(String reason) {
    space.close();
    ArtifactId kept;
    boolean missed;
    synchronized (lock) {
      kept = reserved;
      missed = !heldAlready;
    }
    if (kept != null) {
      catalog.unreserve(kept);
    }
    // Of an artifact that is here nobody need hear that it was not stored.
    if (missed) {
      catalog.tellNotStored(described(artifact), shelf.place(), reason);
    }
    catalog.weigh(shelf);
  }

  /** An artifact by its name, or what is known of it while it has none. */
  static String described(NewArtifact artifact) {
    return artifact
        .id()
        .map(ArtifactId::value)
        .orElseGet(() -> "content with index " + artifact.index().hash());
  }
}
