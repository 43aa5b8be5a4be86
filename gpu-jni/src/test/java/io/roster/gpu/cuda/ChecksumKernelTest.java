/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of the kernel, run on the processor: what it computes, not how fast. */
class ChecksumKernelTest {

  private static final int TABLES = 256;
  private static final int PARTS = 8192;
  private static final int DATA = 16384;

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 1023, 1024, 1025, 20_000, 70_003})
  void its_parts_join_to_the_crc_32c(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    ByteBuffer global = ByteBuffer.allocate(DATA + length + 100).order(ByteOrder.LITTLE_ENDIAN);
    global.asIntBuffer().put(TABLES / 4, Crc32cParts.tables());
    global.put(DATA, bytes);

    new PtxMachine(
            new String(ChecksumKernel.ptx(), StandardCharsets.UTF_8),
            global,
            Map.of(
                "data", (long) DATA,
                "length", (long) length,
                "part_bytes", (long) Crc32cParts.PART_BYTES,
                "tables", (long) TABLES,
                "parts", (long) PARTS))
        .launch((Crc32cParts.count(length) + 31) / 32, 32);

    Crc32cParts joined = new Crc32cParts();
    joined.add(
        global.slice(PARTS, DATA - PARTS).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer(), length);
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    assertThat(joined.value()).isEqualTo((int) crc.getValue());
  }
}
