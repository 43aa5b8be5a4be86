/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node;

import io.roster.connector.GpuDaemonConnectionFactory;
import io.roster.connector.ra.GpuDaemonResourceAdapter;
import io.roster.connector.ra.outbound.GpuDaemonManagedConnectionFactory;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.work.WorkManager;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.function.Function;

/** A real daemon behind its real connector, outside a server. */
public final class TestDaemon implements AutoCloseable {

  private final GpuDaemonResourceAdapter adapter = new GpuDaemonResourceAdapter();
  private final GpuDaemonConnectionFactory connections;

  public TestDaemon(Path dataDir) throws ResourceException {
    adapter.setMemory("4MiB");
    adapter.setDataDir(dataDir.toString());
    adapter.setDaemonId("daemon-a");
    adapter.start(server());
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

  private static BootstrapContext server() {
    WorkManager workManager =
        answering(
            WorkManager.class,
            "scheduleWork",
            work -> {
              new Thread((Runnable) work[0]).start();
              return null;
            });
    return answering(BootstrapContext.class, "getWorkManager", none -> workManager);
  }

  /** What a server would give, as far as the adapter asks for it. */
  private static <T> T answering(Class<T> type, String method, Function<Object[], Object> answer) {
    return type.cast(
        Proxy.newProxyInstance(
            TestDaemon.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, arguments) -> {
              if (called.getName().equals(method)) {
                return answer.apply(arguments);
              }
              throw new UnsupportedOperationException(called.getName());
            }));
  }
}
