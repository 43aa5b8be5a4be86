/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.ops.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.ws.rs.Path;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OpenApiTest {

  private final JsonObject document = read();

  private static JsonObject read() {
    InputStream file =
        Objects.requireNonNull(OpenApiTest.class.getResourceAsStream("/openapi.json"));
    try (JsonReader reader = Json.createReader(file)) {
      return reader.readObject();
    }
  }

  @Test
  void the_document_names_every_call_and_no_other() {
    Set<String> calls =
        Arrays.stream(FleetResource.class.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Path.class))
            .map(method -> "/" + method.getAnnotation(Path.class).value())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(document.getJsonObject("paths").keySet()).containsExactlyInAnyOrderElementsOf(calls);
  }

  @Test
  void every_reference_leads_somewhere() {
    Set<String> schemas = document.getJsonObject("components").getJsonObject("schemas").keySet();
    String text = document.toString();
    java.util.regex.Pattern.compile("#/components/schemas/(\\w+)")
        .matcher(text)
        .results()
        .forEach(found -> assertThat(schemas).contains(found.group(1)));
  }
}
