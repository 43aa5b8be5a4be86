/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.launcher.CannotStart;
import io.roster.settings.RegistrySettings;
import io.roster.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceFileTest {

  @TempDir private Path temporary;

  @Test
  void a_whole_file_becomes_settings() {
    Settings settings =
        Settings.read(
            RegistrySettings.TABLE,
            registry(
                """
                database:
                  db_file: ~/store.db
                server:
                  max_workers: 24
                  listen: {host: 0.0.0.0, port: 50051}
                  metrics_port: 8001
                  advertise:
                    host: 10.0.0.7
                  grpc:
                    keepalive_time: 30s
                    tls: {enabled: true, cert_file: c.pem, key_file: k.pem}
                worker_policy:
                  heartbeat_timeout: 40s
                  cleanup_interval: 40s
                  default_heartbeat_interval: 1.5s
                  transport_scheduler:
                    mode: TRANSPORT_SCHEDULER_MODE_GROUP_DISPATCH
                    source_balance_weights: {replica_load_weight: 2}
                  group_realization:
                    default_deadline_ms: 1000
                observability:
                  logging: {level: Warning}
                  otel: {enabled: false, exporter_protocol: http/protobuf}
                  otel_cxx:
                    exporter_headers: {authorization: Bearer x}
                limits:
                  digest_writes: {max_digest_bytes: "1048576"}
                meta: {schema_version: 1, cluster_token: secret}
                """));

    assertThat(settings.get(RegistrySettings.GRPC_HOST)).isEqualTo("0.0.0.0");
    assertThat(settings.get(RegistrySettings.GRPC_THREADS)).isEqualTo(24);
    assertThat(settings.get(RegistrySettings.HTTP_PORT)).isEqualTo(8001);
    assertThat(settings.get(RegistrySettings.HEARTBEAT_TIMEOUT)).isEqualTo(Duration.ofSeconds(40));
    assertThat(settings.get(RegistrySettings.HEARTBEAT_INTERVAL))
        .isEqualTo(Duration.ofMillis(1500));
    assertThat(settings.get(RegistrySettings.LOG_LEVEL)).isEqualTo("WARN");
    assertThat(settings.find(RegistrySettings.CLUSTER_TOKEN)).contains("secret");
  }

  @Test
  void json_and_its_camel_case_names_are_read_too() {
    assertThat(
            registry(
                "{\"workerPolicy\": {\"heartbeatTimeout\": \"41s\"}, \"server\": {\"maxWorkers\":"
                    + " 3}}"))
        .isEqualTo(Map.of("roster.worker.heartbeat-timeout", "41s", "roster.grpc.threads", "3"));
  }

  @Test
  void nothing_and_null_set_nothing() {
    assertThat(registry("")).isEmpty();
    assertThat(registry("server:\nworker_policy: {transport_scheduler: {mode: null}}\n")).isEmpty();
    assertThat(
            registry(
                "worker_policy: {transport_scheduler: {mode:"
                    + " TRANSPORT_SCHEDULER_MODE_UNSPECIFIED}}"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "worker_policy: {heartbeat_timeot: 30s}|worker_policy.heartbeat_timeot: there is no such"
            + " setting; did you mean heartbeat_timeout?",
        "web_ui: {}|web_ui: there is no such setting; remove it",
        "Server: {}|Server: there is no such setting",
        "server: {port: 1}|server.port: there is no such setting",
        "server: {max_workers: many}|server.max_workers = many: expected a positive number",
        "server: {max_workers: 1.5}|server.max_workers = 1.5: expected a positive number",
        "server: {listen: {port: 70000}}|server.listen.port = 70000: expected a number from 0 to"
            + " 65535",
        "server: {listen: 127.0.0.1}|server.listen: expected a section",
        "server: {listen: {host: 5}}|server.listen.host = 5: expected text; put it in quotes",
        "server: {listen: {host: [a]}}|server.listen.host: expected text, not a section or list",
        "worker_policy: {heartbeat_timeout: -30s}|worker_policy.heartbeat_timeout = -30s: must not"
            + " be negative",
        "worker_policy: {heartbeat_timeout: 30}|worker_policy.heartbeat_timeout = 30: expected a"
            + " duration with its unit, such as 30s",
        "worker_policy: {group_realization: {enabled: yes}}|worker_policy.group_realization.enabled"
            + " = yes: expected true or false",
        "worker_policy: {transport_scheduler: {mode:"
            + " RANDOM}}|worker_policy.transport_scheduler.mode = RANDOM: expected one of LEGACY",
        "server: {advertise: {host: 127.0.0.1}}|server.advertise.host = 127.0.0.1 is not an address"
            + " that another machine can reach",
        "server: {max_workers: 1, max_workers: 2}|server.max_workers: set twice; keep one",
        "server: {max_workers: 1, maxWorkers: 2}|server.max_workers: set twice; keep one",
        "[1, 2]|the file: expected a section",
        "server: {max_workers: 1|this is not YAML",
        "server: *nowhere|this is not YAML",
      })
  void what_does_not_fit_gets_a_sentence(String text, String sentence) {
    assertThatThrownBy(() -> registry(text))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void the_line_is_named_and_all_problems_are_told_at_once() {
    assertThatThrownBy(() -> registry("server:\n  max_workers: 0\n  nonsense: 1\nmore: 2\n"))
        .hasMessageContaining("file.yaml, line 2: server.max_workers = 0")
        .hasMessageContaining("file.yaml, line 3: server.nonsense")
        .hasMessageContaining("file.yaml, line 4: more");
  }

  @Test
  void a_missing_file_gets_a_sentence() {
    assertThatThrownBy(
            () -> ReferenceFile.read(temporary.resolve("none.yaml"), ReferenceSchema.REGISTRY))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("none.yaml does not exist");
  }

  @Test
  void a_daemons_file_becomes_settings_of_a_node() {
    assertThat(
            daemon(
                """
                daemon_id: gpu-7
                server:
                  storage_path: /var/lib/daemon
                  num_threads: 8
                  listen: {host: 0.0.0.0, port: 50052}
                  p2p_listen: {host: 0.0.0.0, port: 65090}
                  advertise: {host: 10.0.0.7}
                high_availability:
                  enabled: true
                  heartbeat_interval: 2s
                  heartbeat_rpc_timeout: 2s
                  state_sync_rpc_timeout: 5s
                  periodic_sync_interval: 10s
                  max_retries: 3
                  global_store_endpoints:
                    - {host: 10.0.0.1, port: 50051}
                    - {host: "fd00::1", port: 50051}
                engine: {anything: [goes, here]}
                observability: {logging: {level: debug}}
                """))
        .isEqualTo(
            Map.of(
                "roster.node.daemon-id", "gpu-7",
                "roster.node.data-dir", "/var/lib/daemon",
                "roster.node.grpc-port", "50052",
                "roster.node.p2p-port", "65090",
                "roster.node.advertise-host", "10.0.0.7",
                "roster.node.heartbeat-interval", "2s",
                "roster.node.heartbeat-rpc-timeout", "2s",
                "roster.node.state-sync-timeout", "5s",
                "roster.node.chunk-sync-interval", "10s",
                "roster.node.registry", "10.0.0.1:50051,[fd00::1]:50051"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server: {advertise: {host: localhost}}|server.advertise.host = localhost is not an"
            + " address",
        "server: {p2p_listen: {port: 0}}|server.p2p_listen.port = 0: peers must be told a port",
        "high_availability: {enabled: false}|a node of Roster always registers",
        "high_availability: {max_retries: -1}|high_availability.max_retries = -1: expected a number"
            + " from 0",
        "high_availability: {global_store_endpoints: [{host: a}]}|each entry needs a host and a"
            + " port",
        "high_availability: {global_store_endpoints: [{host: a, port: 0}]}|port 0 is not from 1 to"
            + " 65535",
        "high_availability: {global_store_endpoints: [{host: a, port: 1, weight: 2}]}|host and"
            + " port, nothing else",
        "high_availability: {global_store_endpoints: a}|expected a list of host and port",
        "engine: fast|engine: expected a section",
      })
  void what_does_not_fit_a_daemon_gets_a_sentence(String text, String sentence) {
    assertThatThrownBy(() -> daemon(text))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining(sentence);
  }

  private Map<String, String> registry(String text) {
    return ReferenceFile.read(file(text), ReferenceSchema.REGISTRY);
  }

  private Map<String, String> daemon(String text) {
    return ReferenceFile.read(file(text), ReferenceSchema.DAEMON);
  }

  private Path file(String text) {
    try {
      return Files.writeString(temporary.resolve("file.yaml"), text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
