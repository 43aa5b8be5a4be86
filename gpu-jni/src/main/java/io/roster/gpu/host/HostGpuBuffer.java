/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.host;

import io.roster.gpu.GpuBuffer;
import io.roster.gpu.Space;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** A buffer of {@link HostGpuMemory}. */
final class HostGpuBuffer implements GpuBuffer {

  private final int deviceOrdinal;
  private final Arena<ByteBuffer>.Lease lease;

  HostGpuBuffer(int deviceOrdinal, Arena<ByteBuffer>.Lease lease) {
    this.deviceOrdinal = deviceOrdinal;
    this.lease = lease;
  }

  @Override
  public int deviceOrdinal() {
    return deviceOrdinal;
  }

  @Override
  public long sizeBytes() {
    return lease.sizeBytes();
  }

  @Override
  public void copyIn(long offset, ByteBuffer source) {
    Space.quietly(
        () ->
            each(
                offset,
                source.remaining(),
                piece -> {
                  int length = piece.remaining();
                  piece.put(0, source, source.position(), length);
                  source.position(source.position() + length);
                }));
  }

  @Override
  public void copyOut(long offset, ByteBuffer target) {
    Space.quietly(() -> each(offset, target.remaining(), target::put));
  }

  @Override
  public int checksum(long offset, long length) {
    CRC32C crc = new CRC32C();
    Space.quietly(() -> each(offset, length, crc::update));
    return (int) crc.getValue();
  }

  @Override
  public void fill(long offset, long length, Pieces filler) throws IOException {
    each(offset, length, filler);
  }

  @Override
  public void drain(long offset, long length, Pieces drain) throws IOException {
    each(offset, length, drain);
  }

  /** The other space takes the bytes from this memory directly. */
  @Override
  public void copyTo(Space target, long offset, long length) {
    Progress at = new Progress(offset);
    Space.quietly(() -> each(offset, length, piece -> target.copyIn(at.advance(piece), piece)));
  }

  @Override
  public void close() {
    lease.close();
  }

  private void each(long offset, long length, Pieces step) throws IOException {
    lease.use(
        offset,
        length,
        () ->
            lease.each(
                offset, length, (slab, at, bytes) -> step.next(slab.slice((int) at, (int) bytes))));
  }
}
