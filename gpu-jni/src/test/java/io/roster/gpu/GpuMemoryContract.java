/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link GpuMemory} keeps; a subclass says which one. */
public abstract class GpuMemoryContract {

  private static final int CAPACITY = 16 * 1024 * 1024;

  private GpuMemory memory;

  /** A memory whose device 0 can hold exactly that much. */
  protected abstract GpuMemory createMemory(long capacityBytes);

  @BeforeEach
  void create() {
    memory = createMemory(CAPACITY);
  }

  @AfterEach
  void everything_is_freed_by_close() {
    memory.close();
    assertThat(memory.bufferCount()).isZero();
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
  void direct_and_other_buffers_are_copied_alike() {
    ByteBuffer direct = ByteBuffer.allocateDirect(70_000).put(bytes(3, 70_000)).flip();
    try (GpuBuffer buffer = memory.allocate(0, 70_000)) {
      buffer.copyIn(0, direct.position(10));
      buffer.copyIn(69_990, ByteBuffer.wrap(bytes(3, 10)));

      ByteBuffer back = ByteBuffer.allocateDirect(70_000);
      buffer.copyOut(0, back);

      assertThat(direct.hasRemaining()).isFalse();
      assertThat(back.flip().slice(0, 69_990)).isEqualTo(direct.position(10));
      assertThat(back.slice(69_990, 10)).isEqualTo(ByteBuffer.wrap(bytes(3, 10)));
    }
  }

  @Test
  void a_range_is_filled_and_handed_out_in_its_order() throws IOException {
    byte[] bytes = bytes(4, 9_000_001);
    try (GpuBuffer buffer = memory.allocate(0, bytes.length)) {
      ByteBuffer source = ByteBuffer.wrap(bytes, 7, bytes.length - 7);
      buffer.fill(7, bytes.length - 7, piece -> move(source, piece));
      buffer.copyIn(0, ByteBuffer.wrap(bytes, 0, 7));

      ByteBuffer all = ByteBuffer.allocate(bytes.length);
      buffer.drain(0, bytes.length, all::put);
      assertThat(all.array()).isEqualTo(bytes);
    }
  }

  @Test
  void a_filler_that_fails_harms_only_the_range() throws IOException {
    try (GpuBuffer buffer = memory.allocate(0, 100)) {
      assertThatThrownBy(
              () ->
                  buffer.fill(
                      0,
                      100,
                      piece -> {
                        throw new IOException("cable out");
                      }))
          .isInstanceOf(IOException.class);
      buffer.copyIn(0, ByteBuffer.wrap(bytes(1, 100)));
      assertThat(buffer.checksum(0, 100)).isEqualTo(crc(bytes(1, 100), 0, 100));
    }
  }

  @Test
  void a_checksum_is_the_crc_32c_of_any_range() {
    byte[] bytes = bytes(5, 5_000_003);
    try (GpuBuffer other = memory.allocate(0, 1000);
        GpuBuffer buffer = memory.allocate(0, bytes.length)) {
      other.copyIn(0, ByteBuffer.wrap(bytes, 0, 1000));
      buffer.copyIn(0, ByteBuffer.wrap(bytes));
      int[][] ranges = {
        {0, 5_000_003},
        {0, 1},
        {0, 1023},
        {0, 1024},
        {0, 1025},
        {4096, 1_000_000},
        {5, 70_001},
        {4_194_304, 5_000_003 - 4_194_304},
        {0, 0}
      };
      for (int[] range : ranges) {
        assertThat(buffer.checksum(range[0], range[1]))
            .as("%d bytes at %d", range[1], range[0])
            .isEqualTo(crc(bytes, range[0], range[1]));
      }
      assertThat(other.checksum(0, 1000)).isEqualTo(crc(bytes, 0, 1000));
    }
  }

  @Test
  void a_range_is_copied_to_another_buffer() {
    byte[] bytes = bytes(6, 3_000_000);
    try (GpuBuffer from = memory.allocate(0, bytes.length);
        GpuBuffer to = memory.allocate(0, bytes.length)) {
      from.copyIn(0, ByteBuffer.wrap(bytes));
      from.copyTo(to, 0, 1_000_000);
      from.copyTo(to, 1_000_000, 2_000_000);
      assertThat(to.checksum(0, bytes.length)).isEqualTo(crc(bytes, 0, bytes.length));
    }
  }

  @Test
  void free_memory_is_used_however_scattered_it_is() {
    List<GpuBuffer> small = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      small.add(memory.allocate(0, CAPACITY / 16));
    }
    for (int i = 0; i < 16; i += 2) {
      small.get(i).close();
    }
    byte[] bytes = bytes(8, CAPACITY / 2);
    try (GpuBuffer scattered = memory.allocate(0, bytes.length)) {
      scattered.copyIn(0, ByteBuffer.wrap(bytes));
      ByteBuffer back = ByteBuffer.allocate(bytes.length);
      scattered.copyOut(0, back);
      assertThat(back.array()).isEqualTo(bytes);
      assertThat(scattered.checksum(1024, 3_000_000)).isEqualTo(crc(bytes, 1024, 3_000_000));
    }
    small.forEach(GpuBuffer::close);
    assertThat(memory.usage(0).usedBytes()).isZero();
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
        .isInstanceOf(OutOfSpace.class)
        .hasMessageContaining("Unload or unpin artifacts");
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

  private static void move(ByteBuffer source, ByteBuffer piece) {
    while (piece.hasRemaining()) {
      piece.put(source.get());
    }
  }

  private static int crc(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  private static byte[] bytes(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
