/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key.app;

import io.roster.registry.key.KeyMapping;
import io.roster.registry.platform.JsonValues;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.OptionalLong;

/** A key's state as the journal keeps it. */
public final class KeyJson {

  private static final String TTL = "ttl_seconds";

  private KeyJson() {}

  public static JsonObject of(KeyMapping mapping) {
    JsonObjectBuilder json =
        JsonValues.object()
            .add("artifact_id", mapping.artifactId())
            .add("replica_uuid", mapping.replicaUuid())
            .add("daemon_address", mapping.daemonAddress())
            .add("generation", Long.toUnsignedString(mapping.generation()))
            .add("kind", mapping.kind().name());
    mapping.ttlSeconds().ifPresent(seconds -> json.add(TTL, seconds));
    return json.build();
  }

  static KeyMapping read(String key, JsonObject state) {
    JsonNumber ttl = state.getJsonNumber(TTL);
    return new KeyMapping(
        key,
        state.getString("artifact_id"),
        state.getString("replica_uuid"),
        state.getString("daemon_address"),
        ttl == null ? OptionalLong.empty() : OptionalLong.of(ttl.longValue()),
        Long.parseUnsignedLong(state.getString("generation")),
        KeyMapping.Kind.valueOf(state.getString("kind")));
  }
}
