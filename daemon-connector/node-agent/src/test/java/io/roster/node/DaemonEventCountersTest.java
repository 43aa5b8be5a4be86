/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.connector.GpuDaemonEvent.Failure;
import io.roster.connector.GpuDaemonEvent.MemoryPressure;
import io.roster.connector.GpuDaemonEvent.PressureLevel;
import io.roster.connector.GpuDaemonEvent.ReplicaEvicted;
import io.roster.connector.GpuDaemonEvent.ReplicaFailed;
import io.roster.connector.GpuDaemonEvent.ReplicaLoaded;
import io.roster.connector.GpuDaemonEvent.ReplicaUnloaded;
import io.roster.connector.MemoryId;
import io.roster.connector.ReplicaInfo;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DaemonEventCountersTest {

  private final DaemonEventCounters counters = new DaemonEventCounters();

  @Test
  void each_event_is_counted_as_what_it_is() {
    ReplicaInfo info =
        new ReplicaInfo("cgid:a", MemoryId.RAM, 1, false, 0, Instant.EPOCH, Instant.EPOCH);
    counters.count(new ReplicaLoaded(info));
    counters.count(new ReplicaLoaded(info));
    counters.count(new ReplicaUnloaded(info));
    counters.count(new ReplicaEvicted(info));
    counters.count(new ReplicaFailed("cgid:a", MemoryId.RAM, Failure.DAMAGED, "It is damaged."));
    counters.count(new MemoryPressure(MemoryId.RAM, PressureLevel.HIGH, 9, 10));
    assertThat(counters.counts()).isEqualTo(new DaemonEventCounters.Counts(2, 1, 1, 1, true));
    counters.count(new MemoryPressure(MemoryId.RAM, PressureLevel.NORMAL, 1, 10));
    assertThat(counters.counts().underPressure()).isFalse();
  }
}
