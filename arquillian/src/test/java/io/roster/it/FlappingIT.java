/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.roster.it.client.Daemon;
import io.roster.it.client.Http;
import io.roster.it.client.Wire;
import io.roster.it.product.Product;
import io.roster.it.product.Registry;
import io.roster.it.product.Setup;
import io.roster.wire.globalstore.v1.Status;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A daemon comes and goes many times a second, and the others do not pay for it. */
@ParameterizedClass
@EnumSource(Product.class)
class FlappingIT {

  /** Far more than the limit of 30 within ten seconds, also where each takes a tenth of one. */
  private static final int ATTEMPTS = 300;

  private final Http http;
  private final Wire wire;

  FlappingIT(Product product) {
    Registry registry = product.registry(Setup.PLAIN);
    http = new Http(registry);
    wire = Wire.to(registry);
  }

  @AfterEach
  void close() {
    wire.close();
  }

  private Optional<StatusRuntimeException> refusal(Daemon daemon) {
    for (int i = 0; i < ATTEMPTS; i++) {
      try {
        wire.register(daemon);
      } catch (StatusRuntimeException refused) {
        return Optional.of(refused);
      }
    }
    return Optional.empty();
  }

  @Test
  void it_is_kept_out_for_a_while_and_told_for_how_long() {
    Daemon flapping = Daemon.fresh();

    StatusRuntimeException refused = refusal(flapping).orElseThrow();

    assertThat(refused.getStatus().getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED);
    assertThat(refused.getStatus().getDescription()).contains(flapping.id(), "too often");
    assertThat(trailer(refused, "roster-error")).isEqualTo("ROS-1015");
    assertThat(Long.parseLong(trailer(refused, "roster-retry-after-ms"))).isBetween(1L, 30_000L);
    assertThat(trailer(refused, "grpc-retry-pushback-ms")).isNotEmpty();
    assertThat(Wire.statusOf(() -> wire.register(flapping)).getCode())
        .isEqualTo(Code.RESOURCE_EXHAUSTED);
    assertThat(wire.register(Daemon.fresh()).getStatus()).isEqualTo(Status.STATUS_OK);
    await()
        .untilAsserted(
            () ->
                assertThat(http.get("metrics").body())
                    .containsPattern("roster_workers_quarantined [1-9]")
                    .containsPattern("roster_worker_registrations_refused_total [1-9]"));
    assertThat(http.get("api/workers?include_unavailable=true&q=" + flapping.id()).body())
        .contains("\"quarantine\"", "\"until\"", "\"registrations\":30");
  }

  private static String trailer(StatusRuntimeException refused, String name) {
    Metadata trailers = refused.getTrailers();
    String value =
        trailers == null
            ? null
            : trailers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
    return value == null ? "" : value;
  }
}
