/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.IntBuffer;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Crc32cPartsTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 1023, 1024, 1025, 4096, 100_000})
  void parts_join_to_the_crc_32c(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);

    Crc32cParts joined = new Crc32cParts();
    joined.add(parts(bytes), length);

    assertThat(joined.value()).isEqualTo(crc(bytes));
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 5 * 1024})
  void ranges_join_too(int firstLength) {
    byte[] bytes = new byte[10_000];
    new Random(1).nextBytes(bytes);
    byte[] first = java.util.Arrays.copyOf(bytes, firstLength);
    byte[] second = java.util.Arrays.copyOfRange(bytes, firstLength, bytes.length);

    Crc32cParts joined = new Crc32cParts();
    joined.add(parts(first), first.length);
    joined.add(parts(second), second.length);

    assertThat(joined.value()).isEqualTo(crc(bytes));
  }

  /** What the kernel gives, computed byte by byte. */
  private static IntBuffer parts(byte[] bytes) {
    int[] table = Crc32cParts.tables();
    int[] parts = new int[Crc32cParts.count(bytes.length)];
    for (int i = 0; i < bytes.length; i++) {
      int part = i / Crc32cParts.PART_BYTES;
      parts[part] = parts[part] >>> 8 ^ table[(parts[part] ^ bytes[i]) & 0xff];
    }
    return IntBuffer.wrap(parts);
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
