/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.beans.PropertyDescriptor;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The adapter behind a class loader that shows the engine to nobody. */
class DeployedAdapterTest {

  @TempDir Path folder;

  private final TestServer server = new TestServer();
  private DeployedAdapter classes;

  @BeforeEach
  void deploy() throws Exception {
    classes = DeployedAdapter.in(folder);
  }

  @AfterEach
  void undeploy() throws Exception {
    server.close();
    classes.close();
  }

  @Test
  void the_engine_runs_out_of_reach_of_the_adapters_own_loader() throws Exception {
    ResourceAdapter adapter = adapter(0);
    adapter.start(server);
    for (String name :
        new String[] {
          "io.roster.gpu.GpuEngine",
          "io.roster.connector.engine.GpuDaemonEngineProvider",
          "com.fasterxml.jackson.core.JsonFactory"
        }) {
      assertThatThrownBy(() -> Class.forName(name, false, classes))
          .isInstanceOf(ClassNotFoundException.class);
    }
    assertThat(server.runningWorks()).isPositive();
    adapter.stop();
    await().until(() -> server.runningWorks() == 0);
  }

  @Test
  void a_stop_succeeds_when_the_server_closed_the_adapters_loader_before() throws Exception {
    ResourceAdapter adapter = adapter(0);
    adapter.start(server);
    classes.close();
    adapter.stop();
    await().until(() -> server.runningWorks() == 0);
    try (DeployedAdapter again = DeployedAdapter.in(folder)) {
      ResourceAdapter next = adapter(again, 0);
      next.start(server);
      next.stop();
    }
  }

  @Test
  void a_start_that_fails_leaves_nothing_and_may_be_stopped_late() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ResourceAdapter adapter = adapter(taken.getLocalPort());
      assertThatThrownBy(() -> adapter.start(server))
          .isInstanceOf(ResourceAdapterInternalException.class)
          .hasMessageContaining("cannot be opened");
      await().until(() -> server.runningWorks() == 0);
      classes.close();
      adapter.stop();
    }
    try (DeployedAdapter again = DeployedAdapter.in(folder)) {
      ResourceAdapter next = adapter(again, 0);
      next.start(server);
      next.stop();
    }
  }

  private ResourceAdapter adapter(int port) throws Exception {
    return adapter(classes, port);
  }

  private ResourceAdapter adapter(DeployedAdapter loader, int port) throws Exception {
    Class<?> type = loader.loadClass("io.roster.connector.ra.GpuDaemonResourceAdapter");
    Object adapter = type.getDeclaredConstructor().newInstance();
    set(adapter, "memory", "1MiB");
    set(adapter, "dataDir", folder.resolve("data").toString());
    set(adapter, "p2pHost", "127.0.0.1");
    set(adapter, "p2pPort", port);
    return (ResourceAdapter) adapter;
  }

  private static void set(Object adapter, String name, Object value) throws Exception {
    new PropertyDescriptor(name, adapter.getClass()).getWriteMethod().invoke(adapter, value);
  }
}
