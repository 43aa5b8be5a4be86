/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;

/**
 * An artifact in the making: its chunks come in any order, different ones also at the same time.
 *
 * <p>Closing it without {@link #commit} gives its memory back; writes under way then fail.
 */
public interface ReplicaWriter extends AutoCloseable {

  NewArtifact artifact();

  /** The place that was chosen. */
  Place place();

  Chunks chunks();

  /** Whether a chunk is complete. */
  boolean has(int chunk);

  /**
   * Reads one whole chunk from a blocking channel, straight into its memory where that is possible.
   * A chunk that was there already is replaced; one that could not be read to its end is missing.
   *
   * @return the CRC-32C of what was read
   * @throws IOException if the channel fails, or {@link java.io.EOFException} if it ends early
   */
  int writeChunk(int chunk, ReadableByteChannel source) throws IOException;

  /** Forgets a chunk that turned out to be wrong. */
  void discard(int chunk);

  /**
   * Makes the replica visible.
   *
   * @throws IllegalStateException if a chunk is missing
   * @throws ContentMismatch if the bytes have another digest than the id or the maker tells
   * @throws DuplicateArtifact if the id follows from the content and is held already
   */
  Replica commit();

  /** Repeatable. */
  @Override
  void close();
}
