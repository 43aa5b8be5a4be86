/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.cuda;

import static jcuda.driver.JCudaDriver.cuDeviceGet;
import static jcuda.driver.JCudaDriver.cuDeviceGetCount;
import static jcuda.driver.JCudaDriver.cuInit;

import io.roster.gpu.BackendUnavailable;
import io.roster.gpu.GpuMemory;
import io.roster.gpu.host.HostGpuMemory;
import java.util.ArrayList;
import java.util.List;
import jcuda.CudaException;
import jcuda.driver.CUdevice;
import jcuda.driver.JCudaDriver;
import org.jspecify.annotations.Nullable;

/** CUDA on this machine: the driver and its cards, taken once for the life of the process. */
public final class Cuda {

  private static @Nullable Cuda loaded;

  private final List<Card> cards;

  private Cuda(List<Card> cards) {
    this.cards = List.copyOf(cards);
  }

  /**
   * Loads the driver's binding and takes every card.
   *
   * @throws BackendUnavailable if there is no driver, no card, or none that can be used
   */
  public static synchronized Cuda load() {
    Cuda present = loaded;
    if (present == null) {
      present = new Cuda(cards());
      loaded = present;
    }
    return present;
  }

  private static List<Card> cards() {
    try {
      JCudaDriver.setExceptionsEnabled(true);
      cuInit(0);
      int[] count = new int[1];
      cuDeviceGetCount(count);
      List<Card> cards = new ArrayList<>();
      for (int ordinal = 0; ordinal < count[0]; ordinal++) {
        CUdevice device = new CUdevice();
        cuDeviceGet(device, ordinal);
        cards.add(Card.take(ordinal, device));
      }
      if (cards.isEmpty()) {
        throw new BackendUnavailable("the driver finds no card");
      }
      return cards;
    } catch (LinkageError e) {
      // The binding explains itself over many lines; what is missing is nearly always this.
      throw new BackendUnavailable(
          "the driver's library libcuda.so.1 or its binding cannot be loaded", e);
    } catch (CudaException e) {
      throw new BackendUnavailable("the driver answers " + e.getMessage(), e);
    }
  }

  public List<String> cardNames() {
    return cards.stream().map(Card::name).toList();
  }

  /** The memory of the cards, of each at most that much. */
  public GpuMemory deviceMemory(long mostBytesOfEach) {
    return new CudaMemory(cards, mostBytesOfEach);
  }

  /** RAM that the cards read and write by themselves. */
  public GpuMemory pinnedMemory(long capacityBytes) {
    return HostGpuMemory.ram(capacityBytes, "pinned host memory", new PinnedSlabs(cards.get(0)));
  }
}
