/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousChannel;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives artifacts to other nodes. A connection has a thread of its own; beyond the limit of
 * connections a peer is told to come again, and one that does nothing is cut off.
 */
public final class PeerServer implements AutoCloseable {

  /** Below the size of the daemon's connection pool, of which each transfer takes one. */
  static final int MAX_CONNECTIONS = 24;

  private static final Logger LOG = LoggerFactory.getLogger(PeerServer.class);
  private static final Duration IDLE_LIMIT = Duration.ofSeconds(30);
  private static final Duration ACCEPT_PAUSE = Duration.ofMillis(100);
  private static final long STOP_WAIT_SECONDS = 5;
  private static final int BACKLOG = 64;

  private final InetSocketAddress address;
  private final ArtifactSource source;
  private final ThreadFactory threads;
  private final int maxConnections;
  private final Duration idleLimit;
  private final Semaphore places;
  private final Set<AsynchronousSocketChannel> open = ConcurrentHashMap.newKeySet();
  private @Nullable AsynchronousChannelGroup group;
  private @Nullable AsynchronousServerSocketChannel server;
  private volatile boolean closed;

  public PeerServer(InetSocketAddress address, ArtifactSource source, ThreadFactory threads) {
    this(address, source, threads, MAX_CONNECTIONS, IDLE_LIMIT);
  }

  PeerServer(
      InetSocketAddress address,
      ArtifactSource source,
      ThreadFactory threads,
      int maxConnections,
      Duration idleLimit) {
    this.address = address;
    this.source = source;
    this.threads = threads;
    this.maxConnections = maxConnections;
    this.idleLimit = idleLimit;
    this.places = new Semaphore(maxConnections);
  }

  /** Binds the port and begins to serve. */
  public void start() throws IOException {
    AsynchronousChannelGroup channels = AsynchronousChannelGroup.withFixedThreadPool(1, threads);
    group = channels;
    AsynchronousServerSocketChannel bound = AsynchronousServerSocketChannel.open(channels);
    server = bound;
    bound.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    bound.bind(address, BACKLOG);
    threads.newThread(() -> acceptAll(bound)).start();
  }

  /** The port that is bound. */
  public int port() {
    try {
      AsynchronousServerSocketChannel bound = server;
      if (bound != null && bound.getLocalAddress() instanceof InetSocketAddress local) {
        return local.getPort();
      }
    } catch (IOException e) {
      throw new IllegalStateException("The peer port was closed", e);
    }
    throw new IllegalStateException("The peer port was not opened");
  }

  /** How many peers are connected. */
  int openConnections() {
    return open.size();
  }

  /** Ends all connections, those in a transfer too, and waits a little for their threads. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    closeQuietly(server);
    open.forEach(PeerServer::closeQuietly);
    try {
      if (!places.tryAcquire(maxConnections, STOP_WAIT_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("peer_connections_linger code=ROS-2204 count={}", open.size());
      }
      AsynchronousChannelGroup channels = group;
      if (channels != null) {
        channels.shutdownNow();
        channels.awaitTermination(STOP_WAIT_SECONDS, TimeUnit.SECONDS);
      }
    } catch (IOException e) {
      LOG.warn("peer_port_not_closed code=ROS-2204", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void acceptAll(AsynchronousServerSocketChannel bound) {
    boolean failing = false;
    while (!closed) {
      try {
        admit(bound.accept().get());
        failing = false;
      } catch (ExecutionException e) {
        if (!closed && !failing) {
          LOG.warn("peer_not_accepted code=ROS-2205", e.getCause());
        }
        failing = true;
        pauseAfterFailure();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** A lack of file handles lasts; asking again without a pause would only take the processor. */
  private static void pauseAfterFailure() {
    LockSupport.parkNanos(ACCEPT_PAUSE.toNanos());
  }

  private void admit(AsynchronousSocketChannel channel) {
    if (!places.tryAcquire()) {
      PeerConversation.refuse(channel);
      return;
    }
    open.add(channel);
    if (closed) {
      closeQuietly(channel);
    }
    threads.newThread(() -> serve(channel)).start();
  }

  private void serve(AsynchronousSocketChannel channel) {
    try (TimedChannel timed = new TimedChannel(channel, idleLimit)) {
      new PeerConversation(timed, source).serveAll();
    } catch (IOException e) {
      // The far end is often simply gone; whoever fetches tries again and tells its own story.
      LOG.debug("peer_connection_ended reason=\"{}\"", e.getMessage());
    } catch (RuntimeException fault) {
      LOG.error("peer_fault code=ROS-4001", fault);
    } finally {
      open.remove(channel);
      places.release();
    }
  }

  private static void closeQuietly(@Nullable AsynchronousChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException ignored) {
      // It is being thrown away.
      return;
    }
  }
}
