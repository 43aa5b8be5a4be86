/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.registry.replica.ExportState;
import io.roster.registry.replica.ReplicaExport;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicaExportTest {

  @Test
  void a_sound_export_stays() {
    assertKept(export(ExportState.EXPORTABLE, List.of("a", "b"), List.of(60L, 40L)), 100);
    assertKept(export(ExportState.DRAINING, List.of("a"), List.of(100L)), 100);
  }

  @Test
  void presence_only_has_no_buffers_but_keeps_its_generation() {
    assertCleared(export(ExportState.PRESENCE_ONLY, List.of("a"), List.of(100L)), 100);
  }

  @Test
  void an_export_without_keys_is_presence() {
    assertCleared(export(ExportState.EXPORTABLE, List.of(), List.of()), 100);
  }

  @Test
  void draining_needs_no_keys() {
    assertKept(export(ExportState.DRAINING, List.of(), List.of()), 100);
  }

  @Test
  void keys_and_sizes_go_in_pairs() {
    assertCleared(export(ExportState.EXPORTABLE, List.of("a", "b"), List.of(100L)), 100);
    assertCleared(export(ExportState.EXPORTABLE, List.of("a"), List.of()), 100);
    assertCleared(export(ExportState.DRAINING, List.of(), List.of(100L)), 100);
  }

  @Test
  void every_buffer_has_bytes() {
    assertCleared(export(ExportState.EXPORTABLE, List.of("a", "b"), List.of(100L, 0L)), 100);
  }

  @Test
  void the_buffers_add_up_to_the_size_when_it_is_known() {
    assertCleared(export(ExportState.EXPORTABLE, List.of("a"), List.of(99L)), 100);
    assertKept(export(ExportState.EXPORTABLE, List.of("a"), List.of(99L)), 0);
  }

  @Test
  void sizes_are_unsigned_and_a_sum_that_runs_over_adds_up_to_nothing() {
    assertKept(export(ExportState.EXPORTABLE, List.of("a", "b"), List.of(-10L, 4L)), -6);
    assertCleared(export(ExportState.EXPORTABLE, List.of("a", "b"), List.of(-10L, 20L)), 10);
  }

  private static void assertKept(ReplicaExport export, long memorySize) {
    assertThat(export.normalised(memorySize)).isEqualTo(export);
  }

  private static void assertCleared(ReplicaExport export, long memorySize) {
    assertThat(export.normalised(memorySize)).isEqualTo(ReplicaExport.presenceOnly(9));
  }

  private static ReplicaExport export(ExportState state, List<String> keys, List<Long> sizes) {
    return new ReplicaExport(state, 9, keys, sizes, "{}");
  }
}
