/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.it.client.Daemon;
import io.roster.it.client.Http;
import io.roster.it.client.Wire;
import io.roster.it.product.Product;
import io.roster.it.product.Registry;
import io.roster.it.product.Setup;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator's tools see over HTTP. */
@ParameterizedClass
@EnumSource(Product.class)
class OperationsIT {

  private final Registry registry;
  private final Http http;

  OperationsIT(Product product) {
    registry = product.registry(Setup.PLAIN);
    http = new Http(registry);
  }

  @ParameterizedTest
  @ValueSource(strings = {"health", "health/live", "health/ready", "health/started"})
  void each_probe_is_up(String path) {
    HttpResponse<String> answer = http.get(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"status\":\"UP\"").doesNotContain("DOWN");
  }

  @Test
  void readiness_names_what_it_looked_at() {
    assertThat(http.get("health/ready").body()).contains("\"database\"", "\"schema\"", "\"grpc\"");
  }

  @Test
  void metrics_count_workers_and_calls() {
    try (Wire wire = Wire.to(registry)) {
      wire.register(Daemon.fresh());
      wire.send(
          io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc.getRegisterWorkerMethod(),
          new byte[] {(byte) 0xff});
    }

    HttpResponse<String> answer = http.get("metrics");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(contentType(answer)).startsWith("text/plain");
    assertThat(answer.body())
        .containsPattern("(?m)^tc_active_workers [1-9]")
        .containsPattern(
            "(?m)^tc_grpc_server_handled_total\\{code=\"OK\",method=\"RegisterWorker\"} [1-9]")
        .containsPattern(
            "(?m)^tc_grpc_server_handled_total\\{code=\"INVALID_ARGUMENT\",method=\"RegisterWorker\"} [1-9]")
        .containsPattern(
            "(?m)^tc_grpc_server_handling_seconds_bucket\\{method=\"RegisterWorker\",le=\"0\\.5\"} \\d")
        .containsPattern(
            "(?m)^tc_grpc_server_handling_seconds_count\\{method=\"RegisterWorker\"} [1-9]")
        .contains("# TYPE tc_active_workers gauge", "# TYPE tc_grpc_server_handled_total counter");
    assertThat(answer.body()).as("identities are no labels").doesNotContain("daemon-");
  }

  @Test
  void a_scraper_that_wants_open_metrics_gets_them() {
    HttpResponse<String> answer =
        http.get(
            "metrics", "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(contentType(answer)).startsWith("application/openmetrics-text");
    assertThat(answer.body()).endsWith("# EOF\n").contains("# TYPE tc_grpc_server_handled counter");
  }

  private static String contentType(HttpResponse<String> answer) {
    return answer.headers().firstValue("Content-Type").orElse("");
  }

  @Test
  void the_bare_address_leads_to_the_console() {
    HttpResponse<String> answer = http.get("");

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(List.of(answer.headers().firstValue("Location").orElse("").split("/")))
        .endsWith("console");
  }
}
