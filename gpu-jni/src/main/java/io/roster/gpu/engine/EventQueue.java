/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.engine;

import io.roster.gpu.EngineEvent;
import io.roster.gpu.EngineListener;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events on their way to the listener. They are added under the engine's lock, which gives their
 * order, and delivered outside it, by one thread at a time.
 */
final class EventQueue {

  private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

  private final EngineListener listener;
  private final Queue<EngineEvent> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger wanted = new AtomicInteger();

  EventQueue(EngineListener listener) {
    this.listener = listener;
  }

  void add(EngineEvent event) {
    waiting.add(event);
  }

  /** Delivers what waits, unless another thread is at it: then that one does. */
  void deliver() {
    if (waiting.isEmpty() || wanted.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    do {
      for (EngineEvent event = waiting.poll(); event != null; event = waiting.poll()) {
        tell(event);
      }
      seen = wanted.addAndGet(-seen);
    } while (seen != 0);
  }

  private void tell(EngineEvent event) {
    try {
      listener.onEvent(event);
    } catch (RuntimeException | Error e) {
      LOG.warn("event_listener_failed code=ROS-2209 event={}", event, e);
    }
  }
}
