/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra.work;

import jakarta.resource.spi.work.HintsContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkContextProvider;
import java.util.List;

/**
 * Work that keeps its thread until it is done, and says so to the server; the thread bears its name
 * meanwhile.
 */
public final class LongWork implements Work, WorkContextProvider {

  private static final long serialVersionUID = 1L;

  private final String name;
  private final transient Runnable task;
  private final transient Runnable end;

  /**
   * @param end makes the task end soon; called by the server when it shuts down
   */
  public LongWork(String name, Runnable task, Runnable end) {
    this.name = name;
    this.task = task;
    this.end = end;
  }

  @Override
  public void run() {
    Thread thread = Thread.currentThread();
    String former = thread.getName();
    thread.setName(name);
    try {
      task.run();
    } finally {
      thread.setName(former);
    }
  }

  @Override
  public void release() {
    end.run();
  }

  @Override
  public List<WorkContext> getWorkContexts() {
    HintsContext hints = new HintsContext();
    hints.setName(name);
    hints.setHint(HintsContext.NAME_HINT, name);
    hints.setHint(HintsContext.LONGRUNNING_HINT, true);
    return List.of(hints);
  }
}
