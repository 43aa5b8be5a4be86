/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra.work;

import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Threads for the engine and the peers that are the server's own: starting one gives its task to
 * the work manager, interrupting it interrupts whichever thread of the server does the task. They
 * cannot be joined; whoever makes them counts their ends.
 */
public final class WorkThreads implements ThreadFactory {

  private final WorkManager workManager;

  public WorkThreads(WorkManager workManager) {
    this.workManager = workManager;
  }

  @Override
  public Thread newThread(Runnable task) {
    return new Borrowed(task, workManager);
  }

  private static final class Borrowed extends Thread {

    private final Runnable task;
    private final WorkManager workManager;
    private final Object lock = new Object();
    private @Nullable Thread carrier;
    private boolean interruptedEarly;

    Borrowed(Runnable task, WorkManager workManager) {
      this.task = task;
      this.workManager = workManager;
    }

    @Override
    public synchronized void start() {
      try {
        Handover.schedule(workManager, new LongWork(getName(), this::carry, this::interrupt));
      } catch (WorkException e) {
        throw new RejectedExecutionException(
            "The server gives no thread to " + getName() + ": " + e.getMessage(), e);
      }
    }

    @Override
    public void interrupt() {
      synchronized (lock) {
        if (carrier == null) {
          interruptedEarly = true;
        } else {
          carrier.interrupt();
        }
      }
    }

    private void carry() {
      arrive(Thread.currentThread());
      try {
        task.run();
      } finally {
        leave();
      }
    }

    private void arrive(Thread thread) {
      synchronized (lock) {
        carrier = thread;
        if (interruptedEarly) {
          thread.interrupt();
        }
      }
    }

    /**
     * The thread goes back to the server, so an interrupt that came too late must not go with it.
     */
    private void leave() {
      synchronized (lock) {
        carrier = null;
        Thread.interrupted();
      }
    }
  }
}
