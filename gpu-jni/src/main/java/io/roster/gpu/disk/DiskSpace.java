/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.disk;

import io.roster.gpu.Content;
import io.roster.gpu.GpuClosed;
import io.roster.gpu.OutOfBufferRange;
import io.roster.gpu.Space;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One artifact's files. Its bytes can be reached between {@link #retain} and {@link #release}: so
 * many artifacts need no more open files than are being read.
 */
public final class DiskSpace implements Space {

  static final int PIECE_BYTES = 1024 * 1024;

  private final DiskTier tier;
  private final long sizeBytes;

  private Path folder;
  private @Nullable FileChannel channel;
  private int holders;
  private boolean writing;
  private boolean deleted;

  private DiskSpace(DiskTier tier, Path folder, long sizeBytes, boolean writing) {
    this.tier = tier;
    this.folder = folder;
    this.sizeBytes = sizeBytes;
    this.writing = writing;
  }

  /** An artifact that is whole. */
  static DiskSpace published(DiskTier tier, Path folder, long sizeBytes) {
    return new DiskSpace(tier, folder, sizeBytes, false);
  }

  /** Files to be written into that folder, which is not there yet. */
  static DiskSpace draft(DiskTier tier, Path folder, long sizeBytes) {
    return new DiskSpace(tier, folder, sizeBytes, true);
  }

  static Path bytesIn(Path folder) {
    return folder.resolve("bytes");
  }

  static Path manifestIn(Path folder) {
    return folder.resolve("manifest");
  }

  static Path pinIn(Path folder) {
    return folder.resolve("pinned");
  }

  /** Begins the file; it is held for its writer until it is published or closed. */
  synchronized void create() throws IOException {
    Files.createDirectory(folder);
    tier.open().add(this);
    channel = openChannel();
    holders = 1;
  }

  @Override
  public synchronized void retain() {
    if (tier.isClosed() || deleted) {
      throw new GpuClosed("disk");
    }
    if (holders == 0) {
      try {
        channel = openChannel();
      } catch (IOException e) {
        throw tier.failure("opening " + folder, 0, e);
      }
      tier.open().add(this);
    }
    holders++;
  }

  @Override
  public synchronized void release() {
    if (holders > 0 && --holders == 0) {
      closeChannel();
    }
  }

  @Override
  public void publish(Content content, Instant storedAt) {
    try {
      with(
          file -> {
            file.force(true);
            return 0L;
          });
      writeDurably(manifestIn(folder), new Manifest(content, storedAt).encoded());
      Folders.synchronise(folder);
      moveTo(tier.newFolderFor(content.id()));
      Folders.synchronise(tier.artifacts());
    } catch (IOException e) {
      throw tier.failure("publishing " + content.id(), sizeBytes, e);
    }
  }

  private synchronized void moveTo(Path home) throws IOException {
    Files.move(folder, home, StandardCopyOption.ATOMIC_MOVE);
    folder = home;
    writing = false;
    release();
  }

  @Override
  public synchronized void retire() {
    if (!deleted && !tier.isClosed()) {
      folder = tier.moveToTrash(folder);
    }
  }

  @Override
  public void pinned() {
    changePin(() -> writeDurably(pinIn(folder), new byte[0]));
  }

  @Override
  public void unpinned() {
    changePin(() -> Files.deleteIfExists(pinIn(folder)));
  }

  private synchronized void changePin(Step step) {
    try {
      step.run();
      Folders.synchronise(folder);
    } catch (IOException e) {
      throw tier.failure("changing a pin in " + folder, 0, e);
    }
  }

  @Override
  public long sizeBytes() {
    return sizeBytes;
  }

  @Override
  public void copyIn(long offset, ByteBuffer source) {
    OutOfBufferRange.check(offset, source.remaining(), sizeBytes);
    try {
      writeFully(offset, source);
    } catch (IOException e) {
      throw tier.failure("writing " + folder, sizeBytes - offset, e);
    }
  }

  @Override
  public void copyOut(long offset, ByteBuffer target) {
    OutOfBufferRange.check(offset, target.remaining(), sizeBytes);
    try {
      readFully(offset, target);
    } catch (IOException e) {
      throw tier.failure("reading " + folder, 0, e);
    }
  }

