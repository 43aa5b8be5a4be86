/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Gives artifacts to other nodes, on threads of the factory: one that accepts, one that watches for
 * peers that stall, and one for each connection.
 *
 * <p>It may be started and stopped again and again, by any thread; both may be repeated.
 */
public final class PeerServer implements AutoCloseable {

  private final PeerServerSettings settings;
  private final ArtifactSource source;
  private final ThreadFactory threads;
  private final Nanos clock;
  private final LongAdder sentBytes = new LongAdder();
  private @Nullable PeerPort port;

  public PeerServer(PeerServerSettings settings, ArtifactSource source, ThreadFactory threads) {
    this(settings, source, threads, Nanos.SYSTEM);
  }

  PeerServer(
      PeerServerSettings settings, ArtifactSource source, ThreadFactory threads, Nanos clock) {
    this.settings = settings;
    this.source = source;
    this.threads = threads;
    this.clock = clock;
  }

  /**
   * Opens the port and begins to serve; does nothing if it serves already.
   *
   * @throws PeerPortUnavailable if the port cannot be opened
   */
  public synchronized void start() {
    if (port != null) {
      return;
    }
    ServerSocketChannel listener = bind(settings.address());
    port = new PeerPort(listener, settings, source, threads, clock, sentBytes);
    port.open();
  }

  private static ServerSocketChannel bind(InetSocketAddress address) {
    try {
      ServerSocketChannel listener = ServerSocketChannel.open();
      try {
        // After a crash the old connections must not keep the port from its next owner.
        listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        return listener.bind(address);
      } catch (IOException e) {
        listener.close();
        throw e;
      } catch (RuntimeException unresolved) {
        listener.close();
        throw new IOException("the address is not known here", unresolved);
      }
    } catch (IOException e) {
      throw new PeerPortUnavailable(address, e);
    }
  }

  /** Ends all connections, those in a transfer too, and waits a little for their threads. */
  public synchronized void stop() {
    if (port != null) {
      port.close();
      port = null;
    }
  }

  /**
   * The address that is listened on.
   *
   * @throws IllegalStateException if it is not started
   */
  public synchronized InetSocketAddress address() {
    if (port == null) {
      throw new IllegalStateException("The peer server is not started");
    }
    return port.address();
  }

  /** How many peers are connected. */
  public synchronized int connections() {
    return port == null ? 0 : port.connections();
  }

  /** How many bytes of artifacts went out since it was made. */
  public long sentBytes() {
    return sentBytes.sum();
  }

  /** The same as {@link #stop}. */
  @Override
  public void close() {
    stop();
  }
}
