/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.net;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A stretch of network in front of one port. What can happen on it happens to whole connections or
 * to a direction of them: inside a TCP stream nothing is lost, doubled or out of order, it is late.
 */
public final class Link implements Closeable {

  private static final int PIECE = 16 * 1024;
  private static final int BACKLOG = 200;
  private static final int CONNECT_MILLIS = 2_000;

  private final String name;
  private final InetSocketAddress target;
  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Direction up = new Direction();
  private final Direction down = new Direction();

  /** The state of one direction; pieces wait here. */
  private static final class Direction {
    private Flow flow = Flow.OPEN;

    synchronized void set(Flow other) {
      flow = other;
      notifyAll();
    }

    /** Returns when the piece may go on. */
    synchronized void pass(int bytes) throws InterruptedException {
      long due = System.nanoTime() + delayNanos(bytes);
      while (flow.stalled()) {
        wait();
      }
      long left = due - System.nanoTime();
      while (left > 0 && !flow.equals(Flow.OPEN)) {
        wait(Math.max(1, left / 1_000_000));
        left = due - System.nanoTime();
      }
    }

    private long delayNanos(int bytes) {
      long transmission =
          flow.bytesPerSecond() == 0 ? 0 : bytes * 1_000_000_000L / flow.bytesPerSecond();
      return flow.delayMillis() * 1_000_000 + transmission;
    }
  }

  private Link(String name, InetSocketAddress target, ServerSocket listener) {
    this.name = name;
    this.target = target;
    this.listener = listener;
  }

  /**
   * A link to a port, which need not be there yet.
   *
   * @param host where the port is
   * @param here the address of this machine at which others connect to the link
   */
  public static Link to(String name, String host, int port, String here) {
    try {
      Link link =
          new Link(
              name,
              new InetSocketAddress(host, port),
              new ServerSocket(0, BACKLOG, InetAddress.getByName(here)));
      start(name + "-accept", link::accept);
      return link;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Where to connect to in place of the target. */
  public int port() {
    return listener.getLocalPort();
  }

  /** How bytes pass from those who connect, and to them. */
  public void set(Flow towardsTarget, Flow back) {
    up.set(towardsTarget);
    down.set(back);
  }

  /** Breaks every connection; new ones are served. */
  public void reset() {
    sockets.forEach(Link::breakOff);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        start(name + "-connect", () -> join(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void join(Socket client) {
    Socket server = new Socket();
    sockets.add(client);
    sockets.add(server);
    try {
      server.connect(target, CONNECT_MILLIS);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    } catch (IOException refused) {
      end(client, server);
      return;
    }
    start(name + "-up", () -> pump(client, server, up));
    start(name + "-down", () -> pump(server, client, down));
  }

  private void pump(Socket from, Socket to, Direction direction) {
    byte[] piece = new byte[PIECE];
    try {
      InputStream input = from.getInputStream();
      OutputStream output = to.getOutputStream();
      for (int read = input.read(piece); read >= 0; read = input.read(piece)) {
        direction.pass(read);
        output.write(piece, 0, read);
      }
      // The news of an end travels no faster than bytes do.
      direction.pass(0);
      passEnd(from, to);
    } catch (IOException broken) {
      awaitPassage(direction);
      end(from, to);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      end(from, to);
    }
  }

  private void passEnd(Socket from, Socket to) throws IOException {
    to.shutdownOutput();
    if (to.isInputShutdown() || from.isOutputShutdown()) {
      closeQuietly(from);
      closeQuietly(to);
      sockets.remove(from);
      sockets.remove(to);
    } else {
      from.shutdownInput();
    }
  }

  private static void awaitPassage(Direction direction) {
    try {
      direction.pass(0);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void end(Socket one, Socket other) {
    breakOff(one);
    breakOff(other);
    sockets.remove(one);
    sockets.remove(other);
  }

  /** With a reset, as from a process that was killed: nobody waits for the rest. */
  private static void breakOff(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException closed) {
      return;
    }
    closeQuietly(socket);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException closed) {
      // It has ended already, which is all that was wanted.
      return;
    }
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, 128 * 1024);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    set(Flow.OPEN, Flow.OPEN);
    reset();
  }

  @Override
  public String toString() {
    return name;
  }
}
