/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Instant;

/**
 * The bytes of one artifact in one memory.
 *
 * <p>Any of these may run at the same time as each other and as {@link #close}: what is under way
 * ends as it would, what begins later fails with {@link GpuClosed}. Two writers of one range are
 * the caller's affair.
 */
public interface Space extends AutoCloseable {

  long sizeBytes();

  /** Keeps at hand what reading needs, such as an open file, until {@link #release}. */
  default void retain() {}

  default void release() {}

  /** The bytes are complete; a memory that outlasts the process makes them last from now on. */
  default void publish(Content content, Instant storedAt) {}

  /**
   * Nobody shall find the bytes any more, not after a restart either; who has them open may go on.
   */
  default void retire() {}

  /** Lets the pin outlast the process, in a memory that does. */
  default void pinned() {}

  default void unpinned() {}

  /**
   * Copies the remaining bytes of {@code source} to {@code offset} and advances its position.
   *
   * @throws OutOfBufferRange if the bytes do not fit; nothing is copied then
   */
  void copyIn(long offset, ByteBuffer source);

  /**
   * Fills the remaining bytes of {@code target} from {@code offset} and advances its position.
   *
   * @throws OutOfBufferRange if the bytes end before; nothing is copied then
   */
  void copyOut(long offset, ByteBuffer target);

  /** The CRC-32C of a range, computed where the bytes lie. */
  int checksum(long offset, long length);

  /**
   * Has a range filled piece by piece, in its order: each time {@code filler} fills all that
   * remains of the buffer it is given. Where the memory can be reached by the processor, that
   * buffer is the memory itself; the filler does not keep it.
   *
   * @throws IOException what the filler throws; the range is undefined then
   */
  void fill(long offset, long length, Pieces filler) throws IOException;

  /**
   * Hands out a range piece by piece, in its order: each time {@code drain} takes all that remains
   * of the buffer it is given and does not keep it.
   *
   * @throws IOException what the drain throws
   */
  void drain(long offset, long length, Pieces drain) throws IOException;

  /** Copies a range to the same place of another space. */
  default void copyTo(Space target, long offset, long length) {
    Progress at = new Progress(offset);
    quietly(() -> target.fill(offset, length, piece -> copyOut(at.advance(piece), piece)));
  }

  /**
   * Writes a range to a blocking channel.
   *
   * @throws IOException if the channel fails
   */
  default void transferTo(long offset, long length, WritableByteChannel target) throws IOException {
    drain(
        offset,
        length,
        piece -> {
          while (piece.hasRemaining()) {
            target.write(piece);
          }
        });
  }

  /** Gives the memory back; repeatable. */
  @Override
  void close();

  /** Runs a step whose pieces are handled without input or output of their own. */
  static void quietly(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** What is done with each piece of a range. */
  @FunctionalInterface
  interface Pieces {
    void next(ByteBuffer piece) throws IOException;
  }

  /** See {@link #quietly}. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  /** Where in a range the next piece belongs. */
  final class Progress {

    private long next;

    public Progress(long start) {
      next = start;
    }

    /** The offset of this piece; the next one comes behind it. */
    public long advance(ByteBuffer piece) {
      long at = next;
      next += piece.remaining();
      return at;
    }
  }
}
