/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node;

import io.roster.connector.DuplicateArtifactException;
import io.roster.connector.GpuDaemonConnection;
import io.roster.connector.GpuDaemonException;
import io.roster.connector.MemoryTarget;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Small artifacts for a demonstration. The same number gives the same bytes on every node, so that
 * nodes hold replicas of the same artifacts.
 */
final class SampleArtifacts {

  private static final int SMALLEST_BYTES = 4 * 1024;
  private static final int SIZES = 16;

  private SampleArtifacts() {}

  /** Loads the first so many; those that are there already stay. */
  static void load(GpuDaemonConnection connection, int count) throws GpuDaemonException {
    for (int number = 0; number < count; number++) {
      try {
        byte[] bytes = bytes(number);
        connection.putContentAddressed(
            index(number, bytes.length),
            bytes.length,
            new ByteArrayInputStream(bytes),
            MemoryTarget.RAM);
      } catch (DuplicateArtifactException present) {
        continue;
      }
    }
  }

  private static byte[] bytes(int number) {
    byte[] bytes = new byte[SMALLEST_BYTES * (1 + number % SIZES)];
    new SplittableRandom(number).nextBytes(bytes);
    return bytes;
  }

  /** One tensor of bytes: where it begins, how long it is, its shape, its strides, its type. */
  private static byte[] index(int number, int length) {
    String json =
        String.format("{\"sample.%04d\":[0,%d,[%d],[1],\"torch.uint8\"]}", number, length, length);
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
