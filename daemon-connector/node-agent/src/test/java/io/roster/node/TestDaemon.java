/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node;

import io.roster.connector.GpuDaemonConnectionFactory;
import io.roster.connector.ra.GpuDaemonResourceAdapter;
import io.roster.connector.ra.outbound.GpuDaemonManagedConnectionFactory;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.BootstrapContext;
import java.lang.reflect.Proxy;
import java.nio.file.Path;

/** A real daemon behind its real connector, outside a server. */
public final class TestDaemon implements AutoCloseable {

  private final GpuDaemonResourceAdapter adapter = new GpuDaemonResourceAdapter();
  private final GpuDaemonConnectionFactory connections;

  public TestDaemon(Path dataDir) throws ResourceException {
    adapter.setMemory("4MiB");
    adapter.setDataDir(dataDir.toString());
    adapter.setDaemonId("daemon-a");
    adapter.start(unused());
    GpuDaemonManagedConnectionFactory factory = new GpuDaemonManagedConnectionFactory();
    factory.setResourceAdapter(adapter);
    connections = (GpuDaemonConnectionFactory) factory.createConnectionFactory();
  }

  public GpuDaemonConnectionFactory connections() {
    return connections;
  }

  @Override
  public void close() {
    adapter.stop();
  }

  private static BootstrapContext unused() {
    return (BootstrapContext)
        Proxy.newProxyInstance(
            TestDaemon.class.getClassLoader(),
            new Class<?>[] {BootstrapContext.class},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            });
  }
}
