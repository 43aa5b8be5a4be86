/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.disk;

import io.roster.gpu.host.DirectMemory;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** Buffers between files and other memories, used again and again. */
final class ScratchBuffers implements AutoCloseable {

  private static final int KEPT = 16;

  private final int bytes;
  private final Deque<ByteBuffer> idle = new ArrayDeque<>();
  private boolean closed;

  ScratchBuffers(int bytes) {
    this.bytes = bytes;
  }

  Scratch borrow() {
    synchronized (idle) {
      ByteBuffer used = idle.poll();
      if (used != null) {
        return new Scratch(used);
      }
    }
    return new Scratch(ByteBuffer.allocateDirect(bytes));
  }

  @Override
  public void close() {
    synchronized (idle) {
      closed = true;
      idle.forEach(DirectMemory::free);
      idle.clear();
    }
  }

  private void giveBack(ByteBuffer buffer) {
    synchronized (idle) {
      if (!closed && idle.size() < KEPT) {
        idle.push(buffer);
        return;
      }
    }
    DirectMemory.free(buffer);
  }

  /** One buffer on loan. */
  final class Scratch implements AutoCloseable {

    private final ByteBuffer buffer;

    private Scratch(ByteBuffer buffer) {
      this.buffer = buffer;
    }

    /** The buffer, empty, with room for as many bytes as are left at most. */
    ByteBuffer piece(long left) {
      return buffer.clear().limit((int) Math.min(buffer.capacity(), left));
    }

    @Override
    public void close() {
      giveBack(buffer);
    }
  }
}
