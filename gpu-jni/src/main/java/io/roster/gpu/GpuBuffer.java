/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import java.nio.ByteBuffer;

/**
 * A range of device memory.
 *
 * <p>Copies in and out may run at the same time as each other and as {@link #close}: closing waits
 * for copies under way, later ones fail with {@link GpuClosed}. Two writers of one range are the
 * caller's affair.
 */
public interface GpuBuffer extends AutoCloseable {

  int deviceOrdinal();

  long sizeBytes();

  /**
   * Copies the remaining bytes of {@code source} to {@code offset} and advances its position.
   *
   * @throws OutOfBufferRange if the bytes do not fit into the buffer; nothing is copied then
   */
  void copyIn(long offset, ByteBuffer source);

  /**
   * Fills the remaining bytes of {@code target} from {@code offset} and advances its position.
   *
   * @throws OutOfBufferRange if the buffer ends before; nothing is copied then
   */
  void copyOut(long offset, ByteBuffer target);

  /** Frees the memory; repeatable. */
  @Override
  void close();
}
