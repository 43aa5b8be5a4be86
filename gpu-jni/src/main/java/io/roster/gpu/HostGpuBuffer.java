/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A buffer of {@link HostGpuMemory}: segments of memory outside the heap. */
final class HostGpuBuffer implements GpuBuffer {

  private final HostGpuMemory memory;
  private final List<ByteBuffer> segments;
  private final long sizeBytes;

  // Copies share it, close() has it alone: touching freed memory would take the process down.
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean freed;

  HostGpuBuffer(HostGpuMemory memory, List<ByteBuffer> segments, long sizeBytes) {
    this.memory = memory;
    this.segments = segments;
    this.sizeBytes = sizeBytes;
  }

  @Override
  public int deviceOrdinal() {
    return 0;
  }

  @Override
  public long sizeBytes() {
    return sizeBytes;
  }

  @Override
  public void copyIn(long offset, ByteBuffer source) {
    copy(
        offset,
        source,
        (segment, at, length) -> {
          segment.put(at, source, source.position(), length);
          source.position(source.position() + length);
        });
  }

  @Override
  public void copyOut(long offset, ByteBuffer target) {
    copy(
        offset,
        target,
        (segment, at, length) -> {
          target.put(target.position(), segment, at, length);
          target.position(target.position() + length);
        });
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (freed) {
        return;
      }
      freed = true;
      segments.forEach(DirectMemory::free);
    } finally {
      lock.writeLock().unlock();
    }
    memory.released(this);
  }

  private void copy(long offset, ByteBuffer other, SegmentCopy step) {
    OutOfBufferRange.check(offset, other.remaining(), sizeBytes);
    lock.readLock().lock();
    try {
      if (freed) {
        throw new GpuClosed("buffer");
      }
      long at = offset;
      while (other.hasRemaining()) {
        ByteBuffer segment = segments.get(HostGpuMemory.segmentOf(at));
        int inSegment = HostGpuMemory.offsetInSegment(at);
        int length = Math.min(other.remaining(), segment.capacity() - inSegment);
        step.copy(segment, inSegment, length);
        at += length;
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  @FunctionalInterface
  private interface SegmentCopy {
    void copy(ByteBuffer segment, int at, int length);
  }
}
