/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Everything that was started, so that it is stopped in the opposite order, once, whatever ends it.
 */
public final class Lifetime implements AutoCloseable {

  private final Terminal terminal;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Object stopping = new Object();
  private boolean closing;
  private volatile boolean clean = true;

  public Lifetime(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Stops everything when the process is asked to end, and then ends it. */
  public void endOnSignal() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopForSignal, "stop"));
  }

  private void stopForSignal() {
    boolean asked = !isClosing();
    if (asked) {
      terminal.say("Stopping …");
    }
    // Also when the end has begun already: this process must not be gone before its children.
    close();
    if (asked) {
      terminal.say("Stopped.");
      // A stop that was asked for and went well is a success; the JVM would report the signal.
      Runtime.getRuntime().halt(clean ? 0 : 1);
    }
  }

  /** Takes charge of a part. */
  public <T extends AutoCloseable> T keep(T part) {
    synchronized (parts) {
      if (!closing) {
        parts.push(part);
        return part;
      }
    }
    stop(part);
    throw new CannotStart("Stopped while starting.");
  }

  /** Whether the end has begun. */
  public boolean isClosing() {
    synchronized (parts) {
      return closing;
    }
  }

  /** Whoever calls second waits until the first has stopped everything. */
  @Override
  public void close() {
    synchronized (stopping) {
      stopAll();
    }
  }

  private void stopAll() {
    while (true) {
      AutoCloseable next;
      synchronized (parts) {
        closing = true;
        next = parts.poll();
      }
      if (next == null) {
        return;
      }
      stop(next);
    }
  }

  // Closing is where exceptions of every kind end: the parts below must be stopped all the same.
  private void stop(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      clean = false;
      terminal.complain("Could not stop cleanly: " + e.getMessage());
    }
  }
}
