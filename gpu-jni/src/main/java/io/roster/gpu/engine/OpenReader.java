/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.engine;

import io.roster.gpu.ArtifactIndex;
import io.roster.gpu.Chunks;
import io.roster.gpu.GpuClosed;
import io.roster.gpu.Guard;
import io.roster.gpu.OutOfBufferRange;
import io.roster.gpu.Replica;
import io.roster.gpu.ReplicaReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;

/** A replica that is open for reading. */
final class OpenReader implements ReplicaReader {

  private final Slot slot;
  private final Replica replica;
  // A reader that is closed while another thread reads with it gives its hold back after that.
  private final Guard guard;

  OpenReader(Slot slot, Catalog catalog) {
    this.slot = slot;
    this.replica = slot.replica();
    this.guard = new Guard("reader", () -> catalog.close(slot));
  }

  @Override
  public Replica replica() {
    return replica;
  }

  @Override
  public ArtifactIndex index() {
    return slot.content().index();
  }

  @Override
  public long sizeBytes() {
    return slot.content().sizeBytes();
  }

  @Override
  public Chunks chunks() {
    return slot.content().chunks();
  }

  @Override
  public int checksum(int chunk) {
    return slot.content().checksums().of(chunk);
  }

  @Override
  public void read(long position, ByteBuffer target) {
    OutOfBufferRange.check(position, target.remaining(), sizeBytes());
    guard.acquire();
    try {
      slot.space().copyOut(position, target);
    } finally {
      guard.release();
    }
  }

  @Override
  public void transferTo(long position, long count, WritableByteChannel target) throws IOException {
    OutOfBufferRange.check(position, count, sizeBytes());
    guard.acquire();
    try {
      slot.space().transferTo(position, count, target);
    } finally {
      guard.release();
    }
  }

  @Override
  public InputStream stream() {
    return new ReplicaStream();
  }

  @Override
  public void close() {
    guard.close();
  }

  /** Reads on from where it read last; of a closed reader it fails as streams do. */
  private final class ReplicaStream extends InputStream {

    private long position;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, target.length);
      int count = (int) Math.min(length, sizeBytes() - position);
      if (count == 0) {
        return length == 0 ? 0 : -1;
      }
      try {
        OpenReader.this.read(position, ByteBuffer.wrap(target, offset, count));
      } catch (GpuClosed e) {
        throw new IOException("The artifact is no longer open", e);
      }
      position += count;
      return count;
    }

    @Override
    public int available() {
      return (int) Math.min(Integer.MAX_VALUE, sizeBytes() - position);
    }

    @Override
    public long skip(long count) {
      long skipped = Math.max(0, Math.min(count, sizeBytes() - position));
      position += skipped;
      return skipped;
    }
  }
}
