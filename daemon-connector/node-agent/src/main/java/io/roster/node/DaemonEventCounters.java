/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node;

import io.roster.connector.GpuDaemonEvent;
import io.roster.connector.GpuDaemonEvent.MemoryPressure;
import io.roster.connector.GpuDaemonEvent.PressureLevel;
import io.roster.connector.GpuDaemonEvent.ReplicaEvicted;
import io.roster.connector.GpuDaemonEvent.ReplicaFailed;
import io.roster.connector.GpuDaemonEvent.ReplicaLoaded;
import io.roster.connector.GpuDaemonEvent.ReplicaUnloaded;
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
  private volatile Runnable inventoryChanged = () -> {};

  /** The counts at one moment. */
  public record Counts(
      long loaded, long unloaded, long evicted, long failed, boolean underPressure) {}

  /** Who is told whenever a replica came or went; one at a time, the last one asked for. */
  public void whenInventoryChanges(Runnable listener) {
    inventoryChanged = listener;
  }

  public void count(GpuDaemonEvent event) {
    number(event);
    switch (event.kind()) {
      case LOADED, UNLOADED, EVICTED, FAILED -> inventoryChanged.run();
      case PRESSURE, PEER_LOST -> {
        return;
      }
    }
  }

  private void number(GpuDaemonEvent event) {
    if (event instanceof ReplicaLoaded) {
      loaded.increment();
    } else if (event instanceof ReplicaUnloaded) {
      unloaded.increment();
    } else if (event instanceof ReplicaEvicted) {
      evicted.increment();
    } else if (event instanceof ReplicaFailed) {
      failed.increment();
    } else if (event instanceof MemoryPressure pressure) {
      underPressure = pressure.level() == PressureLevel.HIGH;
    }
  }

  public Counts counts() {
    return new Counts(loaded.sum(), unloaded.sum(), evicted.sum(), failed.sum(), underPressure);
  }
}
