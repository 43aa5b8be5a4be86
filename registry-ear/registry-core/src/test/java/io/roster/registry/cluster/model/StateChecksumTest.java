/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.registry.cluster.model.StateChecksum.Line;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StateChecksumTest {

  @Test
  void nothing_has_the_offset_basis() {
    assertThat(StateChecksum.of(List.of())).isEqualTo("cbf29ce484222325");
  }

  @Test
  void one_replica_in_ram() {
    Line line = new Line("artifact-format", "", "node-format", "10.0.0.1", 50_051, 0, "RAM", true);
    assertThat(StateChecksum.of(List.of(line))).isEqualTo("b3ad003eea50cad6");
    Line numbered =
        new Line("artifact-format", "", "node-format", "10.0.0.1", 50_051, 3, "RAM", true);
    assertThat(StateChecksum.of(List.of(numbered))).isEqualTo("b3ad003eea50cad6");
  }

  @Test
  void the_order_of_the_inventory_does_not_matter() {
    List<Line> lines =
        new ArrayList<>(
            List.of(
                gpu("", 0, true),
                gpu("", 1, false),
                new Line("mi2:aaa:bbb", "", "node-1", "10.0.0.20", 65_090, 0, "RAM", true),
                gpu("view-7", 0, true)));
    for (int seed = 0; seed < 24; seed++) {
      Collections.shuffle(lines, new Random(seed));
      assertThat(StateChecksum.of(lines)).as("seed %d", seed).isEqualTo("fd783f277cf0ce6e");
    }
  }

  private static Line gpu(String view, int device, boolean available) {
    return new Line("mi2:aaa:bbb", view, "node-1", "10.0.0.20", 65_090, device, "GPU", available);
  }
}
