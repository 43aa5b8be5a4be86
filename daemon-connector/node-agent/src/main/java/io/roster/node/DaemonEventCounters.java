/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node;

import io.roster.connector.GpuDaemonEvent;
import io.roster.connector.GpuDaemonEvent.ArtifactFailed;
import io.roster.connector.GpuDaemonEvent.ArtifactLoaded;
import io.roster.connector.GpuDaemonEvent.ArtifactUnloaded;
import io.roster.connector.GpuDaemonEvent.MemoryPressure;
import io.roster.connector.GpuDaemonEvent.PressureLevel;
import io.roster.connector.GpuDaemonEvent.UnloadReason;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import java.util.concurrent.atomic.LongAdder;

/** Counts the daemon's events since the node started. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class DaemonEventCounters {

  private final LongAdder loaded = new LongAdder();
  private final LongAdder unloaded = new LongAdder();
  private final LongAdder evicted = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private volatile boolean underPressure;

  /** The counts at one moment. */
  public record Counts(
      long loaded, long unloaded, long evicted, long failed, boolean underPressure) {}

  public void count(GpuDaemonEvent event) {
    if (event instanceof ArtifactLoaded) {
      loaded.increment();
    } else if (event instanceof ArtifactUnloaded gone) {
      (gone.reason() == UnloadReason.EVICTED ? evicted : unloaded).increment();
    } else if (event instanceof ArtifactFailed) {
      failed.increment();
    } else if (event instanceof MemoryPressure pressure) {
      underPressure = pressure.level() == PressureLevel.HIGH;
    }
  }

  public Counts counts() {
    return new Counts(loaded.sum(), unloaded.sum(), evicted.sum(), failed.sum(), underPressure);
  }
}
