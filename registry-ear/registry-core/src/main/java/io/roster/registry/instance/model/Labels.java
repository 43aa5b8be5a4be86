/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance.model;

import io.roster.registry.platform.JsonValues;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;
import java.util.TreeMap;

/** Labels as one text, in the order of their names. */
public final class Labels {

  private Labels() {}

  public static JsonObject json(Map<String, String> labels) {
    JsonObjectBuilder json = JsonValues.object();
    new TreeMap<>(labels).forEach(json::add);
    return json.build();
  }

  public static Map<String, String> read(String text) {
    return read(JsonValues.readObject(text));
  }

  public static Map<String, String> read(JsonObject json) {
    Map<String, String> labels = new TreeMap<>();
    json.keySet().forEach(name -> labels.put(name, json.getString(name)));
    return labels;
  }
}
