/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.peer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A connection on which reading and, unlike on a plain socket, writing has a limit of time. */
final class TimedChannel implements AutoCloseable {

  private final AsynchronousSocketChannel channel;
  private final Duration limit;

  TimedChannel(AsynchronousSocketChannel channel, Duration limit) {
    this.channel = channel;
    this.limit = limit;
  }

  /** Fills the buffer and flips it; false if the other side ended before its first byte. */
  boolean readFully(ByteBuffer target) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (target.hasRemaining()) {
      if (await(channel.read(target), deadline) < 0) {
        if (target.position() == 0) {
          return false;
        }
        throw new EOFException("The connection ended in the middle of a frame");
      }
    }
    target.flip();
    return true;
  }

  void writeFully(ByteBuffer source) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (source.hasRemaining()) {
      await(channel.write(source), deadline);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private int await(Future<Integer> operation, long deadline) throws IOException {
    try {
      return operation.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      // The channel is of no use any more: the operation may still be touching its buffer.
      channel.close();
      throw new SocketTimeoutException("The other side did nothing for " + limit);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The transfer was interrupted");
    }
  }
}
