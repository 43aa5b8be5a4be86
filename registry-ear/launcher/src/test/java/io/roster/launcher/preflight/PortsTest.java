/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.launcher.CannotStart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void a_port_in_use_is_told_with_the_option_that_changes_it() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> Ports.requireFree("127.0.0.1", taken.getLocalPort(), "--http-port"))
          .isInstanceOf(CannotStart.class)
          .hasMessageContaining("Port " + taken.getLocalPort() + " on 127.0.0.1 is in use")
          .hasMessageContaining("--http-port");
    }
  }

  @Test
  void a_free_port_passes() {
    int port = Ports.free("127.0.0.1");

    assertThatCode(() -> Ports.requireFree("127.0.0.1", port, "--http-port"))
        .doesNotThrowAnyException();
  }

  @Test
  void a_port_that_was_only_a_wish_is_replaced_when_it_is_taken() throws IOException {
    int wish;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      wish = taken.getLocalPort();
      assertThat(Ports.orFree("127.0.0.1", wish)).isNotEqualTo(wish).isPositive();
    }

    assertThat(Ports.orFree("127.0.0.1", wish)).isEqualTo(wish);
  }

  @Test
  void the_address_of_another_machine_is_told() {
    assertThatThrownBy(() -> Ports.requireLocal("192.0.2.1"))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("192.0.2.1 is not an address of this machine");
  }

  @Test
  void a_name_that_nobody_has_is_told() {
    assertThatThrownBy(() -> Ports.resolve("no-such-host.invalid"))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("There is no host no-such-host.invalid");
  }
}
