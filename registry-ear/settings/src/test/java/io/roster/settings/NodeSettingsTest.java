/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeSettingsTest {

  @Test
  void defaults() {
    Settings settings = read(Map.of());
    assertThat(settings.find(NodeSettings.NAME)).isEmpty();
    assertThat(settings.find(NodeSettings.DAEMON_ID)).isEmpty();
    assertThat(settings.get(NodeSettings.REGISTRY))
        .containsExactly(InetSocketAddress.createUnresolved("127.0.0.1", 50051));
    assertThat(settings.get(NodeSettings.GRPC_PORT)).isEqualTo(50061);
    assertThat(settings.get(NodeSettings.P2P_PORT)).isEqualTo(50062);
    assertThat(settings.get(NodeSettings.P2P_HOST)).isEqualTo("0.0.0.0");
    assertThat(settings.get(NodeSettings.P2P_CONNECTIONS)).isEqualTo(64);
    assertThat(settings.get(NodeSettings.P2P_BANDWIDTH)).isZero();
    assertThat(settings.find(NodeSettings.P2P_TOKEN_FILE)).isEmpty();
    assertThat(settings.get(NodeSettings.ENGINE)).isEqualTo("auto");
    assertThat(settings.get(NodeSettings.GPU_MEMORY)).isZero();
    assertThat(settings.get(NodeSettings.MEMORY)).isEqualTo(1L << 30);
    assertThat(settings.get(NodeSettings.DISK)).isZero();
    assertThat(settings.get(NodeSettings.EVICTION)).isEqualTo("least-recently-used");
    assertThat(settings.get(NodeSettings.HIGH_WATERMARK)).isEqualTo(0.9);
    assertThat(settings.get(NodeSettings.LOW_WATERMARK)).isEqualTo(0.8);
    assertThat(settings.get(NodeSettings.DATA_DIR))
        .isAbsolute()
        .endsWithRaw(Path.of(".roster/node"));
    assertThat(settings.get(NodeSettings.HEARTBEAT_INTERVAL)).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.get(NodeSettings.HEARTBEAT_RPC_TIMEOUT)).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.get(NodeSettings.STATE_SYNC_TIMEOUT)).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.get(NodeSettings.CHUNK_SYNC_INTERVAL)).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.get(NodeSettings.DRAIN_TIMEOUT)).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.get(NodeSettings.TRANSFERS_PER_REPLICA)).isEqualTo(4);
    assertThat(settings.get(NodeSettings.SAMPLES)).isZero();
  }

  @Test
  void every_key_maps() {
    Settings settings =
        read(
            Map.ofEntries(
                Map.entry("roster.node.name", "n1"),
                Map.entry("roster.node.daemon-id", "d1"),
                Map.entry("roster.node.registry", "a:1, [::1]:2"),
                Map.entry("roster.node.advertise-host", "10.0.0.1"),
                Map.entry("roster.node.grpc-port", "3"),
                Map.entry("roster.node.p2p-port", "4"),
                Map.entry("roster.node.p2p-host", "127.0.0.1"),
                Map.entry("roster.node.p2p-connections", "6"),
                Map.entry("roster.node.p2p-bandwidth", "7KiB"),
                Map.entry("roster.node.p2p-token-file", "/secret"),
                Map.entry("roster.node.engine", "CUDA"),
                Map.entry("roster.node.gpu-memory", "1MiB"),
                Map.entry("roster.node.memory", "2MiB"),
                Map.entry("roster.node.disk", "3MiB"),
                Map.entry("roster.node.eviction", "refuse"),
                Map.entry("roster.node.high-watermark", "0.7"),
                Map.entry("roster.node.low-watermark", "0.6"),
                Map.entry("roster.node.data-dir", "/data"),
                Map.entry("roster.node.heartbeat-interval", "3s"),
                Map.entry("roster.node.heartbeat-rpc-timeout", "500ms"),
                Map.entry("roster.node.state-sync-timeout", "7s"),
                Map.entry("roster.node.chunk-sync-interval", "0s"),
                Map.entry("roster.node.drain-timeout", "8s"),
                Map.entry("roster.node.transfers-per-replica", "9"),
                Map.entry("roster.node.token-file", "/token"),
                Map.entry("roster.node.registry-tls-ca", "/ca"),
                Map.entry("roster.node.samples", "5")));
    assertThat(settings.get(NodeSettings.STATE_SYNC_TIMEOUT)).isEqualTo(Duration.ofSeconds(7));
    assertThat(settings.get(NodeSettings.CHUNK_SYNC_INTERVAL)).isZero();
    assertThat(settings.get(NodeSettings.DRAIN_TIMEOUT)).isEqualTo(Duration.ofSeconds(8));
    assertThat(settings.get(NodeSettings.TRANSFERS_PER_REPLICA)).isEqualTo(9);
    assertThat(settings.get(NodeSettings.NAME)).isEqualTo("n1");
    assertThat(settings.get(NodeSettings.DAEMON_ID)).isEqualTo("d1");
    assertThat(settings.get(NodeSettings.REGISTRY))
        .containsExactly(
            InetSocketAddress.createUnresolved("a", 1),
            InetSocketAddress.createUnresolved("[::1]", 2));
    assertThat(settings.get(NodeSettings.ADVERTISE_HOST)).isEqualTo("10.0.0.1");
    assertThat(settings.get(NodeSettings.GRPC_PORT)).isEqualTo(3);
    assertThat(settings.get(NodeSettings.P2P_PORT)).isEqualTo(4);
    assertThat(settings.get(NodeSettings.P2P_HOST)).isEqualTo("127.0.0.1");
    assertThat(settings.get(NodeSettings.P2P_CONNECTIONS)).isEqualTo(6);
    assertThat(settings.get(NodeSettings.P2P_BANDWIDTH)).isEqualTo(7L << 10);
    assertThat(settings.find(NodeSettings.P2P_TOKEN_FILE)).contains(Path.of("/secret"));
    assertThat(settings.get(NodeSettings.ENGINE)).isEqualTo("cuda");
    assertThat(settings.get(NodeSettings.GPU_MEMORY)).isEqualTo(1L << 20);
    assertThat(settings.get(NodeSettings.MEMORY)).isEqualTo(2L << 20);
    assertThat(settings.get(NodeSettings.DISK)).isEqualTo(3L << 20);
    assertThat(settings.get(NodeSettings.EVICTION)).isEqualTo("refuse");
    assertThat(settings.get(NodeSettings.HIGH_WATERMARK)).isEqualTo(0.7);
    assertThat(settings.get(NodeSettings.LOW_WATERMARK)).isEqualTo(0.6);
    assertThat(settings.get(NodeSettings.DATA_DIR)).isEqualTo(Path.of("/data"));
    assertThat(settings.get(NodeSettings.HEARTBEAT_INTERVAL)).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.get(NodeSettings.HEARTBEAT_RPC_TIMEOUT)).isEqualTo(Duration.ofMillis(500));
    assertThat(settings.find(NodeSettings.TOKEN_FILE)).contains(Path.of("/token"));
    assertThat(settings.find(NodeSettings.REGISTRY_TLS_CA)).contains(Path.of("/ca"));
    assertThat(settings.get(NodeSettings.SAMPLES)).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "roster.node.registry           | coordinator  | expected host:port",
        "roster.node.registry           | a:0          | from 1 to 65535",
        "roster.node.registry           | ::1:50051    | in brackets",
        "roster.node.registry           | a:1,,b:2     | without an empty entry",
        "roster.node.registry           | a:1,a:1      | a:1 twice",
        "roster.node.advertise-host     | localhost    | registry refuses it",
        "roster.node.advertise-host     | 127.0.0.1    | registry refuses it",
        "roster.node.grpc-port          | 50062        | choose two",
        "roster.node.memory             | 0            | more than 0",
        "roster.node.engine             | cuda         | cards would not be used",
        "roster.node.engine             | rocm         | expected one of auto, host, cuda",
        "roster.node.eviction           | oldest       | expected one of",
        "roster.node.high-watermark     | 0.5          | not above the second",
        "roster.node.high-watermark     | 1.1          | at most at 1",
        "roster.node.low-watermark      | 0            | above 0",
        "roster.node.p2p-connections    | 0            | from 1",
        "roster.node.heartbeat-interval | PT0S         | above zero",
        "roster.node.heartbeat-interval | 1s           | fall behind",
        "roster.node.samples            | 10001        | at most 10000",
        "roster.node.registri           | a:1          | there is no such setting"
      })
  void a_bad_value_gives_a_sentence(String key, String value, String sentence) {
    assertThatThrownBy(() -> read(Map.of(key, value)))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(key)
        .hasMessageContaining(sentence);
  }

  @Test
  void all_problems_are_listed_at_once() {
    assertThatThrownBy(
            () -> read(Map.of("roster.node.memory", "much", "roster.node.grpc-port", "x")))
        .isInstanceOfSatisfying(
            InvalidSettings.class, invalid -> assertThat(invalid.problems()).hasSize(2));
  }

  @Test
  void values_are_shown_as_they_are_written() {
    List<String> shown =
        read(Map.of("roster.node.registry", "a:1, b:2")).effective().stream()
            .filter(effective -> effective.setting() == NodeSettings.REGISTRY)
            .map(Settings.Effective::value)
            .toList();
    assertThat(shown).containsExactly("a:1,b:2");
  }

  private static Settings read(Map<String, String> given) {
    return Settings.read(NodeSettings.TABLE, given);
  }
}
