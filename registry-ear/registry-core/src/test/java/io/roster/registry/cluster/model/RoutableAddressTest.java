/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.registry.platform.InvalidRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutableAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.1", "gpu-17.example", "fd00::1", "192.168.1.5", "localhost.example"})
  void addresses_that_another_host_could_reach_are_accepted(String address) {
    assertThatCode(() -> RoutableAddress.require("node_address", address))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "localhost",
        " LOCALHOST ",
        "ip6-localhost",
        "*",
        "0.0.0.0",
        "::",
        "[::]",
        "127.0.0.1",
        "127.9.9.9",
        "::1",
        "[::1]",
        "0:0:0:0:0:0:0:0"
      })
  void addresses_of_nobody_or_of_this_host_are_refused(String address) {
    assertThatThrownBy(() -> RoutableAddress.require("node_address", address))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageStartingWith("node_address ");
  }
}
