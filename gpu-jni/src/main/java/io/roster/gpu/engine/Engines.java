/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.engine;

import io.roster.gpu.EngineConfiguration;
import io.roster.gpu.EngineListener;
import io.roster.gpu.GpuEngine;
import java.time.Clock;
import java.util.concurrent.ThreadFactory;

/** Opens engines. */
public final class Engines {

  private Engines() {}

  /**
   * Takes the memories of this machine that are configured, and finds again what an earlier engine
   * left on disk: such replicas are in the list at once, and no events tell of them.
   *
   * @throws io.roster.gpu.BackendUnavailable if cards are wanted and cannot be used
   * @throws io.roster.gpu.DiskFailure if the disk directory cannot be used, or another engine has
   *     it
   */
  public static GpuEngine open(
      EngineConfiguration configuration, Clock clock, EngineListener listener) {
    return open(configuration, clock, listener, Engines::ownThread);
  }

  /**
   * The same with threads of others.
   *
   * @param threads gives a few threads that digest; each is named, started, and ends by itself
   */
  public static GpuEngine open(
      EngineConfiguration configuration,
      Clock clock,
      EngineListener listener,
      ThreadFactory threads) {
    return TieredEngine.over(configuration, Memories.open(configuration), clock, listener, threads);
  }

  static Thread ownThread(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    // Not that of whoever happened to need the first thread: it may be an application's.
    thread.setContextClassLoader(Engines.class.getClassLoader());
    return thread;
  }
}
