/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra.work;

import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import jakarta.resource.spi.work.WorkRejectedException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;

/**
 * Gives work to the server in such a way that the server's threads forget this adapter.
 *
 * <p>A pool that makes a thread for the work makes it on the stack of whoever submits it. The new
 * thread keeps the protection domains of all classes on that stack, and its creator's context class
 * loader, for as long as the pool keeps the thread: through a single thread the class loader of an
 * adapter would outlive its undeployment. So the work is submitted from a thread of the platform,
 * on whose stack there is nothing of ours.
 */
public final class Handover {

  private static final MethodHandle SCHEDULE = schedule();

  private Handover() {}

  /** The same as {@link WorkManager#scheduleWork(Work)}. */
  @SuppressWarnings("unchecked")
  public static void schedule(WorkManager workManager, Work work) throws WorkException {
    Callable<Object> call =
        MethodHandleProxies.asInterfaceInstance(
            Callable.class, SCHEDULE.bindTo(workManager).bindTo(work));
    try {
      ForkJoinPool.commonPool().submit(call).get();
    } catch (ExecutionException e) {
      throw rejected(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkRejectedException("Interrupted while work was given to the server", e);
    }
  }

  /** What the server said, from among what it was wrapped in on its way. */
  private static WorkException rejected(ExecutionException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof WorkException said) {
        return said;
      }
    }
    return new WorkRejectedException("The server did not take the work", failure);
  }

  private static MethodHandle schedule() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(
              WorkManager.class, "scheduleWork", MethodType.methodType(void.class, Work.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Every WorkManager has scheduleWork", e);
    }
  }
}
