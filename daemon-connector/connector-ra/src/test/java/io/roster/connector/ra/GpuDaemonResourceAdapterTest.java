/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.roster.connector.DaemonUnavailableException;
import io.roster.connector.MemoryKind;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.beans.PropertyDescriptor;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuDaemonResourceAdapterTest {

  @TempDir Path dataDir;

  private final TestServer server = new TestServer();
  private GpuDaemonResourceAdapter adapter;

  @BeforeEach
  void create() {
    adapter = adapter();
  }

  @AfterEach
  void end() {
    adapter.stop();
    server.close();
  }

  @Test
  void start_runs_the_daemon_as_configured() throws Exception {
    adapter.setDaemonId("daemon-a");
    adapter.setMemory("2MiB");
    adapter.start(server);
    assertThat(adapter.daemon().status().daemonId()).isEqualTo("daemon-a");
    assertThat(adapter.daemon().status().capacityBytes(MemoryKind.RAM)).isEqualTo(2L << 20);
  }

  @Test
  void start_and_stop_may_be_repeated() throws Exception {
    adapter.stop();
    adapter.start(server);
    RunningDaemon first = adapter.daemon();
    adapter.start(server);
    assertThat(adapter.daemon()).isSameAs(first);
    adapter.stop();
    adapter.stop();
    assertThatThrownBy(adapter::daemon).isInstanceOf(DaemonUnavailableException.class);
    adapter.start(server);
    assertThat(adapter.daemon()).isNotSameAs(first);
    assertThat(first.isRunning()).isFalse();
  }

  @Test
  void the_identity_outlives_a_restart() throws Exception {
    adapter.start(server);
    String id = adapter.daemon().daemonId();
    adapter.stop();
    GpuDaemonResourceAdapter next = adapter();
    next.start(server);
    assertThat(next.daemon().daemonId()).isEqualTo(id).startsWith("daemon-");
    next.stop();
  }

  @Test
  void two_daemons_cannot_share_a_data_directory() throws Exception {
    adapter.start(server);
    assertThatThrownBy(() -> adapter().start(server))
        .isInstanceOf(ResourceAdapterInternalException.class)
        .hasMessageContaining("in use by another daemon");
  }

  @Test
  void an_emptied_identity_is_not_replaced_silently() throws Exception {
    Files.writeString(dataDir.resolve("daemon-id"), "\n");
    assertThatThrownBy(() -> adapter.start(server)).hasMessageContaining("should name this daemon");
    Files.delete(dataDir.resolve("daemon-id"));
    adapter.start(server);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "memory         | plenty    | memory = plenty: expected a size",
        "memory         | 0         | are all 0",
        "gpuMemory      | -1        | gpuMemory = -1",
        "disk           | many      | disk = many",
        "engine         | rocm      | engine = rocm: expected one of auto, host, cuda",
        "engine         | cuda      | cards would not be used",
        "eviction       | oldest    | eviction = oldest: expected one of",
        "highWatermark  | 0.5       | lowWatermark = 0.8 and highWatermark = 0.5",
        "highWatermark  | 1.5       | at most at 1",
        "lowWatermark   | 0         | above 0",
        "dataDir        | ''        | dataDir is missing",
        "p2pPort        | 70000     | p2pPort = 70000",
        "p2pConnections | 0         | p2pConnections = 0",
        "p2pBandwidth   | fast      | p2pBandwidth = fast",
        "p2pTokenFile   | /no/where | cannot be read",
        "p2pHost        | 192.0.2.1 | cannot be opened"
      })
  void a_wrong_property_is_refused_with_a_sentence(String name, String value, String sentence)
      throws Exception {
    PropertyDescriptor property = new PropertyDescriptor(name, GpuDaemonResourceAdapter.class);
    property.getWriteMethod().invoke(adapter, typed(property.getPropertyType(), value));
    assertThatThrownBy(() -> adapter.start(server))
        .isInstanceOf(ResourceAdapterInternalException.class)
        .hasMessageContaining(sentence);
    await().until(() -> server.runningWorks() == 0);
    GpuDaemonResourceAdapter right = adapter();
    right.start(server);
    right.stop();
  }

  private static Object typed(Class<?> type, String value) {
    if (type == Integer.class) {
      return Integer.valueOf(value);
    }
    return type == Double.class ? (Object) Double.valueOf(value) : value;
  }

  @Test
  void all_problems_are_told_at_once() {
    adapter.setMemory("plenty");
    adapter.setEngine("rocm");
    adapter.setP2pPort(-1);
    assertThatThrownBy(() -> adapter.start(server))
        .hasMessageContaining("memory = plenty")
        .hasMessageContaining("engine = rocm")
        .hasMessageContaining("p2pPort = -1");
  }

  @Test
  void the_port_for_other_nodes_is_open_exactly_while_it_runs() throws Exception {
    adapter.setP2pHost("127.0.0.1");
    adapter.start(server);
    InetSocketAddress address = adapter.daemon().peerAddress().orElseThrow();
    try (Socket peer = new Socket(address.getAddress(), address.getPort())) {
      assertThat(peer.isConnected()).isTrue();
    }
    adapter.stop();
    assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close())
        .isInstanceOf(ConnectException.class);
    await().until(() -> server.runningWorks() == 0);
  }

  @Test
  void a_port_that_is_taken_leaves_nothing_behind() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      adapter.setP2pHost("127.0.0.1");
      adapter.setP2pPort(taken.getLocalPort());
      assertThatThrownBy(() -> adapter.start(server))
          .isInstanceOf(ResourceAdapterInternalException.class)
          .hasMessageContaining("cannot be opened");
    }
    await().until(() -> server.runningWorks() == 0);
    adapter.start(server);
    assertThat(adapter.daemon().isRunning()).isTrue();
  }

  @Test
  void the_secret_for_other_nodes_is_the_first_line_of_its_file() throws Exception {
    Path file = Files.writeString(dataDir.resolve("token"), "  \n");
    adapter.setP2pTokenFile(file.toString());
    assertThatThrownBy(() -> adapter.start(server)).hasMessageContaining("first line is empty");
    Files.writeString(file, "secret\n");
    adapter.start(server);
  }

  @Test
  void there_is_nothing_to_recover() {
    assertThat(adapter.getXAResources(new ActivationSpec[0])).isEmpty();
  }

  private GpuDaemonResourceAdapter adapter() {
    GpuDaemonResourceAdapter created = new GpuDaemonResourceAdapter();
    created.setMemory("1MiB");
    created.setDataDir(dataDir.toString());
    return created;
  }
}
