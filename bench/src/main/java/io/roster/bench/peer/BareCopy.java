/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.peer;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Memory outside the heap that is copied over one plain connection: nothing can be less than that.
 */
final class BareCopy {

  private static final int SEGMENT_BYTES = 256 << 20;
  private static final int WRITE_BYTES = 1 << 20;
  private static final int READ_BYTES = 256 << 10;

  private final List<ByteBuffer> segments = new ArrayList<>();

  BareCopy(long bytes) {
    for (long left = bytes; left > 0; left -= SEGMENT_BYTES) {
      segments.add(ByteBuffer.allocateDirect((int) Math.min(left, SEGMENT_BYTES)));
    }
  }

  /** Bytes that no two chunks share. */
  void fill() {
    SplittableRandom random = new SplittableRandom(1);
    for (ByteBuffer segment : segments) {
      for (ByteBuffer rest = segment.duplicate(); rest.remaining() >= Long.BYTES; ) {
        rest.putLong(random.nextLong());
      }
    }
  }

  List<ByteBuffer> segments() {
    return segments.stream().map(ByteBuffer::duplicate).toList();
  }

  /** Gives everything to whoever connects, one after another; returns the port. */
  int serve() throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread thread = new Thread(() -> giveAll(server), "bare-copy");
    thread.setDaemon(true);
    thread.start();
    return server.socket().getLocalPort();
  }

  private void giveAll(ServerSocketChannel server) {
    try {
      while (true) {
        try (SocketChannel peer = server.accept()) {
          give(peer);
        }
      }
    } catch (IOException gone) {
      System.err.println("bench: peer: the bare copy ended: " + gone.getMessage());
    }
  }

  private void give(SocketChannel peer) throws IOException {
    for (ByteBuffer segment : segments) {
      for (int at = 0; at < segment.capacity(); at += WRITE_BYTES) {
        ByteBuffer part = segment.slice(at, Math.min(WRITE_BYTES, segment.capacity() - at));
        while (part.hasRemaining()) {
          peer.write(part);
        }
      }
    }
  }

  void take(int port) throws IOException {
    try (SocketChannel peer =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      for (ByteBuffer segment : segments) {
        for (int at = 0; at < segment.capacity(); at += READ_BYTES) {
          fill(peer, segment.slice(at, Math.min(READ_BYTES, segment.capacity() - at)));
        }
      }
    }
  }

  private static void fill(SocketChannel peer, ByteBuffer part) throws IOException {
    while (part.hasRemaining()) {
      if (peer.read(part) < 0) {
        throw new EOFException("The bare copy ended early");
      }
    }
  }
}
