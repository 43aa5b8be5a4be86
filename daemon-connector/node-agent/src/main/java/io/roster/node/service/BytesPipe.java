/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.service;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a call as a stream: messages come in on the network's thread, one reader takes them
 * out on its own. Each message that is taken out makes room for another.
 */
final class BytesPipe extends InputStream {

  private final Runnable room;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<ByteString> messages = new ArrayDeque<>();
  private @Nullable String broken;
  private boolean complete;
  private int offset;

  /**
   * Makes an empty one.
   *
   * @param room called when the reader has taken a message out
   * @param patience how long the reader waits for the next message
   */
  BytesPipe(Runnable room, Duration patience) {
    this.room = room;
    this.patience = patience;
  }

  void add(ByteString message) {
    change(() -> messages.add(message));
  }

  void complete() {
    change(() -> complete = true);
  }

  void fail(String reason) {
    change(() -> broken = reason);
  }

  private void change(Runnable step) {
    lock.lock();
    try {
      step.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int start, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    boolean taken;
    int count;
    lock.lock();
    try {
      ByteString head = head();
      if (head == null) {
        return -1;
      }
      count = Math.min(length, head.size() - offset);
      head.copyTo(target, offset, start, count);
      offset += count;
      taken = offset == head.size();
      if (taken) {
        messages.remove();
        offset = 0;
      }
    } finally {
      lock.unlock();
    }
    if (taken) {
      room.run();
    }
    return count;
  }

  /** The message to read from; null at the end. */
  private @Nullable ByteString head() throws IOException {
    long left = patience.toNanos();
    while (true) {
      if (broken != null) {
        throw new IOException(broken);
      }
      ByteString head = messages.peek();
      if (head != null && head.isEmpty()) {
        messages.remove();
        room.run();
        continue;
      }
      if (head != null || complete) {
        return head;
      }
      left = await(left);
    }
  }

  private long await(long left) throws IOException {
    if (left <= 0) {
      throw new IOException("No bytes came for " + patience.toSeconds() + " seconds");
    }
    try {
      return changed.awaitNanos(left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("This node is stopping");
    }
  }
}
