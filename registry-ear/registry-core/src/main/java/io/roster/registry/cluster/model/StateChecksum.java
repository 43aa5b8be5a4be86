/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.model;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/**
 * The fingerprint of a worker's inventory, which daemon and registry must compute alike: FNV-1a, 64
 * bit, over the replicas' lines in byte order.
 */
public final class StateChecksum {

  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private static final Comparator<Line> ORDER =
      Comparator.comparing(Line::artifactId, StateChecksum::byBytes)
          .thenComparing(Line::viewId, StateChecksum::byBytes)
          .thenComparing(Line::memoryType, StateChecksum::byBytes)
          .thenComparingLong(Line::countedDevice);

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
      long nodePort,
      long deviceId,
      String memoryType,
      boolean available) {

    long countedDevice() {
      return memoryType.equals("GPU") ? deviceId : 0;
    }

    String text() {
      return String.join(
              ":",
              artifactId,
              viewId,
              nodeId,
              nodeAddress,
              Long.toString(nodePort),
              Long.toString(countedDevice()),
              memoryType,
              available ? "1" : "0")
          + ";";
    }
  }

  private StateChecksum() {}

  /**
   * Orders text by its UTF-8 bytes, as the daemons do. Java's own order differs only where one of
   * two characters needs a pair of units: that one has more bytes than all others, but its units
   * come before some of them.
   */
  private static int byBytes(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char ofLeft = left.charAt(i);
      char ofRight = right.charAt(i);
      if (ofLeft != ofRight) {
        boolean paired = Character.isSurrogate(ofLeft);
        return paired == Character.isSurrogate(ofRight)
            ? Character.compare(ofLeft, ofRight)
            : paired ? 1 : -1;
      }
    }
    return Integer.compare(left.length(), right.length());
  }

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
