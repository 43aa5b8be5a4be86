/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import java.util.List;

/**
 * The port to device memory: a list of devices, and buffers allocated on them.
 *
 * <p>Implementations are safe for use by many threads. Memory is freed when a buffer is closed, not
 * when it becomes garbage. Sizes are in bytes. Every failure is a {@link GpuException}.
 */
public interface GpuMemory extends AutoCloseable {

  /** The devices, by ordinal; never empty, and the same for the life of this object. */
  List<GpuDevice> devices();

  /**
   * What is allocated on a device now.
   *
   * @throws UnknownDevice if there is no device of that ordinal
   */
  MemoryUsage usage(int ordinal);

  /**
   * Allocates a zeroed buffer.
   *
   * @throws UnknownDevice if there is no device of that ordinal
   * @throws OutOfGpuMemory if the device has too little left; nothing is allocated then
   * @throws GpuClosed if this memory was closed
   */
  GpuBuffer allocate(int ordinal, long sizeBytes);

  /** Frees every buffer that is still allocated and refuses further use; repeatable. */
  @Override
  void close();
}
