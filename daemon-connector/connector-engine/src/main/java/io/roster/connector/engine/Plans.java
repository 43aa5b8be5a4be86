/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.engine;

import io.roster.connector.port.EnginePlan;
import io.roster.gpu.Backend;
import io.roster.gpu.EngineConfiguration;
import io.roster.gpu.Watermarks;
import io.roster.gpu.peer.PeerClientSettings;
import io.roster.gpu.peer.PeerServerSettings;
import java.util.Optional;

/** A plan in the engine's own words. */
final class Plans {

  private Plans() {}

  static EngineConfiguration memories(EnginePlan plan) {
    EngineConfiguration memories =
        EngineConfiguration.usual()
            .with(backend(plan.backend()))
            .withGpu(plan.gpuBytes())
            .withRam(plan.ramBytes())
            .with(watermarks(plan.room()));
    return plan.disk().map(disk -> memories.withDisk(disk.folder(), disk.bytes())).orElse(memories);
  }

  private static Backend backend(EnginePlan.Backend backend) {
    return switch (backend) {
      case AUTO -> Backend.AUTO;
      case HOST -> Backend.HOST;
      case CUDA -> Backend.CUDA;
    };
  }

  private static Watermarks watermarks(EnginePlan.Room room) {
    return new Watermarks(room.highWatermark(), room.lowWatermark(), eviction(room.eviction()));
  }

  private static Watermarks.Eviction eviction(EnginePlan.Eviction eviction) {
    return switch (eviction) {
      case REFUSE -> Watermarks.Eviction.REFUSE;
      case LEAST_RECENTLY_USED -> Watermarks.Eviction.LEAST_RECENTLY_USED;
    };
  }

  static Optional<PeerServerSettings> serving(EnginePlan plan) {
    return plan.serving()
        .map(Plans::serving)
        .map(settings -> plan.token().map(settings::withToken).orElse(settings));
  }

  private static PeerServerSettings serving(EnginePlan.Serving serving) {
    PeerServerSettings settings =
        PeerServerSettings.on(serving.address()).withMaxConnections(serving.connections());
    return serving.bytesPerSecond() == 0
        ? settings
        : settings.withBytesPerSecond(serving.bytesPerSecond());
  }

  static PeerClientSettings fetching(EnginePlan plan) {
    return plan.token()
        .map(PeerClientSettings.DEFAULT::withToken)
        .orElse(PeerClientSettings.DEFAULT);
  }
}
