/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class HostGpuMemoryTest extends GpuMemoryContract {

  @Override
  GpuMemory createMemory() {
    return new HostGpuMemory(4 * 1024 * 1024);
  }

  @Test
  void buffers_are_counted() {
    try (HostGpuMemory memory = new HostGpuMemory(1000)) {
      GpuBuffer first = memory.allocate(0, 10);
      memory.allocate(0, 10);
      assertThat(memory.bufferCount()).isEqualTo(2);
      first.close();
      assertThat(memory.bufferCount()).isEqualTo(1);
      memory.close();
      assertThat(memory.bufferCount()).isZero();
    }
  }

  @Test
  void a_copy_may_span_segments() {
    long segment = 64L * 1024 * 1024;
    try (HostGpuMemory memory = new HostGpuMemory(segment + 100);
        GpuBuffer buffer = memory.allocate(0, segment + 100)) {
      byte[] bytes = {1, 2, 3, 4, 5, 6};
      buffer.copyIn(segment - 3, ByteBuffer.wrap(bytes));
      ByteBuffer back = ByteBuffer.allocate(6);
      buffer.copyOut(segment - 3, back);
      assertThat(back.array()).isEqualTo(bytes);
    }
  }
}
