/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.reconcile;

import io.roster.node.inventory.Memory;
import io.roster.node.inventory.ReplicaPlace;
import io.roster.node.registry.NodeIdentity;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;

/**
 * The fingerprint of this node's inventory, which the registry must compute alike: FNV-1a, 64 bit,
 * over one line for each replica, in the order of their bytes.
 */
public final class StateChecksum {

  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  /**
   * One replica, as far as the checksum looks at it. Its texts are UTF-8, since they are ordered by
   * their bytes and not by Java's UTF-16 units.
   */
  record Line(byte[] artifact, byte[] view, byte[] memory, int device, boolean available) {

    /**
     * A line.
     *
     * @param view empty for the canonical bytes
     */
    static Line of(ReplicaPlace place, String view, boolean available) {
      int counted = place.memory() == Memory.GPU ? place.device() : 0;
      return new Line(
          utf8(place.artifactId()), utf8(view), utf8(place.memory().name()), counted, available);
    }
  }

  private static final Comparator<Line> ORDER =
      Comparator.comparing(Line::artifact, Arrays::compareUnsigned)
          .thenComparing(Line::view, Arrays::compareUnsigned)
          .thenComparing(Line::memory, Arrays::compareUnsigned)
          .thenComparingInt(Line::device);

  private final byte[] node;

  StateChecksum(NodeIdentity identity) {
    this(identity.nodeId(), identity.address(), identity.p2pPort());
  }

  /** That of a node by what the registry knows it by. */
  public StateChecksum(String nodeId, String address, int p2pPort) {
    node = utf8(":" + nodeId + ":" + address + ":" + p2pPort + ":");
  }

  /** Of replicas that are held here: canonical, and available. */
  public String of(Collection<ReplicaPlace> held) {
    return ofLines(held.stream().map(place -> Line.of(place, "", true)).toList());
  }

  /** Sixteen lower-case hex digits. */
  String ofLines(Collection<Line> lines) {
    long hash = OFFSET_BASIS;
    for (Line line : lines.stream().sorted(ORDER).toList()) {
      hash = mix(hash, line.artifact());
      hash = mix(hash, utf8(":"));
      hash = mix(hash, line.view());
      hash = mix(hash, node);
      hash = mix(hash, utf8(line.device() + ":"));
      hash = mix(hash, line.memory());
      hash = mix(hash, utf8(line.available() ? ":1;" : ":0;"));
    }
    return HexFormat.of().toHexDigits(hash);
  }

  private static long mix(long hash, byte[] text) {
    long mixed = hash;
    for (byte unit : text) {
      mixed = (mixed ^ (unit & 0xff)) * PRIME;
    }
    return mixed;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
