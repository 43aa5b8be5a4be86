/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.cuda;

import static jcuda.driver.CUevent_flags.CU_EVENT_DISABLE_TIMING;
import static jcuda.driver.CUstream_flags.CU_STREAM_NON_BLOCKING;
import static jcuda.driver.JCudaDriver.CU_MEMHOSTALLOC_PORTABLE;
import static jcuda.driver.JCudaDriver.cuEventCreate;
import static jcuda.driver.JCudaDriver.cuEventDestroy;
import static jcuda.driver.JCudaDriver.cuEventRecord;
import static jcuda.driver.JCudaDriver.cuEventSynchronize;
import static jcuda.driver.JCudaDriver.cuMemAlloc;
import static jcuda.driver.JCudaDriver.cuMemFree;
import static jcuda.driver.JCudaDriver.cuMemFreeHost;
import static jcuda.driver.JCudaDriver.cuMemHostAlloc;
import static jcuda.driver.JCudaDriver.cuMemcpyDtoHAsync;
import static jcuda.driver.JCudaDriver.cuMemcpyHtoDAsync;
import static jcuda.driver.JCudaDriver.cuStreamCreate;
import static jcuda.driver.JCudaDriver.cuStreamDestroy;
import static jcuda.driver.JCudaDriver.cuStreamSynchronize;

import java.nio.ByteBuffer;
import java.util.List;
import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUevent;
import jcuda.driver.CUstream;

/**
 * What one copy at a time uses: a stream of its own, two pinned buffers, so that the card copies
 * one while the other is filled or read, and room for the results of the checksum kernel. It is
 * used in the context of its card, by one thread at a time.
 */
final class Lane {

  static final int PIECE_BYTES = 2 * 1024 * 1024;

  private final CUstream stream = new CUstream();
  private final List<Staging> stagings = List.of(new Staging(), new Staging());
  private final CUdeviceptr parts = new CUdeviceptr();
  private final ChecksumKernel kernel;

  Lane(ChecksumKernel kernel) {
    this.kernel = kernel;
    boolean complete = false;
    try {
      cuStreamCreate(stream, CU_STREAM_NON_BLOCKING);
      stagings.forEach(Staging::allocate);
      cuMemAlloc(parts, PIECE_BYTES);
      complete = true;
    } finally {
      if (!complete) {
        free();
      }
    }
  }

  /** One of the two pinned buffers, empty, once the card has done with it. */
  ByteBuffer staging(int turn, int bytes) {
    Staging staging = stagings.get(turn % 2);
    cuEventSynchronize(staging.copied);
    return staging.buffer.clear().limit(bytes);
  }

  /** Begins to copy what {@link #staging} of that turn was filled with to the card. */
  void send(int turn, CUdeviceptr target, int bytes) {
    Staging staging = stagings.get(turn % 2);
    cuMemcpyHtoDAsync(target, staging.pointer, bytes, stream);
    cuEventRecord(staging.copied, stream);
  }

  /** Begins to copy from the card to the buffer that {@link #staging} of that turn gives. */
  void fetch(int turn, CUdeviceptr source, int bytes) {
    Staging staging = stagings.get(turn % 2);
    cuMemcpyDtoHAsync(staging.pointer, source, bytes, stream);
    cuEventRecord(staging.copied, stream);
  }

  /** Begins to copy from a direct buffer; without a detour if that is pinned. */
  void copyIn(CUdeviceptr target, ByteBuffer direct) {
    cuMemcpyHtoDAsync(target, Pointer.to(direct.slice()), direct.remaining(), stream);
  }

  /** Begins to copy to a direct buffer. */
  void copyOut(CUdeviceptr source, ByteBuffer direct) {
    cuMemcpyDtoHAsync(Pointer.to(direct.slice()), source, direct.remaining(), stream);
  }

  /** Waits until everything that was begun is done. */
  void await() {
    cuStreamSynchronize(stream);
  }

  /** The checksums of a range's parts, in a buffer that lasts until the lane's next step. */
  ByteBuffer checksumParts(CUdeviceptr data, int length) {
    int bytes = Crc32cParts.count(length) * Integer.BYTES;
    kernel.launch(data, length, parts, stream);
    fetch(0, parts, bytes);
    return staging(0, bytes);
  }

  /** Waits for what may still use the buffers, also after a failure. */
  void settle() {
    try {
      await();
    } catch (jcuda.CudaException ignored) {
      // The step that failed has told it already; the lane is freed after this.
    }
  }

  void free() {
    stagings.forEach(Staging::free);
    ignoringFailure(() -> cuMemFree(parts));
    ignoringFailure(() -> cuStreamDestroy(stream));
  }

  // A card that fails keeps what it has until the process ends; the first failure was told.
  private static void ignoringFailure(Card.Work work) {
    try {
      work.run();
    } catch (jcuda.CudaException ignored) {
      // See above.
    }
  }

  private static final class Staging {

    private final Pointer pointer = new Pointer();
    private final CUevent copied = new CUevent();
    private ByteBuffer buffer = ByteBuffer.allocate(0);

    void allocate() {
      cuMemHostAlloc(pointer, PIECE_BYTES, CU_MEMHOSTALLOC_PORTABLE);
      buffer = pointer.getByteBuffer(0, PIECE_BYTES);
      cuEventCreate(copied, CU_EVENT_DISABLE_TIMING);
    }

    void free() {
      ignoringFailure(() -> cuMemFreeHost(pointer));
      ignoringFailure(() -> cuEventDestroy(copied));
    }
  }
}
