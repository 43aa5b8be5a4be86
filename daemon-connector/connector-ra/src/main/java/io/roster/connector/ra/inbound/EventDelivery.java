/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra.inbound;

import io.roster.connector.GpuDaemonEvent;
import io.roster.connector.GpuDaemonListener;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.HintsContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkContextProvider;
import jakarta.resource.spi.work.WorkManager;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers events to one endpoint, in their order, on one long-running thread of the server. A slow
 * endpoint delays itself alone: beyond its capacity the oldest events are dropped, and the drop is
 * logged once until the queue was empty again.
 */
public final class EventDelivery implements Work, WorkContextProvider {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(EventDelivery.class);
  private static final Method ON_EVENT = onEvent();
  private static final int ENDPOINT_ATTEMPTS = 20;
  private static final long ENDPOINT_RETRY_MILLIS = 250;
  private static final long STOP_WAIT_SECONDS = 5;

  private final transient MessageEndpointFactory endpointFactory;
  private final int capacity;

  private final transient ReentrantLock lock = new ReentrantLock();
  private final transient Condition changed = lock.newCondition();
  private final transient Queue<GpuDaemonEvent> queue = new ArrayDeque<>();
  private long dropped;
  private boolean running;
  private volatile boolean stopped;

  public EventDelivery(MessageEndpointFactory endpointFactory, int capacity) {
    this.endpointFactory = endpointFactory;
    this.capacity = capacity;
  }

  /** Begins to deliver, on a thread of that work manager. */
  public void start(WorkManager workManager) throws ResourceException {
    workManager.scheduleWork(this);
  }

  /** Ends the delivery and waits a little for the event under way. */
  public void stop() {
    release();
    lock.lock();
    try {
      long left = TimeUnit.SECONDS.toNanos(STOP_WAIT_SECONDS);
      while (running && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Queues an event; never blocks. */
  public void offer(GpuDaemonEvent event) {
    lock.lock();
    try {
      if (queue.size() == capacity) {
        queue.remove();
        if (dropped++ == 0) {
          LOG.warn(
              "daemon_events_dropped code=ROS-2208 endpoint={} capacity={}",
              endpointFactory.getActivationName(),
              capacity);
        }
      }
      queue.add(event);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void release() {
    stopped = true;
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    setRunning(true);
    try {
      for (Optional<GpuDaemonEvent> next = take(); next.isPresent(); next = take()) {
        deliver(next.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      setRunning(false);
    }
  }

  /** Tells the server that this work keeps its thread. */
  @Override
  public List<WorkContext> getWorkContexts() {
    HintsContext hints = new HintsContext();
    hints.setName("gpu-daemon-events");
    hints.setHint(HintsContext.LONGRUNNING_HINT, true);
    return List.of(hints);
  }

  /** The next event; empty when the delivery was stopped. */
  private Optional<GpuDaemonEvent> take() throws InterruptedException {
    lock.lock();
    try {
      if (queue.isEmpty() && dropped > 0) {
        LOG.info(
            "daemon_events_caught_up endpoint={} dropped={}",
            endpointFactory.getActivationName(),
            dropped);
        dropped = 0;
      }
      while (queue.isEmpty() && !stopped) {
        changed.await();
      }
      return stopped ? Optional.empty() : Optional.of(queue.remove());
    } finally {
      lock.unlock();
    }
  }

  private void deliver(GpuDaemonEvent event) throws InterruptedException {
    try {
      Optional<MessageEndpoint> endpoint = endpoint();
      if (endpoint.isPresent()) {
        deliver(event, endpoint.get());
      }
    } catch (ResourceException | NoSuchMethodException | RuntimeException e) {
      LOG.warn(
          "daemon_event_lost code=ROS-2209 endpoint={} event={}",
          endpointFactory.getActivationName(),
          event.getClass().getSimpleName(),
          e);
    }
  }

  private static void deliver(GpuDaemonEvent event, MessageEndpoint endpoint)
      throws ResourceException, NoSuchMethodException {
    try {
      endpoint.beforeDelivery(ON_EVENT);
      try {
        ((GpuDaemonListener) endpoint).onEvent(event);
      } finally {
        endpoint.afterDelivery();
      }
    } finally {
      endpoint.release();
    }
  }

  /** An endpoint; servers refuse one until the application has started, so it is asked again. */
  private Optional<MessageEndpoint> endpoint() throws InterruptedException, ResourceException {
    for (int attempt = 1; !stopped; attempt++) {
      try {
        return Optional.of(endpointFactory.createEndpoint(null));
      } catch (UnavailableException e) {
        if (attempt == ENDPOINT_ATTEMPTS) {
          throw e;
        }
        pause();
      }
    }
    return Optional.empty();
  }

  private void pause() throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(ENDPOINT_RETRY_MILLIS);
      while (!stopped && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void setRunning(boolean now) {
    lock.lock();
    try {
      running = now;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static Method onEvent() {
    try {
      return GpuDaemonListener.class.getMethod("onEvent", GpuDaemonEvent.class);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("GpuDaemonListener has an onEvent method", e);
    }
  }
}
