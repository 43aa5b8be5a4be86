/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutableHostTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "localhost",
        "LOCALHOST",
        " localhost ",
        "::",
        "::1",
        "0:0:0:0:0:0:0:1",
        "[::1]",
        "::ffff:127.0.0.1",
        "*",
        "ip6-localhost",
        "db.localhost"
      })
  void loopback_and_unspecified_addresses_mean_another_machine_elsewhere(String host) {
    assertThat(RoutableHost.isNot(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.7", "192.168.1.1", "registry", "fd00::1", "1.127.0.0", "2001:db8::"})
  void other_addresses_and_names_may_be_reached(String host) {
    assertThat(RoutableHost.isNot(host)).isFalse();
  }
}
