/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import java.util.List;

/**
 * The port to device memory: a list of devices, and buffers allocated on them.
 *
 * <p>Implementations are safe for use by many threads. Memory is freed when a buffer is closed, not
 * when it becomes garbage; what was taken from the system is kept for further buffers until this
 * object is closed. Sizes are in bytes. Every failure is a {@link GpuException}.
 */
public interface GpuMemory extends AutoCloseable {

  /** The devices, by ordinal; the same for the life of this object. */
  List<GpuDevice> devices();

  /**
   * What is allocated on a device now.
   *
   * @throws UnknownDevice if there is no device of that ordinal
   */
  MemoryUsage usage(int ordinal);

  /** How many buffers are allocated now. */
  int bufferCount();

  /**
   * Allocates a buffer whose content is undefined.
   *
   * @throws UnknownDevice if there is no device of that ordinal
   * @throws OutOfSpace if the device has too little left; nothing is allocated then
   * @throws GpuClosed if this memory was closed
   */
  GpuBuffer allocate(int ordinal, long sizeBytes);

  /** Frees every buffer, after its uses under way, and refuses further use; repeatable. */
  @Override
  void close();
}
