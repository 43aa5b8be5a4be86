/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.shard.app;

import io.roster.registry.platform.JsonValues;
import io.roster.registry.shard.ShardHome;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** A lease's state as the journal keeps it: never with its token, which is the holder's secret. */
public final class ShardJson {

  private ShardJson() {}

  public static JsonObject of(ShardHome home) {
    return JsonValues.object()
        .add("holder_daemon_id", home.holderDaemonId())
        .add("generation", Long.toUnsignedString(home.generation()))
        .add("expires_at", home.expiresAt().toString())
        .build();
  }

  /** JSON's null for a shard that never had a home. */
  static JsonValue before(ShardHome home) {
    return home.generation() == 0 ? JsonValue.NULL : of(home);
  }
}
