/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.gpu.GpuBuffer;
import io.roster.gpu.GpuMemory;
import io.roster.gpu.GpuMemoryContract;
import io.roster.gpu.OutOfSpace;
import io.roster.gpu.Place;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostGpuMemoryTest extends GpuMemoryContract {

  @Override
  protected GpuMemory createMemory(long capacityBytes) {
    return HostGpuMemory.playing(List.of(capacityBytes, 1000L));
  }

  @Test
  void slabs_go_back_to_the_system_with_the_last_buffer_of_a_closed_memory() {
    CountedSlabs slabs = new CountedSlabs();
    GpuMemory memory = HostGpuMemory.ram(200L << 20, "test", slabs);
    GpuBuffer first = memory.allocate(0, 100L << 20);
    assertThat(slabs.held).hasSize(2);
    first.close();
    memory.allocate(0, 128L << 20);
    assertThat(slabs.held).as("what was freed is used again").hasSize(2);

    memory.close();
    assertThat(slabs.held).isEmpty();
    assertThat(memory.bufferCount()).isZero();
  }

  @Test
  void memory_that_the_system_refuses_is_told_as_such_and_takes_nothing() {
    CountedSlabs slabs = new CountedSlabs();
    slabs.most = 1;
    try (GpuMemory memory = HostGpuMemory.ram(200L << 20, "test", slabs)) {
      assertThatThrownBy(() -> memory.allocate(0, 100L << 20))
          .isInstanceOfSatisfying(OutOfSpace.class, e -> assertThat(e.place()).isEqualTo(Place.RAM))
          .hasMessageContaining("The system refused");
      assertThat(memory.usage(0).usedBytes()).isZero();
      memory.allocate(0, 64L << 20);
    }
  }

  private static final class CountedSlabs implements Arena.Slabs<ByteBuffer> {

    private final List<ByteBuffer> held = new ArrayList<>();
    private int most = Integer.MAX_VALUE;

    @Override
    public ByteBuffer allocate(long bytes) {
      if (held.size() == most) {
        throw new OutOfMemoryError("no more");
      }
      ByteBuffer slab = ByteBuffer.allocateDirect((int) bytes);
      held.add(slab);
      return slab;
    }

    @Override
    public void free(ByteBuffer slab) {
      assertThat(held.removeIf(each -> each == slab)).isTrue();
      DirectMemory.free(slab);
    }
  }
}
