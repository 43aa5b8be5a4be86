/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link GpuMemory} keeps; a subclass says which one. */
abstract class GpuMemoryContract {

  private GpuMemory memory;

  /** A memory whose device 0 can hold at least 1 MiB. */
  abstract GpuMemory createMemory();

  @BeforeEach
  void create() {
    memory = createMemory();
  }

  @AfterEach
  void everything_is_freed_by_close() {
    memory.close();
    for (GpuDevice device : memory.devices()) {
      assertThat(memory.usage(device.ordinal()).usedBytes()).isZero();
    }
  }

  @Test
  void devices_are_numbered_from_zero() {
    List<Integer> ordinals = memory.devices().stream().map(GpuDevice::ordinal).toList();
    assertThat(ordinals).isNotEmpty();
    assertThat(ordinals).isEqualTo(IntStream.range(0, ordinals.size()).boxed().toList());
  }

  @Test
  void a_device_that_is_not_there_is_refused() {
    int none = memory.devices().size();
    assertThatThrownBy(() -> memory.usage(none)).isInstanceOf(UnknownDevice.class);
    assertThatThrownBy(() -> memory.allocate(none, 1)).isInstanceOf(UnknownDevice.class);
  }

  @Test
  void bytes_come_back_as_they_went_in() {
    byte[] bytes = new byte[100_000];
    new Random(7).nextBytes(bytes);
    try (GpuBuffer buffer = memory.allocate(0, bytes.length)) {
      buffer.copyIn(0, ByteBuffer.wrap(bytes, 0, 40_000));
      buffer.copyIn(40_000, ByteBuffer.wrap(bytes, 40_000, 60_000));

      ByteBuffer all = ByteBuffer.allocate(bytes.length);
      buffer.copyOut(0, all);
      ByteBuffer part = ByteBuffer.allocateDirect(10);
      buffer.copyOut(39_995, part);

      assertThat(all.array()).isEqualTo(bytes);
      assertThat(part.flip()).isEqualTo(ByteBuffer.wrap(bytes, 39_995, 10));
    }
  }

  @Test
  void a_new_buffer_is_zeroed() {
    try (GpuBuffer buffer = memory.allocate(0, 1000)) {
      ByteBuffer all = ByteBuffer.allocate(1000);
      buffer.copyOut(0, all);
      assertThat(all.array()).isEqualTo(new byte[1000]);
    }
  }

  @Test
  void a_copy_past_the_end_is_refused() {
    try (GpuBuffer buffer = memory.allocate(0, 100)) {
      assertThatThrownBy(() -> buffer.copyIn(91, ByteBuffer.allocate(10)))
          .isInstanceOf(OutOfBufferRange.class);
      assertThatThrownBy(() -> buffer.copyOut(-1, ByteBuffer.allocate(1)))
          .isInstanceOf(OutOfBufferRange.class);
    }
  }

  @Test
  void usage_follows_allocation_and_release() {
    long before = memory.usage(0).usedBytes();
    GpuBuffer buffer = memory.allocate(0, 5000);
    assertThat(memory.usage(0).usedBytes()).isGreaterThanOrEqualTo(before + 5000);
    buffer.close();
    buffer.close();
    assertThat(memory.usage(0).usedBytes()).isEqualTo(before);
  }

  @Test
  void more_than_is_free_is_refused_and_takes_nothing() {
    MemoryUsage before = memory.usage(0);
    assertThatThrownBy(() -> memory.allocate(0, before.freeBytes() + 1))
        .isInstanceOf(OutOfGpuMemory.class)
        .hasMessageContaining("Unload artifacts");
    assertThat(memory.usage(0)).isEqualTo(before);
  }

  @Test
  void a_freed_buffer_is_never_touched() {
    GpuBuffer buffer = memory.allocate(0, 10);
    buffer.close();
    assertThatThrownBy(() -> buffer.copyOut(0, ByteBuffer.allocate(1)))
        .isInstanceOf(GpuClosed.class);
    assertThatThrownBy(() -> buffer.copyIn(0, ByteBuffer.allocate(1)))
        .isInstanceOf(GpuClosed.class);
  }

  @Test
  void a_closed_memory_allocates_nothing() {
    GpuBuffer buffer = memory.allocate(0, 10);
    memory.close();
    memory.close();
    assertThatThrownBy(() -> memory.allocate(0, 10)).isInstanceOf(GpuClosed.class);
    assertThatThrownBy(() -> buffer.copyOut(0, ByteBuffer.allocate(1)))
        .isInstanceOf(GpuClosed.class);
  }

  @Test
  void closing_under_concurrent_copies_is_safe() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 50; round++) {
        GpuBuffer buffer = memory.allocate(0, 256 * 1024);
        CountDownLatch copying = new CountDownLatch(4);
        List<Future<?>> copies =
            IntStream.range(0, 4)
                .<Future<?>>mapToObj(i -> threads.submit(() -> copyUntilFreed(buffer, copying)))
                .toList();
        copying.await(10, TimeUnit.SECONDS);
        buffer.close();
        for (Future<?> copy : copies) {
          copy.get(10, TimeUnit.SECONDS);
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void copyUntilFreed(GpuBuffer buffer, CountDownLatch copying) {
    try {
      while (true) {
        buffer.copyOut(0, ByteBuffer.allocate(64 * 1024));
        copying.countDown();
      }
    } catch (GpuClosed expected) {
      copying.countDown();
    }
  }
}
