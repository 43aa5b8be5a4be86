/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.roster.it.client.Daemon;
import io.roster.it.client.Http;
import io.roster.it.client.Pulse;
import io.roster.it.client.Wire;
import io.roster.it.product.Product;
import io.roster.it.product.Registry;
import io.roster.it.product.Setup;
import io.roster.it.product.TestDatabase;
import io.roster.wire.globalstore.v1.Status;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The database goes away for longer than a worker may be silent, and comes back. */
@ParameterizedClass
@EnumSource(Product.class)
class DatabaseAwayIT {

  private static final Duration SECONDS = Duration.ofSeconds(15);

  private final TestDatabase database = TestDatabase.shared();
  private final Http http;
  private final Wire wire;

  DatabaseAwayIT(Product product) {
    Registry registry = product.registry(Setup.PLAIN);
    http = new Http(registry);
    wire = Wire.to(registry);
  }

  @AfterEach
  void bringBack() {
    database.start();
    wire.close();
  }

  @Test
  void reads_go_on_changes_wait_beats_are_soon_sent_elsewhere_and_nobody_expires() {
    String beating = wire.register(Daemon.fresh()).getWorkerId();
    String cutOff = wire.register(Daemon.fresh()).getWorkerId();
    try (Pulse pulse = new Pulse(Duration.ofMillis(300), () -> tryToBeat(beating))) {
      database.stop();

      await().atMost(SECONDS).until(() -> http.get("health/ready").statusCode() == 503);
      assertThat(http.get("health/ready").body()).contains("does not answer");
      assertThat(http.get("health/live").statusCode()).isEqualTo(200);
      assertThat(http.get("health/started").statusCode()).isEqualTo(200);
      assertThat(Wire.statusOf(() -> wire.register(Daemon.fresh())).getCode())
          .isEqualTo(Code.UNAVAILABLE);
      assertThat(Wire.statusOf(() -> wire.unregister(cutOff)).getCode())
          .isEqualTo(Code.UNAVAILABLE);
      assertThat(wire.find(beating)).isPresent();
      assertThat(wire.find(cutOff)).isPresent();

      Duration timeout = Duration.ofSeconds(Setup.HEARTBEAT_TIMEOUT_SECONDS);
      await("beats that cannot be written are refused, so that daemons look for others")
          .atMost(timeout)
          .until(() -> Wire.statusOf(() -> wire.beat(beating)).getCode() == Code.UNAVAILABLE);
      await()
          .during(timeout.plusSeconds(1))
          .atMost(timeout.plusSeconds(5))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> wire.find(beating).isPresent() && wire.find(cutOff).isPresent());
      database.start();

      await().atMost(SECONDS).until(() -> http.get("health/ready").statusCode() == 200);
      await("silence that nobody could hear does not count")
          .atMost(SECONDS)
          .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
          .until(() -> wire.beat(cutOff).getStatus() == Status.STATUS_OK);
      assertThat(wire.find(beating)).isPresent();
      assertThat(wire.find(cutOff)).isPresent();
      assertThat(wire.register(Daemon.fresh()).getStatus()).isEqualTo(Status.STATUS_OK);
      await("silence that could be heard counts again")
          .atMost(timeout.multipliedBy(5))
          .until(() -> wire.find(cutOff).isEmpty());
      assertThat(wire.find(beating)).isPresent();
      assertThat(pulse.isSteady()).isTrue();
    }
  }

  /** As a daemon does, which only ever tries again. */
  private void tryToBeat(String worker) {
    try {
      var unused = wire.beat(worker);
    } catch (StatusRuntimeException refused) {
      assertThat(refused.getStatus().getCode()).isEqualTo(Code.UNAVAILABLE);
    }
  }
}
