/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.connector.DaemonUnavailableException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    assertThat(adapter.daemon().status().capacityBytes()).isEqualTo(2L << 20);
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

  @Test
  void a_wrong_configuration_is_refused_with_a_sentence() {
    adapter.setMemory("plenty");
    assertThatThrownBy(() -> adapter.start(server))
        .isInstanceOf(ResourceAdapterInternalException.class)
        .hasMessageContaining("memory=plenty")
        .hasMessageContaining("expected a size");
    adapter.setMemory("0");
    assertThatThrownBy(() -> adapter.start(server)).hasMessageContaining("more than 0");
    adapter.setMemory("1MiB");
    adapter.setDataDir(" ");
    assertThatThrownBy(() -> adapter.start(server)).hasMessageContaining("dataDir is missing");
  }

  @Test
  void equality_follows_the_configuration_and_the_hash_never_changes() {
    GpuDaemonResourceAdapter other = adapter();
    int hash = adapter.hashCode();
    assertThat(adapter).isEqualTo(other).hasSameHashCodeAs(other);
    other.setMemory("3MiB");
    assertThat(adapter).isNotEqualTo(other);
    adapter.setMemory("4MiB");
    adapter.setDaemonId("x");
    assertThat(adapter.hashCode()).isEqualTo(hash);
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
