/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra;

import io.roster.connector.GpuDaemonEvent;
import io.roster.connector.GpuDaemonListener;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.transaction.xa.XAResource;

/** A message-driven bean as the adapter sees it; it keeps what it is told. */
public final class TestEndpoints implements MessageEndpointFactory {

  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<GpuDaemonEvent> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private final Consumer<GpuDaemonEvent> bean;

  public TestEndpoints() {
    this(event -> {});
  }

  public TestEndpoints(Consumer<GpuDaemonEvent> bean) {
    this.bean = bean;
  }

  /** The next so many endpoints are refused, as by a server whose application still starts. */
  public void refuseEndpoints(int count) {
    refusals.set(count);
  }

  public List<GpuDaemonEvent> events() {
    return events;
  }

  public List<String> calls() {
    return calls;
  }

  @Override
  public MessageEndpoint createEndpoint(XAResource xaResource) throws UnavailableException {
    if (refusals.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      throw new UnavailableException("not started");
    }
    return new Endpoint();
  }

  @Override
  public MessageEndpoint createEndpoint(XAResource xaResource, long timeout)
      throws UnavailableException {
    return createEndpoint(xaResource);
  }

  @Override
  public boolean isDeliveryTransacted(Method method) {
    return false;
  }

  @Override
  public String getActivationName() {
    return "test";
  }

  @Override
  public Class<?> getEndpointClass() {
    return Endpoint.class;
  }

  private final class Endpoint implements MessageEndpoint, GpuDaemonListener {

    @Override
    public void beforeDelivery(Method method) {
      calls.add("before " + method.getName());
    }

    @Override
    public void onEvent(GpuDaemonEvent event) {
      calls.add("event");
      events.add(event);
      bean.accept(event);
    }

    @Override
    public void afterDelivery() {
      calls.add("after");
    }

    @Override
    public void release() {
      calls.add("release");
    }
  }
}
