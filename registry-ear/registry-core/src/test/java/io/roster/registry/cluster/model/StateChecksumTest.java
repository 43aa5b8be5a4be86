/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.registry.cluster.model.StateChecksum.Line;
import java.nio.charset.StandardCharsets;
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

  @Test
  void text_is_ordered_by_its_bytes_where_java_would_order_it_otherwise() {
    // U+1F600 has four bytes and comes after U+FF21, though its first unit comes before.
    List<Line> ordered =
        List.of(named("Az"), named("A\uFF21"), named("A\uFF21b"), named("A\uD83D\uDE00"));
    assertThat(
            StateChecksum.of(
                List.of(ordered.get(3), ordered.get(1), ordered.get(2), ordered.get(0))))
        .isEqualTo(fnv1a(ordered));
  }

  private static Line named(String artifact) {
    return new Line(artifact, "", "n", "10.0.0.1", 1, 0, "RAM", true);
  }

  /** The hash of these lines in this order. */
  private static String fnv1a(List<Line> lines) {
    long hash = 0xcbf29ce484222325L;
    for (Line line : lines) {
      for (byte unit :
          (line.artifactId() + "::n:10.0.0.1:1:0:RAM:1;").getBytes(StandardCharsets.UTF_8)) {
        hash = (hash ^ (unit & 0xff)) * 0x100000001b3L;
      }
    }
    return String.format("%016x", hash);
  }

  private static Line gpu(String view, int device, boolean available) {
    return new Line("mi2:aaa:bbb", view, "node-1", "10.0.0.20", 65_090, device, "GPU", available);
  }
}
