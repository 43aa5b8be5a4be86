/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.host;

import io.roster.gpu.GpuBuffer;
import io.roster.gpu.GpuDevice;
import io.roster.gpu.GpuMemory;
import io.roster.gpu.MemoryKind;
import io.roster.gpu.MemoryUsage;
import io.roster.gpu.Place;
import io.roster.gpu.UnknownDevice;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory of the host outside the Java heap: the RAM of a node, and what plays a GPU where there is
 * none.
 *
 * <p>Besides its own capacity the limit of the process for direct memory applies ({@code
 * -XX:MaxDirectMemorySize}, by default the size of the heap).
 */
public final class HostGpuMemory implements GpuMemory {

  private static final long SLAB_BYTES = 64L * 1024 * 1024;

  private final MemoryKind kind;
  private final List<GpuDevice> devices = new ArrayList<>();
  private final List<Arena<ByteBuffer>> arenas = new ArrayList<>();

  private HostGpuMemory(
      MemoryKind kind, String name, List<Long> capacities, Arena.Slabs<ByteBuffer> slabs) {
    this.kind = kind;
    for (int ordinal = 0; ordinal < capacities.size(); ordinal++) {
      long capacity = capacities.get(ordinal);
      devices.add(new GpuDevice(ordinal, name, GpuDevice.Backing.HOST, capacity));
      arenas.add(new Arena<>(new Place(kind, ordinal), capacity, SLAB_BYTES, slabs));
    }
  }

  /** The RAM of a node. */
  public static HostGpuMemory ram(long capacityBytes) {
    return ram(capacityBytes, "host memory", new DirectSlabs());
  }

  /** The RAM of a node, made of slabs of a special kind. */
  public static HostGpuMemory ram(long capacityBytes, String name, Arena.Slabs<ByteBuffer> slabs) {
    return new HostGpuMemory(MemoryKind.RAM, name, List.of(capacityBytes), slabs);
  }

  /** Plays one GPU for each capacity. */
  public static HostGpuMemory playing(List<Long> capacities) {
    return new HostGpuMemory(
        MemoryKind.GPU, "host memory in place of a GPU", capacities, new DirectSlabs());
  }

  @Override
  public List<GpuDevice> devices() {
    return List.copyOf(devices);
  }

  @Override
  public MemoryUsage usage(int ordinal) {
    return arena(ordinal).usage();
  }

  @Override
  public int bufferCount() {
    return arenas.stream().mapToInt(Arena::bufferCount).sum();
  }

  @Override
  public GpuBuffer allocate(int ordinal, long sizeBytes) {
    return new HostGpuBuffer(ordinal, arena(ordinal).take(sizeBytes));
  }

  @Override
  public void close() {
    arenas.forEach(Arena::close);
  }

  private Arena<ByteBuffer> arena(int ordinal) {
    if (ordinal < 0 || ordinal >= arenas.size()) {
      throw UnknownDevice.amongst(kind, ordinal, arenas.size());
    }
    return arenas.get(ordinal);
  }

  private static final class DirectSlabs implements Arena.Slabs<ByteBuffer> {

    @Override
    public ByteBuffer allocate(long bytes) {
      return ByteBuffer.allocateDirect(Math.toIntExact(bytes));
    }

    @Override
    public void free(ByteBuffer slab) {
      DirectMemory.free(slab);
    }
  }
}
