/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerAddressTest {

  @ParameterizedTest
  @ValueSource(strings = {"node-7:7000", "10.0.0.1:65535", "[::1]:1"})
  void it_is_read_as_it_is_written(String text) {
    assertThat(PeerAddress.parse(text)).hasToString(text);
  }

  @Test
  void an_ipv6_host_has_no_brackets() {
    assertThat(PeerAddress.parse("[fe80::1]:9")).isEqualTo(new PeerAddress("fe80::1", 9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "node", ":7000", "[]:7", "node:0", "node:65536", "node:-1", "node:x"})
  void what_cannot_be_connected_to_is_refused(String text) {
    assertThatThrownBy(() -> PeerAddress.parse(text))
        .isInstanceOf(InvalidPeerAddress.class)
        .hasMessageContaining("Give host:port");
  }
}
