/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.cuda;

import static jcuda.driver.JCudaDriver.cuCtxPopCurrent;
import static jcuda.driver.JCudaDriver.cuCtxPushCurrent;
import static jcuda.driver.JCudaDriver.cuDeviceGetName;
import static jcuda.driver.JCudaDriver.cuDevicePrimaryCtxRetain;
import static jcuda.driver.JCudaDriver.cuMemGetInfo;

import io.roster.gpu.DeviceFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import jcuda.CudaException;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import org.jspecify.annotations.Nullable;

/** One card and its primary context, in which all work on it is done. */
final class Card {

  private static final int NAME_BYTES = 256;

  private final int ordinal;
  private final String name;
  private final CUcontext context;
  private @Nullable ChecksumKernel kernel;

  private Card(int ordinal, String name, CUcontext context) {
    this.ordinal = ordinal;
    this.name = name;
    this.context = context;
  }

  static Card take(int ordinal, CUdevice device) {
    byte[] name = new byte[NAME_BYTES];
    cuDeviceGetName(name, NAME_BYTES, device);
    CUcontext context = new CUcontext();
    cuDevicePrimaryCtxRetain(context, device);
    return new Card(ordinal, textOf(name), context);
  }

  private static String textOf(byte[] terminated) {
    int end = 0;
    while (end < terminated.length && terminated[end] != 0) {
      end++;
    }
    return new String(terminated, 0, end, StandardCharsets.UTF_8);
  }

  int ordinal() {
    return ordinal;
  }

  String name() {
    return name;
  }

  long freeBytes() {
    long[] free = new long[1];
    run(() -> cuMemGetInfo(free, new long[1]));
    return free[0];
  }

  /** The kernel that computes checksums; it is asked for in this card's context. */
  synchronized ChecksumKernel checksumKernel() {
    ChecksumKernel present = kernel;
    if (present == null) {
      present = ChecksumKernel.load();
      kernel = present;
    }
    return present;
  }

  /** Does something on this card, from any thread. */
  void run(Work work) {
    try {
      attempt(work::run);
    } catch (IOException e) {
      throw new IllegalStateException("Work on a card alone does no input or output", e);
    }
  }

  /**
   * Does something on this card that also reads or writes elsewhere.
   *
   * @throws IOException what happens elsewhere
   */
  void attempt(WorkWithChannels work) throws IOException {
    try {
      cuCtxPushCurrent(context);
      try {
        work.run();
      } finally {
        cuCtxPopCurrent(new CUcontext());
      }
    } catch (CudaException e) {
      throw new DeviceFailure(ordinal, e);
    }
  }

  @FunctionalInterface
  interface Work {
    void run();
  }

  @FunctionalInterface
  interface WorkWithChannels {
    void run() throws IOException;
  }
}
