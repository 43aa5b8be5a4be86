/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.connector.ArtifactInfo;
import io.roster.connector.GpuDaemonEvent.ArtifactFailed;
import io.roster.connector.GpuDaemonEvent.ArtifactLoaded;
import io.roster.connector.GpuDaemonEvent.ArtifactUnloaded;
import io.roster.connector.GpuDaemonEvent.Failure;
import io.roster.connector.GpuDaemonEvent.MemoryPressure;
import io.roster.connector.GpuDaemonEvent.PressureLevel;
import io.roster.connector.GpuDaemonEvent.UnloadReason;
import io.roster.connector.MemoryKind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DaemonEventCountersTest {

  private final DaemonEventCounters counters = new DaemonEventCounters();

  @Test
  void each_event_is_counted_as_what_it_is() {
    ArtifactInfo info = new ArtifactInfo("cgid:a", 1, "00", MemoryKind.HOST, 0, Instant.EPOCH);
    counters.count(new ArtifactLoaded(info));
    counters.count(new ArtifactLoaded(info));
    counters.count(new ArtifactUnloaded(info, UnloadReason.REQUESTED));
    counters.count(new ArtifactUnloaded(info, UnloadReason.EVICTED));
    counters.count(new ArtifactFailed("cgid:a", Failure.DAMAGED));
    counters.count(new MemoryPressure(PressureLevel.HIGH, 9, 10));
    assertThat(counters.counts()).isEqualTo(new DaemonEventCounters.Counts(2, 1, 1, 1, true));
    counters.count(new MemoryPressure(PressureLevel.NORMAL, 1, 10));
    assertThat(counters.counts().underPressure()).isFalse();
  }
}
