/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * A connection on which every step has a limit of time. One thread talks on it; any thread may cut
 * it, and then the step under way fails.
 */
final class PeerConnection implements AutoCloseable {

  /** The platform keeps a buffer of its own for the largest array that a thread ever read. */
  private static final int STEP_BYTES = 64 * 1024;

  /** Something that is done on the connection and may take its time. */
  @FunctionalInterface
  interface Step<T> {
    T run() throws IOException;
  }

  /** Why a connection is of no use any more. */
  enum Cut {
    NO,
    STALLED,
    WANTED
  }

  private final SocketChannel channel;
  private final Watchdog watchdog;
  private volatile Cut cut = Cut.NO;
  private volatile Deadline deadline = Deadline.NONE;

  private record Deadline(boolean limited, long silentUntil, long lastsUntil) {
    static final Deadline NONE = new Deadline(false, 0, 0);

    boolean isPast(long now) {
      return limited && (now - silentUntil >= 0 || now - lastsUntil >= 0);
    }
  }

  PeerConnection(SocketChannel channel, Watchdog watchdog) {
    this.channel = channel;
    this.watchdog = watchdog;
    watchdog.watch(this);
  }

  /** A connection that is not made yet. */
  static PeerConnection unconnected(Watchdog watchdog) throws IOException {
    return new PeerConnection(SocketChannel.open(), watchdog);
  }

  void connect(InetSocketAddress address, Duration limit) throws IOException {
    within(limit, () -> channel.connect(address));
    sendAtOnce();
  }

  /** Frames are small, and somebody waits for each. */
  void sendAtOnce() throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  SocketChannel channel() {
    return channel;
  }

  /** What comes in, which counts as a sign of life whenever it comes. */
  ReadableByteChannel incoming(Duration silence, Duration longest) {
    long lastsUntil = watchdog.clock().now() + longest.toNanos();
    return new Incoming(silence, lastsUntil);
  }

  /** Reads exactly so many bytes, ready to be taken. */
  ByteBuffer read(int count, Duration limit) throws IOException {
    byte[] bytes = new byte[count];
    for (int at = 0; at < count; at += STEP_BYTES) {
      ByteBuffer step = ByteBuffer.wrap(bytes, at, Math.min(STEP_BYTES, count - at));
      within(limit, () -> fill(step));
    }
    return ByteBuffer.wrap(bytes);
  }

  private int fill(ByteBuffer target) throws IOException {
    while (target.hasRemaining()) {
      if (channel.read(target) < 0) {
        throw new EOFException("the connection ended");
      }
    }
    return target.position();
  }

  void write(ByteBuffer source, Duration limit) throws IOException {
    while (source.hasRemaining()) {
      ByteBuffer step = source.slice(source.position(), Math.min(STEP_BYTES, source.remaining()));
      within(limit, () -> drain(step));
      source.position(source.position() + step.limit());
    }
  }

  private int drain(ByteBuffer source) throws IOException {
    while (source.hasRemaining()) {
      channel.write(source);
    }
    return source.position();
  }

  /** Does something that is cut off when it takes longer. */
  <T> T within(Duration limit, Step<T> step) throws IOException {
    long until = watchdog.clock().now() + limit.toNanos();
    deadline = new Deadline(true, until, until);
    try {
      return step.run();
    } finally {
      deadline = Deadline.NONE;
    }
  }

  void cutIfOverdue(long now) {
    if (deadline.isPast(now)) {
      cut(Cut.STALLED);
    }
  }

  /** Ends it, whatever is under way on it; the first reason stays. */
  void cut(Cut reason) {
    note(reason);
    // A thread inside a transfer from a file is not woken by the close alone.
    quietly(channel::shutdownInput);
    quietly(channel::shutdownOutput);
    quietly(channel);
  }

  private synchronized void note(Cut reason) {
    if (cut == Cut.NO) {
      cut = reason;
    }
  }

  Cut whyCut() {
    return cut;
  }

  @Override
  public void close() {
    watchdog.forget(this);
    quietly(channel);
  }

  private static void quietly(Closeable end) {
    try {
      end.close();
    } catch (IOException | NotYetConnectedException ignored) {
      // It is being thrown away, or was never connected.
      return;
    }
  }

  private final class Incoming implements ReadableByteChannel {

    private final Duration silence;
    private final long lastsUntil;

    Incoming(Duration silence, long lastsUntil) {
      this.silence = silence;
      this.lastsUntil = lastsUntil;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      deadline = new Deadline(true, watchdog.clock().now() + silence.toNanos(), lastsUntil);
      try {
        return channel.read(target);
      } finally {
        deadline = Deadline.NONE;
      }
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() {
      PeerConnection.this.close();
    }
  }
}
