/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.browser;

import com.fasterxml.jackson.databind.JsonNode;
import io.roster.bench.browser.ServerMessage.Call;
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
  private static final int NODE = 0;
  private static final int RETURN_CHANNEL = 2;

  private int promises;

  /** The action of a call; none when it asks for nothing. */
  Optional<Map<String, Object>> to(Call call) {
    if (call.script().contains(CONFIRM)) {
      return Optional.of(confirm(call));
    }
    return call.arguments().stream()
        .filter(argument -> isOf(argument, RETURN_CHANNEL))
        .findFirst()
        .map(Answers::present);
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

  private static Map<String, Object> present(JsonNode channel) {
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

  private static boolean isOf(JsonNode argument, int type) {
    return argument.isArray() && argument.size() > 1 && argument.get(0).asInt(NODE) == type;
  }
}
