/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.browser;

import io.roster.bench.report.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps the order of what a page and the coordinator say: messages that overtook others wait, and
 * one request at a time is under way, with all that came up during the one before.
 */
final class Conversation {

  private final String key;
  private final Map<Integer, ServerMessage> early = new TreeMap<>();
  private final List<Map<String, Object>> wanted = new ArrayList<>();
  private int seen;
  private int requests;
  private boolean underWay;

  /**
   * @param key that each request must show
   * @param seen the number of the message that began it
   */
  Conversation(String key, int seen) {
    this.key = key;
    this.seen = seen;
  }

  /** The messages whose turn has come with this one. */
  List<ServerMessage> take(ServerMessage message) {
    List<ServerMessage> ready = new ArrayList<>();
    if (message.number() < 0) {
      ready.add(message);
    } else if (message.number() > seen) {
      early.put(message.number(), message);
    }
    for (ServerMessage next = early.remove(seen + 1); next != null; next = early.remove(seen + 1)) {
      seen++;
      ready.add(next);
    }
    return ready;
  }

  void want(Map<String, Object> action) {
    wanted.add(action);
  }

  /** The next request, when none is under way and there is something to say. */
  Optional<String> next() {
    if (underWay || wanted.isEmpty()) {
      return Optional.empty();
    }
    underWay = true;
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("csrfToken", key);
    request.put("rpc", List.copyOf(wanted));
    request.put("syncId", seen);
    request.put("clientId", requests++);
    wanted.clear();
    return Optional.of(Json.of(request));
  }

  /** The request that was under way has its answer. */
  void answered() {
    underWay = false;
  }

  /** What a page says when it is closed. */
  String farewell() {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("csrfToken", key);
    request.put("rpc", List.of());
    request.put("UNLOAD", true);
    return Json.of(request);
  }
}
