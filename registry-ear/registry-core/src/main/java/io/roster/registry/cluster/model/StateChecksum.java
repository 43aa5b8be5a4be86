/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The fingerprint of a worker's inventory, which daemon and registry must compute alike: FNV-1a, 64
 * bit, over the replicas' lines in byte order.
 */
public final class StateChecksum {

  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  /** Text is ordered by its UTF-8 bytes, as the daemons order it, not by Java's UTF-16 units. */
  private static final Comparator<String> BY_BYTES =
      (left, right) ->
          Arrays.compareUnsigned(
              left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));

  private static final Comparator<Line> ORDER =
      Comparator.comparing(Line::artifactId, BY_BYTES)
          .thenComparing(Line::viewId, BY_BYTES)
          .thenComparing(Line::memoryType, BY_BYTES)
          .thenComparingInt(Line::countedDevice);

  /**
   * One replica, as far as the checksum looks at it.
   *
   * @param viewId empty for the canonical bytes
   * @param memoryType GPU, RAM or DISK
   */
  public record Line(
      String artifactId,
      String viewId,
      String nodeId,
      String nodeAddress,
      int nodePort,
      int deviceId,
      String memoryType,
      boolean available) {

    int countedDevice() {
      return memoryType.equals("GPU") ? deviceId : 0;
    }

    String text() {
      return String.join(
              ":",
              artifactId,
              viewId,
              nodeId,
              nodeAddress,
              Integer.toString(nodePort),
              Integer.toString(countedDevice()),
              memoryType,
              available ? "1" : "0")
          + ";";
    }
  }

  private StateChecksum() {}

  /** Sixteen lower-case hex digits. */
  public static String of(List<Line> inventory) {
    long hash = OFFSET_BASIS;
    for (Line line : inventory.stream().sorted(ORDER).toList()) {
      for (byte unit : line.text().getBytes(StandardCharsets.UTF_8)) {
        hash = (hash ^ (unit & 0xff)) * PRIME;
      }
    }
    return String.format("%016x", hash);
  }
}
