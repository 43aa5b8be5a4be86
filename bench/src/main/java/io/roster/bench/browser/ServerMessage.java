/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roster.bench.report.MeasurementFailed;
import java.util.ArrayList;
import java.util.List;

/**
 * A message from the coordinator to a page.
 *
 * @param number by which messages are put in order; those that belong to none have -1
 * @param puts the attributes and properties that it sets
 * @param calls what the page is to run
 */
record ServerMessage(int number, List<Put> puts, List<Call> calls) {

  /** Before each message, so that no other page can run it as a script. */
  private static final String GUARD = "for(;;);";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A value of an element. */
  record Put(int node, String name, String value) {}

  /**
   * Something to run.
   *
   * @param arguments what the script calls {@code $0}, {@code $1} and so on
   */
  record Call(List<JsonNode> arguments, String script) {}

  ServerMessage {
    puts = List.copyOf(puts);
    calls = List.copyOf(calls);
  }

  /** A message as it is sent in answer or pushed. */
  static ServerMessage parse(String text) {
    if (!text.startsWith(GUARD)) {
      throw new MeasurementFailed("The console sent what is no message: " + beginning(text));
    }
    return of(json(text.substring(GUARD.length())).path(0));
  }

  static ServerMessage of(JsonNode message) {
    List<Put> puts = new ArrayList<>();
    for (JsonNode change : message.path("changes")) {
      if (change.path("type").asText().equals("put")) {
        puts.add(
            new Put(
                change.path("node").asInt(),
                change.path("key").asText(),
                change.path("value").asText()));
      }
    }
    List<Call> calls = new ArrayList<>();
    for (JsonNode call : message.path("execute")) {
      List<JsonNode> parts = new ArrayList<>();
      call.forEach(parts::add);
      int script = parts.size() - 1;
      calls.add(new Call(List.copyOf(parts.subList(0, script)), parts.get(script).asText()));
    }
    return new ServerMessage(message.path("syncId").asInt(-1), puts, calls);
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException unreadable) {
      throw new MeasurementFailed("The console sent what is no JSON: " + beginning(text));
    }
  }

  private static String beginning(String text) {
    return text.substring(0, Math.min(200, text.length()));
  }
}