  @Override
  public int checksum(long offset, long length) {
    CRC32C crc = new CRC32C();
    Space.quietly(() -> drain(offset, length, crc::update));
    return (int) crc.getValue();
  }

  @Override
  public void fill(long offset, long length, Pieces filler) throws IOException {
    OutOfBufferRange.check(offset, length, sizeBytes);
    try (ScratchBuffers.Scratch scratch = tier.scratch().borrow()) {
      for (long done = 0; done < length; done += PIECE_BYTES) {
        ByteBuffer piece = scratch.piece(length - done);
        filler.next(piece);
        copyIn(offset + done, piece.flip());
      }
    }
  }

  @Override
  public void drain(long offset, long length, Pieces drain) throws IOException {
    OutOfBufferRange.check(offset, length, sizeBytes);
    try (ScratchBuffers.Scratch scratch = tier.scratch().borrow()) {
      for (long done = 0; done < length; done += PIECE_BYTES) {
        ByteBuffer piece = scratch.piece(length - done);
        copyOut(offset + done, piece);
        drain.next(piece.flip());
      }
    }
  }

  /** The kernel moves the bytes itself where the channel allows. */
  @Override
  public void transferTo(long offset, long length, WritableByteChannel target) throws IOException {
    OutOfBufferRange.check(offset, length, sizeBytes);
    for (long done = 0; done < length; ) {
      long from = offset + done;
      long left = length - done;
      done += with(file -> moreThanNone(file.transferTo(from, left, target), file, from));
    }
  }

  private long moreThanNone(long count, FileChannel file, long from) throws IOException {
    if (count == 0 && file.size() <= from) {
      throw shorter();
    }
    return count;
  }

  private void writeFully(long offset, ByteBuffer source) throws IOException {
    for (long at = offset; source.hasRemaining(); ) {
      long from = at;
      at += with(file -> file.write(source, from));
    }
  }

  private void readFully(long offset, ByteBuffer target) throws IOException {
    for (long at = offset; target.hasRemaining(); ) {
      long from = at;
      long count = with(file -> file.read(target, from));
      if (count < 0) {
        throw shorter();
      }
      at += count;
    }
  }

  private EOFException shorter() {
    return new EOFException(folder + " has become shorter");
  }

  /** Deletes the files, unless the whole tier has closed and keeps them. */
  @Override
  public synchronized void close() {
    if (writing || !tier.isClosed()) {
      discard();
    }
  }

  /** The tier closes: nothing is read or written any more, and unfinished files go. */
  synchronized void abandon() {
    closeChannel();
    if (writing) {
      discard();
    }
  }

  private void discard() {
    if (deleted) {
      return;
    }
    deleted = true;
    closeChannel();
    tier.delete(folder, sizeBytes);
  }

  // An interrupted thread closes the channel that it uses. That must not harm the other threads
  // that read the same file: they open it anew.
  private long with(FileUse use) throws IOException {
    while (true) {
      FileChannel present = channel();
      try {
        return use.on(present);
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (ClosedChannelException e) {
        if (present.isOpen()) {
          // It was the channel on the other end.
          throw e;
        }
        reopen(present);
      }
    }
  }

  private synchronized void reopen(FileChannel broken) throws IOException {
    if (channel() == broken) {
      channel = openChannel();
    }
  }

  private synchronized FileChannel channel() {
    FileChannel present = channel;
    if (present == null) {
      throw new GpuClosed("file");
    }
    return present;
  }

  private FileChannel openChannel() throws IOException {
    return writing
        ? FileChannel.open(
            bytesIn(folder),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)
        : FileChannel.open(bytesIn(folder), StandardOpenOption.READ);
  }

  private void closeChannel() {
    FileChannel former = channel;
    channel = null;
    holders = 0;
    tier.open().remove(this);
    if (former != null) {
      try {
        former.close();
      } catch (IOException e) {
        throw tier.failure("closing " + folder, 0, e);
      }
    }
  }

  private static void writeDurably(Path file, byte[] bytes) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (ByteBuffer left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) {
        out.write(left);
      }
      out.force(true);
    }
  }

  @FunctionalInterface
  private interface FileUse {
    long on(FileChannel file) throws IOException;
  }
}
