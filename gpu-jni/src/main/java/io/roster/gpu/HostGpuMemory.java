/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Device memory played by the host: one device, made of memory outside the Java heap.
 *
 * <p>It serves hosts without a GPU. Besides its own capacity the limit of the process for direct
 * memory applies ({@code -XX:MaxDirectMemorySize}, by default the size of the heap).
 */
public final class HostGpuMemory implements GpuMemory {

  private static final int SEGMENT_BYTES = 64 * 1024 * 1024;
  private static final int ORDINAL = 0;

  private final GpuDevice device;
  private final AtomicLong usedBytes = new AtomicLong();
  private final Set<HostGpuBuffer> buffers = ConcurrentHashMap.newKeySet();
  private final Object lifecycle = new Object();
  private volatile boolean closed;

  public HostGpuMemory(long capacityBytes) {
    device = new GpuDevice(ORDINAL, "host memory", MemoryKind.HOST, capacityBytes);
  }

  @Override
  public List<GpuDevice> devices() {
    return List.of(device);
  }

  @Override
  public MemoryUsage usage(int ordinal) {
    checkOrdinal(ordinal);
    return new MemoryUsage(device.capacityBytes(), usedBytes.get());
  }

  /** How many buffers are allocated now. */
  public int bufferCount() {
    return buffers.size();
  }

  @Override
  public GpuBuffer allocate(int ordinal, long sizeBytes) {
    checkOrdinal(ordinal);
    if (sizeBytes <= 0) {
      throw new IllegalArgumentException("sizeBytes must be positive, it was " + sizeBytes);
    }
    reserve(sizeBytes);
    HostGpuBuffer buffer = new HostGpuBuffer(this, segments(sizeBytes), sizeBytes);
    // Against close(): a buffer is either refused here or seen there, never left over.
    synchronized (lifecycle) {
      buffers.add(buffer);
      if (!closed) {
        return buffer;
      }
    }
    buffer.close();
    throw new GpuClosed("memory");
  }

  @Override
  public void close() {
    synchronized (lifecycle) {
      closed = true;
    }
    List.copyOf(buffers).forEach(HostGpuBuffer::close);
  }

  void released(HostGpuBuffer buffer) {
    buffers.remove(buffer);
    usedBytes.addAndGet(-buffer.sizeBytes());
  }

  private void reserve(long sizeBytes) {
    if (closed) {
      throw new GpuClosed("memory");
    }
    long used = usedBytes.get();
    while (sizeBytes <= device.capacityBytes() - used) {
      if (usedBytes.compareAndSet(used, used + sizeBytes)) {
        return;
      }
      used = usedBytes.get();
    }
    throw new OutOfGpuMemory(ORDINAL, sizeBytes, device.capacityBytes() - used);
  }

  private List<ByteBuffer> segments(long sizeBytes) {
    List<ByteBuffer> segments = new ArrayList<>();
    try {
      for (long left = sizeBytes; left > 0; left -= SEGMENT_BYTES) {
        segments.add(ByteBuffer.allocateDirect((int) Math.min(left, SEGMENT_BYTES)));
      }
      return List.copyOf(segments);
    } catch (OutOfMemoryError e) {
      segments.forEach(DirectMemory::free);
      usedBytes.addAndGet(-sizeBytes);
      throw new OutOfGpuMemory(ORDINAL, sizeBytes, e);
    }
  }

  private static void checkOrdinal(int ordinal) {
    if (ordinal != ORDINAL) {
      throw new UnknownDevice(ordinal, 1);
    }
  }

  static int segmentOf(long offset) {
    return (int) (offset / SEGMENT_BYTES);
  }

  static int offsetInSegment(long offset) {
    return (int) (offset % SEGMENT_BYTES);
  }
}
