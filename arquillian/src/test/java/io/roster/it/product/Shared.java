/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.product;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** What is started once for all tests; it is stopped after them, the last started first. */
public final class Shared implements LauncherSessionListener {

  private static final Map<String, Started> KNOWN = new HashMap<>();
  private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();

  static {
    // A build that is interrupted leaves nothing running either.
    Runtime.getRuntime().addShutdownHook(new Thread(Shared::closeAll, "stop-shared"));
  }

  /** A thing, or why there is none: a failed start is not tried again for each test. */
  private sealed interface Started {
    record Running(AutoCloseable thing) implements Started {}

    record Failed(RuntimeException cause) implements Started {}
  }

  /** Starts it when it is asked for first. */
  static synchronized <T extends AutoCloseable> T once(
      Class<T> type, String name, Supplier<T> start) {
    Started started = KNOWN.get(name);
    if (started == null) {
      started = attempt(start);
      KNOWN.put(name, started);
    }
    if (started instanceof Started.Failed failed) {
      throw new IllegalStateException(name + " did not start", failed.cause());
    }
    return type.cast(((Started.Running) started).thing());
  }

  private static Started attempt(Supplier<? extends AutoCloseable> start) {
    try {
      AutoCloseable thing = start.get();
      OPEN.push(thing);
      return new Started.Running(thing);
    } catch (RuntimeException failed) {
      return new Started.Failed(failed);
    }
  }

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Build.clearWork();
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    closeAll();
  }

  private static synchronized void closeAll() {
    while (!OPEN.isEmpty()) {
      try {
        OPEN.pop().close();
      } catch (Exception failed) {
        System.err.println("A shared part of the tests did not stop cleanly: " + failed);
      }
    }
  }
}
