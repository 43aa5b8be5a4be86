/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.browser;

import com.fasterxml.jackson.databind.JsonNode;
import io.roster.bench.browser.ServerMessage.Call;
import io.roster.bench.report.MeasurementFailed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the elements of a page say back when the coordinator has them run something: a list confirms
 * the rows that it was given, and a page that is asked whether it is there says that it is.
 */
final class Answers {

  private static final String CONFIRM = "$0.$connector.confirm($1)";

  /** Around every script whose value the coordinator waits for. */
  private static final String QUESTION = "Promise.resolve(";

  private static final String PRESENT = QUESTION + "(async function(){return 0})())";

  private int promises;

  /** The action of a call; none when it asks for nothing. */
  Optional<Map<String, Object>> to(Call call) {
    if (call.script().contains(CONFIRM)) {
      return Optional.of(confirm(call));
    }
    if (call.script().contains(PRESENT)) {
      return Optional.of(present(call));
    }
    if (call.script().contains(QUESTION)) {
      throw new MeasurementFailed("A watcher has no answer to: " + call.script());
    }
    return Optional.empty();
  }

  private Map<String, Object> confirm(Call call) {
    Map<String, Object> action = new LinkedHashMap<>();
    action.put("type", "publishedEventHandler");
    action.put("node", node(call.arguments().get(0)));
    action.put("templateEventMethodName", "confirmUpdate");
    action.put("templateEventMethodArgs", List.of(call.arguments().get(1).asInt()));
    action.put("promise", promises++);
    return action;
  }

  /** The first argument is the channel for an answer, the second that for a failure. */
  private static Map<String, Object> present(Call call) {
    JsonNode channel = call.arguments().get(0);
    Map<String, Object> action = new LinkedHashMap<>();
    action.put("type", "channel");
    action.put("node", channel.get(1).asInt());
    action.put("channel", channel.get(2).asInt());
    action.put("args", List.of(0));
    return action;
  }

  private static int node(JsonNode argument) {
    return argument.get(1).asInt();
  }
}
