/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of a {@link PeerServer}, from its start to its stop. */
final class PeerPort implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PeerPort.class);
  private static final Duration ACCEPT_PAUSE = Duration.ofMillis(100);
  private static final Duration REFUSAL_LIMIT = Duration.ofMillis(100);
  private static final Duration STOP_WAIT = Duration.ofSeconds(5);

  private final ServerSocketChannel listener;
  private final PeerServerSettings settings;
  private final ArtifactSource source;
  private final LongAdder sentBytes;
  private final Watchdog watchdog;
  private final Bandwidth bandwidth;
  private final InetSocketAddress address;
  private final Set<PeerConnection> open = ConcurrentHashMap.newKeySet();
  private final Crew crew;
  private volatile boolean closed;

  PeerPort(
      ServerSocketChannel listener,
      PeerServerSettings settings,
      ArtifactSource source,
      ThreadFactory threads,
      Nanos clock,
      LongAdder sentBytes) {
    this.listener = listener;
    this.settings = settings;
    this.source = source;
    this.crew = new Crew(threads);
    this.sentBytes = sentBytes;
    this.address = (InetSocketAddress) listener.socket().getLocalSocketAddress();
    this.bandwidth = new Bandwidth(settings.bytesPerSecond(), clock);
    this.watchdog = new Watchdog(clock, shorter(settings.silence()));
  }

  private static Duration shorter(Duration silence) {
    return silence.compareTo(REFUSAL_LIMIT) < 0 ? silence : REFUSAL_LIMIT;
  }

  private String name(String work) {
    return work + "-" + address.getPort();
  }

  void open() {
    crew.start(name("peer-watch"), watchdog::run);
    crew.start(name("peer-accept"), this::acceptAll);
  }

  InetSocketAddress address() {
    return address;
  }

  int connections() {
    return open.size();
  }

  private void acceptAll() {
    boolean failing = false;
    while (!closed) {
      failing = !accepted(failing);
    }
  }

  /** A lack of file handles or threads lasts: it is told once, and not asked again at once. */
  private boolean accepted(boolean failingAlready) {
    try {
      admit(listener.accept());
      return true;
    } catch (ClosedChannelException e) {
      closed = true;
      return false;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      if (!failingAlready) {
        LOG.warn("peer_not_accepted code=ROS-2205", e);
      }
      LockSupport.parkNanos(ACCEPT_PAUSE.toNanos());
      return false;
    }
  }

  private void admit(SocketChannel accepted) {
    PeerConnection connection = new PeerConnection(accepted, watchdog);
    if (open.size() >= settings.maxConnections()) {
      refuse(connection);
      return;
    }
    open.add(connection);
    boolean started = false;
    try {
      crew.start(name("peer-serve"), () -> serve(connection));
      started = true;
    } finally {
      if (!started) {
        end(connection);
      }
    }
    if (closed) {
      connection.cut(PeerConnection.Cut.WANTED);
    }
  }

  private static void refuse(PeerConnection connection) {
    try (connection) {
      ByteBuffer answer =
          PeerConversation.greeting(PeerProtocol.BUSY, "this node serves as many peers as it may.");
      connection.write(answer, REFUSAL_LIMIT);
    } catch (IOException e) {
      LOG.debug("peer_not_told reason=\"{}\"", e.getMessage());
    }
  }

  private void serve(PeerConnection connection) {
    try (PeerConversation conversation =
        new PeerConversation(connection, source, settings, bandwidth, sentBytes)) {
      connection.sendAtOnce();
      conversation.hold();
    } catch (IOException e) {
      // The far end is often simply gone; whoever fetches tells its own story.
      LOG.debug("peer_connection_ended reason=\"{}\"", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException fault) {
      LOG.error("peer_fault code=ROS-4001", fault);
    } finally {
      end(connection);
    }
  }

  private void end(PeerConnection connection) {
    connection.close();
    open.remove(connection);
  }

  /** First nobody new, then the connections; those need no watch any more then. */
  @Override
  public void close() {
    closed = true;
    try {
      listener.close();
    } catch (IOException e) {
      LOG.warn("peer_port_not_closed code=ROS-2204", e);
    }
    bandwidth.stop();
    open.forEach(connection -> connection.cut(PeerConnection.Cut.WANTED));
    watchdog.close();
    awaitThreads();
  }

  private void awaitThreads() {
    if (!crew.awaitEndEvenInterrupted(STOP_WAIT)) {
      LOG.warn("peer_connections_linger code=ROS-2204 count={}", open.size());
    }
  }
}
