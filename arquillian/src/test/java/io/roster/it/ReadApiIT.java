/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roster.it.client.Daemon;
import io.roster.it.client.Http;
import io.roster.it.client.Wire;
import io.roster.it.product.Product;
import io.roster.it.product.Registry;
import io.roster.it.product.Setup;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What scripts read as JSON. */
@ParameterizedClass
@EnumSource(Product.class)
class ReadApiIT {

  private final Registry registry;
  private final Http http;

  ReadApiIT(Product product) {
    registry = product.registry(Setup.PLAIN);
    http = new Http(registry);
  }

  private static JsonObject json(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject();
    }
  }

  private JsonObject read(String path) {
    HttpResponse<String> answer = http.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  private String register(Daemon daemon) {
    try (Wire wire = Wire.to(registry)) {
      return wire.register(daemon).getWorkerId();
    }
  }

  @Test
  void a_worker_that_registers_is_listed_found_and_told_of() {
    Daemon daemon = Daemon.fresh();
    String worker = register(daemon);

    JsonObject listed =
        read("api/workers?include_unavailable=true&q=" + daemon.id())
            .getJsonArray("workers")
            .getJsonObject(0);

    assertThat(listed.getString("worker_id")).isEqualTo(worker);
    assertThat(Instant.parse(listed.getString("registered_at"))).isBefore(Instant.now());
    assertThat(read("api/workers/" + worker).getString("daemon_id")).isEqualTo(daemon.id());
    assertThat(
            read("api/events?type=worker.registered&subject=" + worker)
                .getJsonArray("events")
                .getJsonObject(0)
                .getString("actor"))
        .isEqualTo("daemon:" + daemon.id());
  }

  @Test
  void pages_follow_each_other_without_a_gap_or_a_double() {
    for (int i = 0; i < 5; i++) {
      register(Daemon.fresh());
    }
    Set<String> seen = new HashSet<>();
    String token = "";
    do {
      JsonObject page =
          read("api/workers?include_unavailable=true&page_size=2&page_token=" + token);
      page.getJsonArray("workers")
          .getValuesAs(JsonObject.class)
          .forEach(worker -> assertThat(seen.add(worker.getString("worker_id"))).isTrue());
      token = page.getString("next_page_token");
    } while (!token.isEmpty());
    assertThat(seen).hasSizeGreaterThanOrEqualTo(5);
  }

  @Test
  void coordinators_write_down_that_they_are_there() {
    await()
        .untilAsserted(
            () -> assertThat(read("api/health").getString("status")).isEqualTo("healthy"));
    assertThat(read("api/replicas").getJsonArray("replicas")).isNotNull();
    assertThat(read("api/artifacts").getJsonArray("artifacts")).isNotNull();
    assertThat(read("api/transports").getJsonArray("transports")).isNotNull();
    assertThat(read("api/chunks?artifact_id=nothing").getJsonArray("chunks")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "api/workers?page_size=501, 400, INVALID_ARGUMENT",
    "api/workers?page_size=many, 400, INVALID_ARGUMENT",
    "api/workers?page_token=nothing, 400, INVALID_ARGUMENT",
    "api/workers?page_token=%00, 400, INVALID_ARGUMENT",
    "api/workers?colour=red, 400, INVALID_ARGUMENT",
    "api/workers?state=blue, 400, INVALID_ARGUMENT",
    "api/replicas?sort=size, 400, INVALID_ARGUMENT",
    "api/replicas?artifact_id=%00, 400, INVALID_ARGUMENT",
    "api/events?from=yesterday, 400, INVALID_ARGUMENT",
    "api/chunks, 400, INVALID_ARGUMENT",
    "api/artifacts/nothing, 404, NOT_FOUND",
    "api/workers/nobody, 404, NOT_FOUND",
    "api/nothing, 404, NOT_FOUND"
  })
  void a_refusal_has_one_shape(String path, int status, String code) {
    HttpResponse<String> answer = http.get(path);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    JsonObject error = json(answer).getJsonObject("error");
    assertThat(error.getString("code")).isEqualTo(code);
    assertThat(error.getInt("http_status")).isEqualTo(status);
    assertThat(error.getString("message")).isNotBlank();
    assertThat(error.getString("trace_id")).isNotBlank();
    assertThat(answer.body()).doesNotContain("Exception");
  }

  @Test
  void the_document_describes_what_there_is() {
    JsonObject document = read("api/openapi.json");

    assertThat(document.getString("openapi")).startsWith("3.");
    assertThat(document.getJsonObject("paths").keySet())
        .contains(
            "/workers",
            "/replicas",
            "/artifacts/{artifact_id}",
            "/chunks",
            "/transports",
            "/events");
  }
}
