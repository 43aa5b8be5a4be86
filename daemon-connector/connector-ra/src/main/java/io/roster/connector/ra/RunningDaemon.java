/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra;

import io.roster.connector.DaemonStatus;
import io.roster.connector.GpuDaemonEvent;
import io.roster.gpu.ArtifactStore;
import io.roster.gpu.EvictionPolicy;
import io.roster.gpu.HostGpuMemory;
import io.roster.gpu.MemoryUsage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/** The daemon from one start to the next stop: its identity and its engine. */
public final class RunningDaemon implements AutoCloseable {

  private final DaemonIdentity identity;
  private final ArtifactStore store;
  private volatile boolean running = true;

  private RunningDaemon(DaemonIdentity identity, ArtifactStore store) {
    this.identity = identity;
    this.store = store;
  }

  static RunningDaemon start(
      Path dataDir,
      Optional<String> configuredId,
      long memoryBytes,
      EvictionPolicy eviction,
      Consumer<GpuDaemonEvent> events)
      throws IOException {
    DaemonIdentity identity = DaemonIdentity.claim(dataDir, configuredId);
    ArtifactStore store =
        new ArtifactStore(
            new HostGpuMemory(memoryBytes),
            eviction,
            Clock.systemUTC(),
            event -> events.accept(Values.event(event)));
    return new RunningDaemon(identity, store);
  }

  public String daemonId() {
    return identity.daemonId();
  }

  /** The engine; it refuses every call once this daemon was closed. */
  public ArtifactStore store() {
    return store;
  }

  public boolean isRunning() {
    return running;
  }

  public DaemonStatus status() {
    MemoryUsage usage = store.usage();
    return new DaemonStatus(
        daemonId(),
        usage.capacityBytes(),
        usage.usedBytes(),
        store.list().size(),
        store.devices().stream().map(Values::info).toList());
  }

  @Override
  public void close() {
    running = false;
    store.close();
    identity.close();
  }
}
