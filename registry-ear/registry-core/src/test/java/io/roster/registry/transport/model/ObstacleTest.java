/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.replica.ExportState;
import io.roster.registry.replica.MemoryType;
import io.roster.registry.replica.ReplicaExport;
import io.roster.registry.replica.ReplicaPlace;
import io.roster.registry.replica.ReplicaView;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObstacleTest {

  @Test
  void an_export_that_is_whole_is_no_obstacle() {
    assertThat(in(ExportState.EXPORTABLE, List.of("k1", "k2"), List.of(4L, 6L), 10)).isEmpty();
    assertThat(in(ExportState.EXPORTABLE, List.of("k1", "k2"), List.of(4L, 6L), 0)).isEmpty();
    assertThat(
            in(ExportState.EXPORTABLE, List.of("k1", "k2"), List.of(Long.MAX_VALUE, 1L), 1L << 63))
        .as("unsigned")
        .isEmpty();
  }

  @Test
  void what_an_export_lacks_is_named() {
    assertThat(in(ExportState.DRAINING, List.of("k"), List.of(10L), 10))
        .contains(Obstacle.EXPORT_STATE);
    assertThat(in(ExportState.EXPORTABLE, List.of(), List.of(10L), 10))
        .contains(Obstacle.TRANSPORT_MISSING);
    assertThat(in(ExportState.EXPORTABLE, List.of("k"), List.of(4L, 6L), 10))
        .contains(Obstacle.TRANSPORT_SIZE_MISMATCH);
    assertThat(in(ExportState.EXPORTABLE, List.of("k1", "k2"), List.of(0L, 10L), 10))
        .contains(Obstacle.TRANSPORT_SIZE_ZERO);
    assertThat(in(ExportState.EXPORTABLE, List.of("k1", "k2"), List.of(4L, 7L), 10))
        .contains(Obstacle.TRANSPORT_SIZE_SUM);
  }

  @Test
  void the_reasons_are_those_of_the_metric_and_come_back_as_what_they_were() {
    assertThat(Arrays.stream(Obstacle.values()).map(Obstacle::reason))
        .containsExactly(
            "worker_missing",
            "worker_not_accepting",
            "worker_draining",
            "heartbeat_stale",
            "replica_unavailable",
            "over_capacity",
            "export_state",
            "transport_missing",
            "transport_size_mismatch",
            "transport_size_zero",
            "transport_size_sum");
    assertThat(Obstacle.values())
        .allSatisfy(obstacle -> assertThat(Obstacle.of(obstacle.reason())).isEqualTo(obstacle));
  }

  private static Optional<Obstacle> in(
      ExportState state, List<String> keys, List<Long> sizes, long memorySize) {
    return Obstacle.inExport(
        new ReplicaView(
            new java.util.UUID(0, 1),
            new ReplicaPlace("a", "", "n", "10.0.0.1", 65_090, MemoryType.GPU, 0),
            new WorkerId("w"),
            memorySize,
            1,
            true,
            new ReplicaExport(state, 1, keys, sizes, ""),
            Instant.EPOCH,
            Instant.EPOCH,
            Optional.empty()));
  }
}
