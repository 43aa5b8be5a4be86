/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.engine;

import io.roster.gpu.GpuBuffer;
import io.roster.gpu.GpuDevice;
import io.roster.gpu.GpuMemory;
import io.roster.gpu.MemoryUsage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A memory whose buffers a test can reach, to damage them. */
final class RecordingMemory implements GpuMemory {

  private final GpuMemory memory;
  private final List<GpuBuffer> allocated = new CopyOnWriteArrayList<>();

  RecordingMemory(GpuMemory memory) {
    this.memory = memory;
  }

  void damageLast(long offset) {
    allocated.get(allocated.size() - 1).copyIn(offset, ByteBuffer.wrap(new byte[] {77, 78, 79}));
  }

  @Override
  public List<GpuDevice> devices() {
    return memory.devices();
  }

  @Override
  public MemoryUsage usage(int ordinal) {
    return memory.usage(ordinal);
  }

  @Override
  public int bufferCount() {
    return memory.bufferCount();
  }

  @Override
  public GpuBuffer allocate(int ordinal, long sizeBytes) {
    GpuBuffer buffer = memory.allocate(ordinal, sizeBytes);
    allocated.add(buffer);
    return buffer;
  }

  @Override
  public void close() {
    memory.close();
  }
}
