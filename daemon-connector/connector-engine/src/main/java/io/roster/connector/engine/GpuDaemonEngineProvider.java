/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.engine;

import io.roster.connector.GpuDaemonEvent;
import io.roster.connector.port.DaemonEngine;
import io.roster.connector.port.DaemonEngineProvider;
import io.roster.connector.port.EnginePlan;
import io.roster.gpu.GpuException;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/** The engine of {@code gpu-jni}, with its port for other nodes. */
public final class GpuDaemonEngineProvider implements DaemonEngineProvider {

  @Override
  public DaemonEngine start(
      String daemonId,
      EnginePlan plan,
      ThreadFactory threads,
      Clock clock,
      Consumer<GpuDaemonEvent> events)
      throws IOException {
    try {
      return new GpuDaemonEngine(StartedEngine.start(daemonId, plan, threads, clock, events));
    } catch (GpuException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
