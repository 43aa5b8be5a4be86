/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.cuda;

import static jcuda.driver.JCudaDriver.cuLaunchKernel;
import static jcuda.driver.JCudaDriver.cuMemAlloc;
import static jcuda.driver.JCudaDriver.cuMemcpyHtoD;
import static jcuda.driver.JCudaDriver.cuModuleGetFunction;
import static jcuda.driver.JCudaDriver.cuModuleLoadData;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.CUstream;

/** The kernel of {@code crc32c.ptx} on one card; loaded once for the life of its context. */
final class ChecksumKernel {

  private static final String RESOURCE = "crc32c.ptx";
  private static final String ENTRY = "crc32c_parts";
  private static final int GROUP_THREADS = 256;

  private final CUfunction function;
  private final CUdeviceptr tables;

  private ChecksumKernel(CUfunction function, CUdeviceptr tables) {
    this.function = function;
    this.tables = tables;
  }

  /** Has the driver compile it for the card whose context is current. */
  static ChecksumKernel load() {
    CUmodule module = new CUmodule();
    cuModuleLoadData(module, terminated(ptx()));
    CUfunction function = new CUfunction();
    cuModuleGetFunction(function, module, ENTRY);
    int[] words = Crc32cParts.tables();
    CUdeviceptr tables = new CUdeviceptr();
    cuMemAlloc(tables, (long) words.length * Integer.BYTES);
    cuMemcpyHtoD(tables, Pointer.to(words), (long) words.length * Integer.BYTES);
    return new ChecksumKernel(function, tables);
  }

  static byte[] ptx() {
    try (InputStream resource = ChecksumKernel.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException("This archive lacks " + RESOURCE);
      }
      return resource.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The driver takes the text as C does, up to a zero. */
  private static byte[] terminated(byte[] text) {
    return Arrays.copyOf(text, text.length + 1);
  }

  /** Begins to compute the parts of a range that begins at a multiple of 16. */
  void launch(CUdeviceptr data, int length, CUdeviceptr parts, CUstream stream) {
    int groups = (Crc32cParts.count(length) + GROUP_THREADS - 1) / GROUP_THREADS;
    Pointer parameters =
        Pointer.to(
            Pointer.to(data),
            Pointer.to(new long[] {length}),
            Pointer.to(new int[] {Crc32cParts.PART_BYTES}),
            Pointer.to(tables),
            Pointer.to(parts));
    cuLaunchKernel(function, groups, 1, 1, GROUP_THREADS, 1, 1, 0, stream, parameters, null);
  }
}
