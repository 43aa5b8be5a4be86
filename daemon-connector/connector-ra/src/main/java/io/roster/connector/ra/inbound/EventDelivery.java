/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra.inbound;

import io.roster.connector.GpuDaemonEvent;
import io.roster.connector.GpuDaemonListener;
import io.roster.connector.ra.work.Handover;
import io.roster.connector.ra.work.LongWork;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.WorkManager;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
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
public final class EventDelivery {

  private static final Logger LOG = LoggerFactory.getLogger(EventDelivery.class);
  private static final Method ON_EVENT = onEvent();
  private static final long ENDPOINT_RETRY_MILLIS = 250;
  private static final long STOP_WAIT_SECONDS = 5;

  private final MessageEndpointFactory endpointFactory;
  private final Set<GpuDaemonEvent.Kind> kinds;
  private final int capacity;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<GpuDaemonEvent> queue = new ArrayDeque<>();
  private long dropped;
  private boolean running;
  private volatile boolean stopped;

  /**
   * @param kinds which events the endpoint wants
   * @param capacity how many events wait for it at most
   */
  public EventDelivery(
      MessageEndpointFactory endpointFactory, Set<GpuDaemonEvent.Kind> kinds, int capacity) {
    this.endpointFactory = endpointFactory;
    this.kinds = Set.copyOf(kinds);
    this.capacity = capacity;
  }

  /** Begins to deliver, on a thread of that work manager. */
  public void start(WorkManager workManager) throws ResourceException {
    Handover.schedule(workManager, new LongWork("gpu-daemon-events", this::deliverAll, this::end));
  }

  /** Ends the delivery and waits a little for the event under way. */
  public void stop() {
    end();
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

  /** Queues an event if the endpoint wants it; never blocks. */
  public void offer(GpuDaemonEvent event) {
    if (!kinds.contains(event.kind())) {
      return;
    }
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

  private void end() {
    stopped = true;
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void deliverAll() {
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

  /**
   * An endpoint; empty when the delivery was stopped. Servers refuse one until the application has
   * started, so it is asked for again; the queue has its bound meanwhile.
   */
  private Optional<MessageEndpoint> endpoint() throws InterruptedException {
    while (!stopped) {
      try {
        return Optional.of(endpointFactory.createEndpoint(null));
      } catch (UnavailableException e) {
        LOG.debug("endpoint_not_ready endpoint={}", endpointFactory.getActivationName(), e);
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
