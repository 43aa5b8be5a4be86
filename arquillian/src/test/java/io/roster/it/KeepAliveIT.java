/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.ConnectivityState;
import io.roster.it.client.Wire;
import io.roster.it.product.Product;
import io.roster.it.product.Setup;
import io.roster.wire.globalstore.v1.GetServerInfoRequest;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Daemons ping their registry, calls or no calls. */
class KeepAliveIT {

  /** The shortest that a client's library allows. */
  private static final int PING_SECONDS = 10;

  @Test
  void a_client_that_pings_without_calling_keeps_its_connection() {
    Map<Product, Wire> idle = new TreeMap<>();
    AtomicBoolean lost = new AtomicBoolean();
    try {
      for (Product product : Product.values()) {
        Wire wire = Wire.pinging(product.registry(Setup.PLAIN), PING_SECONDS);
        idle.put(product, wire);
        wire.admin().getServerInfo(GetServerInfoRequest.getDefaultInstance());
        assertThat(wire.channel().getState(false)).isEqualTo(ConnectivityState.READY);
        wire.channel().notifyWhenStateChanged(ConnectivityState.READY, () -> lost.set(true));
      }

      await()
          .during(Duration.ofSeconds(2 * PING_SECONDS + 1))
          .atMost(Duration.ofSeconds(2 * PING_SECONDS + 5))
          .until(() -> !lost.get());
    } finally {
      idle.values().forEach(Wire::close);
    }
  }
}
