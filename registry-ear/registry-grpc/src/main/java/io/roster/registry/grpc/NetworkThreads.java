/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.grpc;

import io.grpc.netty.shaded.io.netty.util.concurrent.FastThreadLocalThread;
import jakarta.enterprise.concurrent.ContextService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of the network. They have the application's context, as the container's own threads
 * have; but the network library keeps its buffers with its own kind of thread, and on any other it
 * looks for them anew with each frame, which took an eighth of a call.
 */
final class NetworkThreads implements ThreadFactory {

  private final ContextService contexts;
  private final AtomicInteger started = new AtomicInteger();

  NetworkThreads(ContextService contexts) {
    this.contexts = contexts;
  }

  @Override
  public Thread newThread(Runnable work) {
    Thread thread =
        new FastThreadLocalThread(
            contexts.createContextualProxy(work, Runnable.class),
            "roster-network-" + started.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
