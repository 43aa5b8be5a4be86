/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra;

import io.roster.connector.DaemonStatus;
import io.roster.connector.GpuDaemonEvent;
import io.roster.connector.GpuDaemonException;
import io.roster.connector.port.DaemonEngine;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon from one start to the next stop. It is built up from its identity over the engine's
 * classes to the engine, and taken down in the opposite order: the data directory is free for the
 * next daemon only when nothing touches it any more.
 */
public final class RunningDaemon implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunningDaemon.class);

  private final DaemonIdentity identity;
  private final DaemonEngine engine;
  private final Deque<AutoCloseable> parts;
  private volatile boolean running = true;

  private RunningDaemon(DaemonIdentity identity, DaemonEngine engine, Deque<AutoCloseable> parts) {
    this.identity = identity;
    this.engine = engine;
    this.parts = parts;
  }

  /**
   * Starts it; what was built before a failure is taken down again.
   *
   * @throws IOException with a sentence, if the data directory, the memories or the port cannot be
   *     had
   * @throws GpuDaemonException if the engine failed at once
   */
  static RunningDaemon start(
      DaemonConfiguration configuration,
      ThreadFactory threads,
      Clock clock,
      Consumer<GpuDaemonEvent> events)
      throws IOException, GpuDaemonException {
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    boolean complete = false;
    try {
      DaemonIdentity identity =
          pushed(parts, DaemonIdentity.claim(configuration.dataDir(), configuration.daemonId()));
      EngineClasses classes = pushed(parts, EngineClasses.open());
      DaemonEngine engine =
          pushed(
              parts,
              classes
                  .provider()
                  .start(identity.daemonId(), configuration.engine(), threads, clock, events));
      logStart(configuration, engine.status());
      complete = true;
      return new RunningDaemon(identity, engine, parts);
    } finally {
      if (!complete) {
        closeAll(parts);
      }
    }
  }

  private static void logStart(DaemonConfiguration configuration, DaemonStatus status) {
    LOG.info(
        "daemon_started daemon={} memories={} peer_port={} data_dir={}",
        status.daemonId(),
        status.memories(),
        status.peerPort(),
        configuration.dataDir());
  }

  private static <T extends AutoCloseable> T pushed(Deque<AutoCloseable> parts, T part) {
    parts.push(part);
    return part;
  }

  private static void closeAll(Deque<AutoCloseable> parts) {
    for (AutoCloseable part = parts.poll(); part != null; part = parts.poll()) {
      try {
        part.close();
      } catch (Exception e) {
        // The others have to be closed all the same.
        LOG.warn("daemon_part_not_closed code=ROS-2204", e);
      }
    }
  }

  public String daemonId() {
    return identity.daemonId();
  }

  /** The engine; it refuses every call once this daemon was closed. */
  public DaemonEngine engine() {
    return engine;
  }

  public boolean isRunning() {
    return running;
  }

  /** Where other nodes are served; empty if they are not. */
  public Optional<InetSocketAddress> peerAddress() {
    return engine.peerAddress();
  }

  public DaemonStatus status() throws GpuDaemonException {
    return engine.status();
  }

  @Override
  public void close() {
    running = false;
    closeAll(parts);
  }
}
