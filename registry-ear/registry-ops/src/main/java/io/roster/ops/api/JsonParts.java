/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.ops.api;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Collection;
import java.util.Map;

/**
 * Makes and reads JSON. The library's own static methods search all jars of the server at each
 * call; here it is found once.
 */
final class JsonParts {

  private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  private JsonParts() {}

  static JsonObjectBuilder object() {
    return BUILDERS.createObjectBuilder();
  }

  /** One that begins with what an object has. */
  static JsonObjectBuilder object(JsonObject from) {
    return BUILDERS.createObjectBuilder(from);
  }

  static JsonArrayBuilder array() {
    return BUILDERS.createArrayBuilder();
  }

  static JsonArrayBuilder array(Collection<?> elements) {
    return BUILDERS.createArrayBuilder(elements);
  }

  static JsonValue read(String text) {
    try (JsonReader reader = READERS.createReader(new StringReader(text))) {
      return reader.readValue();
    }
  }
}
