/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * One open copy of an artifact. Its memory stays until the reader is closed, also when the copy is
 * unloaded meanwhile. For many threads; after {@link #close} reads fail with {@link GpuClosed}.
 */
public interface ReplicaReader extends AutoCloseable {

  /** The replica as it was when it was opened. */
  Replica replica();

  ArtifactIndex index();

  long sizeBytes();

  Chunks chunks();

  /** The CRC-32C of a chunk as it was put. */
  int checksum(int chunk);

  /**
   * Fills the remaining bytes of {@code target} from {@code position} on.
   *
   * @throws OutOfBufferRange if the artifact ends before
   */
  void read(long position, ByteBuffer target);

  /**
   * Writes a range to a blocking channel, with as few copies as the memory and the channel allow.
   *
   * @throws OutOfBufferRange if the artifact ends before
   * @throws IOException if the channel fails
   */
  void transferTo(long position, long count, WritableByteChannel target) throws IOException;

  /** The bytes from the beginning; the stream of one thread. Closing it leaves the reader open. */
  InputStream stream();

  /** Repeatable. */
  @Override
  void close();
}
