/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.settings.NodeSettings;
import io.roster.settings.Settings;
import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdvertisedAddressTest {

  @Test
  void what_is_configured_is_taken() {
    assertThat(find(Map.of("roster.node.advertise-host", "node-1.example")).host())
        .isEqualTo("node-1.example");
  }

  @Test
  void a_registry_on_this_host_does_not_lead_to_a_loopback_address() throws Exception {
    String host = find(Map.of("roster.node.registry", "127.0.0.1:50051")).host();
    assertThat(host).isNotEqualTo("localhost");
    assertThat(host.startsWith("127.")).isFalse();
  }

  @Test
  void an_address_of_another_host_is_listened_for_everywhere() {
    assertThat(new AdvertisedAddress("198.51.100.7").bindAddress().isAnyLocalAddress()).isTrue();
    assertThat(new AdvertisedAddress("does.not.exist.invalid").bindAddress().isAnyLocalAddress())
        .isTrue();
  }

  @Test
  void an_address_of_this_host_is_listened_on_alone() {
    assertThat(new AdvertisedAddress("127.0.0.1").bindAddress())
        .isEqualTo(InetAddress.getLoopbackAddress());
  }

  private static AdvertisedAddress find(Map<String, String> given) {
    return AdvertisedAddress.find(Settings.read(NodeSettings.TABLE, given));
  }
}
