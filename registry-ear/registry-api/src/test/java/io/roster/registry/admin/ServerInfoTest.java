/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerInfoTest {

  @Test
  void a_port_that_others_can_reach_is_reached_where_it_is_advertised() {
    ServerInfo info = info("0.0.0.0");
    assertThat(info.reachableHost()).isEqualTo("192.0.2.7");
    assertThat(info.reachablePort()).isEqualTo(443);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "localhost"})
  void a_port_on_loopback_is_reached_on_loopback_whatever_is_advertised(String host) {
    ServerInfo info = info(host);
    assertThat(info.reachableHost()).isEqualTo(host);
    assertThat(info.reachablePort()).isEqualTo(50_051);
  }

  private static ServerInfo info(String listenHost) {
    return new ServerInfo("c1", "192.0.2.7", 443, listenHost, 50_051, 8_080, "1", "cluster");
  }
}
