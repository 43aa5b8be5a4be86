/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.cuda;

import io.roster.gpu.GpuBuffer;
import io.roster.gpu.GpuDevice;
import io.roster.gpu.GpuMemory;
import io.roster.gpu.MemoryKind;
import io.roster.gpu.MemoryUsage;
import io.roster.gpu.Place;
import io.roster.gpu.UnknownDevice;
import io.roster.gpu.host.Arena;
import java.util.ArrayList;
import java.util.List;
import jcuda.driver.CUdeviceptr;

/** The memory of the cards. */
final class CudaMemory implements GpuMemory {

  private static final long SLAB_BYTES = 256L * 1024 * 1024;
  // The driver and other programs want some of a card too.
  private static final double MOST_OF_WHAT_IS_FREE = 0.95;

  private final List<GpuDevice> devices = new ArrayList<>();
  private final List<Arena<CUdeviceptr>> arenas = new ArrayList<>();
  private final List<Lanes> lanes = new ArrayList<>();

  CudaMemory(List<Card> cards, long mostBytesOfEach) {
    for (Card card : cards) {
      long capacity = Math.min(mostBytesOfEach, (long) (card.freeBytes() * MOST_OF_WHAT_IS_FREE));
      devices.add(new GpuDevice(card.ordinal(), card.name(), GpuDevice.Backing.CUDA, capacity));
      arenas.add(
          new Arena<>(Place.gpu(card.ordinal()), capacity, SLAB_BYTES, new DeviceSlabs(card)));
      lanes.add(new Lanes(card));
    }
  }

  @Override
  public List<GpuDevice> devices() {
    return List.copyOf(devices);
  }

  @Override
  public MemoryUsage usage(int ordinal) {
    check(ordinal);
    return arenas.get(ordinal).usage();
  }

  @Override
  public int bufferCount() {
    return arenas.stream().mapToInt(Arena::bufferCount).sum();
  }

  @Override
  public GpuBuffer allocate(int ordinal, long sizeBytes) {
    check(ordinal);
    return new CudaBuffer(ordinal, arenas.get(ordinal).take(sizeBytes), lanes.get(ordinal));
  }

  @Override
  public void close() {
    arenas.forEach(Arena::close);
    lanes.forEach(Lanes::close);
  }

  private void check(int ordinal) {
    if (ordinal < 0 || ordinal >= devices.size()) {
      throw UnknownDevice.amongst(MemoryKind.GPU, ordinal, devices.size());
    }
  }
}
