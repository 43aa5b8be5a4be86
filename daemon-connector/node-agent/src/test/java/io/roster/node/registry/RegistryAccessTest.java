/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.roster.node.loop.Loop;
import io.roster.settings.NodeSettings;
import io.roster.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The link as the settings describe it, against coordinators on real ports. */
class RegistryAccessTest {

  private static final NodeIdentity NODE = new NodeIdentity("n", "d", "10.0.0.1", 1, 2);

  private static final NetworkThreads NETWORK =
      new NetworkThreads(work -> new Thread(work, "network"));

  @TempDir Path files;

  @AfterAll
  static void end_the_network() {
    NETWORK.close();
  }

  @Test
  void a_node_survives_the_loss_of_a_coordinator_without_registering_again() throws Exception {
    Set<String> workers = ConcurrentHashMap.newKeySet();
    try (FakeRegistry first = new FakeRegistry(workers, Optional.empty(), 0);
        FakeRegistry second = new FakeRegistry(workers, Optional.empty(), 0)) {
      first.intervalMillis = 20;
      second.intervalMillis = 20;
      RegistryLink link = link(Map.of(), first.endpoint() + "," + second.endpoint());
      Loop thread = new Loop("link", link, work -> new Thread(work, "link"));
      thread.start();
      await().until(() -> first.heartbeats.size() > 1);
      first.close();
      await().until(() -> second.heartbeats.size() > 1);
      assertThat(second.registrations).isEmpty();
      assertThat(link.status().endpoint()).contains(second.endpoint());

      second.forgetAll();
      await().until(() -> second.registrations.size() == 1);
      assertThat(second.registrations.get(0).getPreviousWorkerId())
          .isEqualTo(first.heartbeats.get(0).getWorkerId());

      thread.stop();
      assertThat(second.farewells).hasSize(1);
      assertThat(workers).isEmpty();
    }
  }

  @Test
  void a_registry_that_comes_later_is_found() throws Exception {
    String endpoint;
    int port;
    try (FakeRegistry early = new FakeRegistry()) {
      endpoint = early.endpoint();
      port = Integer.parseInt(endpoint.substring(endpoint.indexOf(':') + 1));
    }
    RegistryLink link = link(Map.of(), endpoint);
    assertThat(link.step()).isPositive();
    try (FakeRegistry late =
        new FakeRegistry(ConcurrentHashMap.newKeySet(), Optional.empty(), port)) {
      await()
          .until(
              () -> {
                link.step();
                return link.status().isRegistered();
              });
      link.end();
      assertThat(late.farewells).hasSize(1);
    }
  }

  @Test
  void the_token_comes_from_its_file() throws Exception {
    Path token = Files.writeString(files.resolve("token"), "secret\nsecond line\n");
    try (FakeRegistry registry = new FakeRegistry()) {
      registry.clusterToken = "secret";
      RegistryLink link =
          link(Map.of(NodeSettings.TOKEN_FILE.key(), token.toString()), registry.endpoint());
      link.step();
      assertThat(link.status().isRegistered()).isTrue();
      assertThat(registry.tokens).containsOnly(Optional.of("secret"));
      link.end();
    }
  }

  @Test
  void files_of_no_use_are_named() throws Exception {
    Path empty = Files.writeString(files.resolve("empty"), "\n");
    assertThatThrownBy(() -> link(Map.of(NodeSettings.TOKEN_FILE.key(), empty.toString()), "a:1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("roster.node.token-file");
    assertThatThrownBy(() -> link(Map.of(NodeSettings.TOKEN_FILE.key(), files + "/none"), "a:1"))
        .hasMessageContaining("cannot be read");
    assertThatThrownBy(
            () -> link(Map.of(NodeSettings.REGISTRY_TLS_CA.key(), empty.toString()), "a:1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("roster.node.registry-tls-ca");
  }

  @Test
  void calls_are_encrypted_and_the_registry_must_prove_itself() throws Exception {
    TlsIdentity ours = TlsIdentity.create(files, "ours");
    TlsIdentity others = TlsIdentity.create(files, "others");
    try (FakeRegistry registry =
        new FakeRegistry(ConcurrentHashMap.newKeySet(), Optional.of(ours.serverSide()), 0)) {
      RegistryLink trusting =
          link(
              Map.of(NodeSettings.REGISTRY_TLS_CA.key(), ours.certificate().toString()),
              registry.endpoint());
      trusting.step();
      assertThat(trusting.status().isRegistered()).isTrue();
      trusting.end();

      RegistryLink wary =
          link(
              Map.of(NodeSettings.REGISTRY_TLS_CA.key(), others.certificate().toString()),
              registry.endpoint());
      wary.step();
      assertThat(wary.status().isRegistered()).isFalse();
      wary.end();
    }
  }

  private static RegistryLink link(Map<String, String> more, String registry) {
    Map<String, String> given = new HashMap<>(more);
    given.put(NodeSettings.REGISTRY.key(), registry);
    Settings settings = Settings.read(NodeSettings.TABLE, given);
    return RegistryAccess.create(
            settings,
            NODE,
            new Membership(),
            new LinkReports() {
              @Override
              public NodeLoad load() {
                return new NodeLoad(10, 5, true);
              }

              @Override
              public InventoryReport inventory() {
                return InventoryReport.UNKNOWN;
              }
            },
            NETWORK,
            reason -> {})
        .link();
  }
}
