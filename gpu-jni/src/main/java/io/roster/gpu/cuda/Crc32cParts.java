/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.cuda;

import java.nio.IntBuffer;

/**
 * The CRC-32C of a range, joined from those of its parts. The register of the checksum changes
 * linearly: what a part does to it is what zeros of the part's length do, and the part's own value
 * that was begun at 0.
 */
final class Crc32cParts {

  static final int PART_BYTES = 1024;

  private static final int POLYNOMIAL = 0x82f63b78;
  private static final int TABLE_WORDS = 256;
  private static final int[] TABLES = makeTables();
  private static final int[] OVER_ONE_PART = makeOverOnePart();

  private int register = -1;

  /** How many parts a range has. */
  static int count(int length) {
    return (length + PART_BYTES - 1) / PART_BYTES;
  }

  /** The tables for four bytes a step, one behind the other, as the kernel wants them. */
  static int[] tables() {
    return TABLES.clone();
  }

  /** Goes over the parts of the next {@code length} bytes. */
  void add(IntBuffer parts, int length) {
    int left = length;
    for (int part = 0; part < count(length); part++) {
      int bytes = Math.min(PART_BYTES, left);
      register = overZeros(register, bytes) ^ parts.get(part);
      left -= bytes;
    }
  }

  int value() {
    return ~register;
  }

  private static int overZeros(int register, int bytes) {
    if (bytes == PART_BYTES) {
      return OVER_ONE_PART[register & 0xff]
          ^ OVER_ONE_PART[TABLE_WORDS + ((register >>> 8) & 0xff)]
          ^ OVER_ONE_PART[2 * TABLE_WORDS + ((register >>> 16) & 0xff)]
          ^ OVER_ONE_PART[3 * TABLE_WORDS + (register >>> 24)];
    }
    return overZerosByteByByte(register, bytes);
  }

  private static int overZerosByteByByte(int register, int bytes) {
    int now = register;
    for (int i = 0; i < bytes; i++) {
      now = (now >>> 8) ^ TABLES[now & 0xff];
    }
    return now;
  }

  private static int[] makeTables() {
    int[] tables = new int[4 * TABLE_WORDS];
    for (int value = 0; value < TABLE_WORDS; value++) {
      int register = value;
      for (int bit = 0; bit < 8; bit++) {
        register = (register >>> 1) ^ ((register & 1) == 0 ? 0 : POLYNOMIAL);
      }
      tables[value] = register;
    }
    for (int i = TABLE_WORDS; i < tables.length; i++) {
      int before = tables[i - TABLE_WORDS];
      tables[i] = (before >>> 8) ^ tables[before & 0xff];
    }
    return tables;
  }

  private static int[] makeOverOnePart() {
    int[] table = new int[4 * TABLE_WORDS];
    for (int at = 0; at < 4; at++) {
      for (int value = 0; value < TABLE_WORDS; value++) {
        table[at * TABLE_WORDS + value] = overZerosByteByByte(value << (8 * at), PART_BYTES);
      }
    }
    return table;
  }
}
