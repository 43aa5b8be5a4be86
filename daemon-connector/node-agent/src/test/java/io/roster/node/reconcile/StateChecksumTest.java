/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.node.inventory.Memory;
import io.roster.node.inventory.ReplicaPlace;
import io.roster.node.reconcile.StateChecksum.Line;
import io.roster.node.registry.NodeIdentity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The examples that the registry's own algorithm is held by. */
class StateChecksumTest {

  private final StateChecksum one =
      new StateChecksum(new NodeIdentity("node-format", "d", "10.0.0.1", 1, 50_051));
  private final StateChecksum other =
      new StateChecksum(new NodeIdentity("node-1", "d", "10.0.0.20", 1, 65_090));

  @Test
  void nothing_has_the_offset_basis() {
    assertThat(one.of(List.of())).isEqualTo("cbf29ce484222325");
  }

  @Test
  void one_replica_in_ram() {
    assertThat(one.of(List.of(new ReplicaPlace("artifact-format", Memory.RAM, 0))))
        .isEqualTo("b3ad003eea50cad6");
    assertThat(one.of(List.of(new ReplicaPlace("artifact-format", Memory.RAM, 3))))
        .as("only GPUs are numbered")
        .isEqualTo("b3ad003eea50cad6");
  }

  @Test
  void the_order_of_the_inventory_does_not_matter() {
    ReplicaPlace gpu = new ReplicaPlace("mi2:aaa:bbb", Memory.GPU, 0);
    List<Line> lines =
        new ArrayList<>(
            List.of(
                Line.of(gpu, "", true),
                Line.of(new ReplicaPlace("mi2:aaa:bbb", Memory.GPU, 1), "", false),
                Line.of(new ReplicaPlace("mi2:aaa:bbb", Memory.RAM, 0), "", true),
                Line.of(gpu, "view-7", true)));
    for (int seed = 0; seed < 24; seed++) {
      Collections.shuffle(lines, new Random(seed));
      assertThat(other.ofLines(lines)).as("seed %d", seed).isEqualTo("fd783f277cf0ce6e");
    }
  }

  @Test
  void text_is_ordered_by_its_bytes() {
    // In UTF-16 the second comes first, in UTF-8 the first does.
    String bmp = "\uffee";
    String beyond = "\ud83d\ude00";
    assertThat(bmp.compareTo(beyond)).isPositive();
    List<ReplicaPlace> places =
        List.of(new ReplicaPlace(beyond, Memory.RAM, 0), new ReplicaPlace(bmp, Memory.RAM, 0));
    assertThat(one.of(places)).isEqualTo(fnv(bmp, beyond));
  }

  private static String fnv(String... artifacts) {
    long hash = 0xcbf29ce484222325L;
    for (String artifact : artifacts) {
      String line = artifact + "::node-format:10.0.0.1:50051:0:RAM:1;";
      for (byte unit : line.getBytes(StandardCharsets.UTF_8)) {
        hash = (hash ^ (unit & 0xff)) * 0x100000001b3L;
      }
    }
    return String.format("%016x", hash);
  }
}
