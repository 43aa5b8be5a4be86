/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells a safetensors file by how it begins; whether it is a whole one, the node checks. */
final class Safetensors {

  private static final int LENGTH_BYTES = 8;
  private static final long MOST_HEADER_BYTES = 100_000_000;

  private Safetensors() {}

  /** Whether it begins with the length of a header that fits, and the header as an object. */
  static boolean looksLike(Path file, long size) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(LENGTH_BYTES + 2);
    }
    if (head.length < LENGTH_BYTES + 2) {
      return false;
    }
    long header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return header >= 2
        && header <= MOST_HEADER_BYTES
        && head[LENGTH_BYTES] == '{'
        && (head[LENGTH_BYTES + 1] == '"' || head[LENGTH_BYTES + 1] == '}')
        // A truncated one still counts as one, so that its owner is told of it.
        && (header <= size || file.toString().endsWith(".safetensors"));
  }
}
