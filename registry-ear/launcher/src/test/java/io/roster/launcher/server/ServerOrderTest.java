/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerOrderTest {

  @Test
  void an_order_arrives_as_it_was_given() throws IOException {
    ServerOrder order =
        new ServerOrder(
            "/apps/registry.ear",
            "/run/home",
            "::1",
            8443,
            ServerOrder.Scheme.HTTPS,
            25,
            Map.of("a", "1", "secret", "line one\nzwölf"));
    ByteArrayOutputStream pipe = new ByteArrayOutputStream();

    order.writeTo(new DataOutputStream(pipe));

    assertThat(
            ServerOrder.readFrom(new DataInputStream(new ByteArrayInputStream(pipe.toByteArray()))))
        .isEqualTo(order);
  }
}
