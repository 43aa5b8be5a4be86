/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.cuda;

import io.roster.gpu.GpuBuffer;
import io.roster.gpu.Space;
import io.roster.gpu.host.Arena;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import jcuda.driver.CUdeviceptr;

/** A buffer in the memory of a card. */
final class CudaBuffer implements GpuBuffer {

  // The kernel reads 16 bytes at once.
  private static final int KERNEL_ALIGNMENT = 16;
  // Lane keeps the results of so many bytes.
  private static final int CHECKSUM_STEP_BYTES =
      Lane.PIECE_BYTES / Integer.BYTES * Crc32cParts.PART_BYTES;

  private final int deviceOrdinal;
  private final Arena<CUdeviceptr>.Lease lease;
  private final Lanes lanes;

  CudaBuffer(int deviceOrdinal, Arena<CUdeviceptr>.Lease lease, Lanes lanes) {
    this.deviceOrdinal = deviceOrdinal;
    this.lease = lease;
    this.lanes = lanes;
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
    if (source.isDirect()) {
      copyDirect(offset, source, Lane::copyIn);
    } else {
      Space.quietly(() -> fill(offset, source.remaining(), piece -> putSome(source, piece)));
    }
  }

  @Override
  public void copyOut(long offset, ByteBuffer target) {
    if (target.isDirect()) {
      copyDirect(offset, target, Lane::copyOut);
    } else {
      Space.quietly(() -> drain(offset, target.remaining(), target::put));
    }
  }

  private static void putSome(ByteBuffer source, ByteBuffer piece) {
    int end = source.limit();
    piece.put(source.limit(source.position() + piece.remaining()));
    source.limit(end);
  }

  private void copyDirect(long offset, ByteBuffer other, DirectCopy copy) {
    Space.quietly(
        () ->
            use(
                offset,
                other.remaining(),
                lane -> {
                  for (Step step : steps(offset, other.remaining(), Integer.MAX_VALUE)) {
                    copy.begin(lane, step.address(), other.slice(other.position(), step.bytes()));
                    other.position(other.position() + step.bytes());
                  }
                  lane.await();
                }));
  }

  @Override
  public int checksum(long offset, long length) {
    if (offset % KERNEL_ALIGNMENT != 0) {
      return checksumByTheProcessor(offset, length);
    }
    Crc32cParts crc = new Crc32cParts();
    Space.quietly(
        () ->
            use(
                offset,
                length,
                lane -> {
                  for (Step step : steps(offset, length, CHECKSUM_STEP_BYTES)) {
                    ByteBuffer parts = lane.checksumParts(step.address(), step.bytes());
                    crc.add(parts.order(ByteOrder.nativeOrder()).asIntBuffer(), step.bytes());
                  }
                }));
    return crc.value();
  }

  private int checksumByTheProcessor(long offset, long length) {
    CRC32C crc = new CRC32C();
    Space.quietly(() -> drain(offset, length, crc::update));
    return (int) crc.getValue();
  }

  @Override
  public void fill(long offset, long length, Pieces filler) throws IOException {
    use(
        offset,
        length,
        lane -> {
          int turn = 0;
          for (Step step : steps(offset, length, Lane.PIECE_BYTES)) {
            filler.next(lane.staging(turn, step.bytes()));
            lane.send(turn, step.address(), step.bytes());
            turn++;
          }
          lane.await();
        });
  }

  @Override
  public void drain(long offset, long length, Pieces drain) throws IOException {
    use(
        offset,
        length,
        lane -> {
          List<Step> steps = steps(offset, length, Lane.PIECE_BYTES);
          fetch(lane, steps, 0);
          for (int turn = 0; turn < steps.size(); turn++) {
            fetch(lane, steps, turn + 1);
            drain.next(lane.staging(turn, steps.get(turn).bytes()));
          }
        });
  }

  private static void fetch(Lane lane, List<Step> steps, int turn) {
    if (turn < steps.size()) {
      lane.fetch(turn, steps.get(turn).address(), steps.get(turn).bytes());
    }
  }

  @Override
  public void close() {
    lease.close();
  }

  private void use(long offset, long length, Lanes.Use use) throws IOException {
    lease.use(offset, length, () -> lanes.use(use));
  }

  private List<Step> steps(long offset, long length, int mostBytes) {
    List<Step> steps = new ArrayList<>();
    Space.quietly(
        () ->
            lease.each(
                offset,
                length,
                (slab, at, bytes) -> {
                  for (long done = 0; done < bytes; done += mostBytes) {
                    steps.add(
                        new Step(
                            slab.withByteOffset(at + done),
                            (int) Math.min(mostBytes, bytes - done)));
                  }
                }));
    return steps;
  }

  /** Bytes that lie behind each other on the card. */
  private record Step(CUdeviceptr address, int bytes) {}

  @FunctionalInterface
  private interface DirectCopy {
    void begin(Lane lane, CUdeviceptr address, ByteBuffer direct);
  }
}
