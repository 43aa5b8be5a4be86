/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.ops.api;

import io.roster.registry.access.Identity;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.Names;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks of this coordinator itself, as a JSON object. A browser sends no JSON to
 * another site without asking first, so that no page can wish in somebody's name.
 *
 * @param reason why
 * @param force whether it is insisted on
 * @param asking whoever has the cluster's token may ask for everything
 */
record Wish(String reason, boolean force, Identity asking) {

  private static final String ACTOR = "roster-actor";
  private static final Set<String> KNOWN = Set.of("reason", "force");

  static Wish of(String body, HttpServletRequest request) {
    JsonObject json = object(body);
    for (String name : json.keySet()) {
      if (!KNOWN.contains(name)) {
        throw new InvalidRequest(name, "means nothing here; reason and force do");
      }
    }
    return new Wish(text(json.get("reason")), flag(json.get("force")), asking(request));
  }

  private static JsonObject object(String body) {
    try {
      if (JsonParts.read(body) instanceof JsonObject object) {
        return object;
      }
    } catch (JsonException unreadable) {
      throw new InvalidRequest("body", "is no JSON");
    }
    throw new InvalidRequest("body", "is a JSON object such as {\"reason\": \"new kernel\"}");
  }

  private static String text(@Nullable JsonValue value) {
    if (value instanceof JsonString text) {
      return text.getString();
    }
    throw new InvalidRequest("reason", "is required, as a text");
  }

  private static boolean flag(@Nullable JsonValue value) {
    if (value == null || value == JsonValue.FALSE || value == JsonValue.TRUE) {
      return value == JsonValue.TRUE;
    }
    throw new InvalidRequest("force", "is true or false");
  }

  private static Identity asking(HttpServletRequest request) {
    String name = request.getHeader(ACTOR);
    if (name != null) {
      Names.require(ACTOR, name.strip());
    }
    return Identity.trusted(
        Actor.user(name == null ? "operator" : name.strip()), request.getRemoteAddr());
  }
}
