/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.client;

import io.roster.wire.common.v1.ByteSpaceKind;
import io.roster.wire.common.v1.MemoryInfo;
import io.roster.wire.common.v1.MemoryType;
import io.roster.wire.common.v1.ReplicaInfo;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The checksum of a worker's inventory as a daemon computes it, written from the contract alone:
 * what the registry computes is held against it, never against itself.
 */
public final class StateChecksum {

  /** FNV-1a, 64 bit. */
  private static final long START = 0xcbf29ce484222325L;

  private static final long PRIME = 0x100000001b3L;

  private static final Comparator<String> BY_BYTES =
      (one, other) -> Arrays.compareUnsigned(utf8(one), utf8(other));
  private static final Comparator<ReplicaInfo> ORDER =
      Comparator.<ReplicaInfo, String>comparing(entry -> entry.getRef().getArtifactId(), BY_BYTES)
          .thenComparing(StateChecksum::view, BY_BYTES)
          .thenComparing(StateChecksum::memory, BY_BYTES)
          .thenComparingLong(StateChecksum::device);

  private StateChecksum() {}

  public static String of(ReplicaInfo... inventory) {
    return of(List.of(inventory));
  }

  public static String of(Collection<ReplicaInfo> inventory) {
    String text =
        inventory.stream().sorted(ORDER).map(StateChecksum::line).collect(Collectors.joining());
    long hash = START;
    for (byte each : utf8(text)) {
      hash = (hash ^ (each & 0xff)) * PRIME;
    }
    return HexFormat.of().toHexDigits(hash);
  }

  private static String line(ReplicaInfo entry) {
    MemoryInfo info = entry.getMemoryInfo();
    return String.join(
            ":",
            entry.getRef().getArtifactId(),
            view(entry),
            info.getNodeId(),
            info.getNodeAddress(),
            Integer.toUnsignedString(info.getNodePort()),
            Long.toString(device(entry)),
            memory(entry),
            entry.getStats().getIsAvailable() ? "1" : "0")
        + ";";
  }

  private static String view(ReplicaInfo entry) {
    boolean isView =
        entry.getMemoryInfo().getByteSpace().getKind() == ByteSpaceKind.BYTE_SPACE_KIND_VIEW;
    return isView ? entry.getMemoryInfo().getByteSpace().getId().strip() : "";
  }

  private static String memory(ReplicaInfo entry) {
    MemoryType type = entry.getMemoryInfo().getMemoryType();
    return type == MemoryType.MEMORY_TYPE_GPU
        ? "GPU"
        : type == MemoryType.MEMORY_TYPE_RAM ? "RAM" : "DISK";
  }

  private static long device(ReplicaInfo entry) {
    return memory(entry).equals("GPU")
        ? Integer.toUnsignedLong(entry.getMemoryInfo().getDeviceId())
        : 0;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
