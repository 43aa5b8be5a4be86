/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra;

import io.roster.connector.ArtifactInfo;
import io.roster.connector.DeviceInfo;
import io.roster.connector.GpuDaemonEvent;
import io.roster.connector.MemoryKind;
import io.roster.gpu.Artifact;
import io.roster.gpu.ArtifactEvent;
import io.roster.gpu.GpuDevice;

/** The engine's values in the words of the application contract. */
public final class Values {

  private Values() {}

  public static ArtifactInfo info(Artifact artifact) {
    return new ArtifactInfo(
        artifact.id().value(),
        artifact.sizeBytes(),
        artifact.sha256().hex(),
        memory(artifact.device()),
        artifact.device().ordinal(),
        artifact.loadedAt());
  }

  public static DeviceInfo info(GpuDevice device) {
    return new DeviceInfo(device.ordinal(), device.name(), memory(device), device.capacityBytes());
  }

  static GpuDaemonEvent event(ArtifactEvent event) {
    if (event instanceof ArtifactEvent.Loaded loaded) {
      return new GpuDaemonEvent.ArtifactLoaded(info(loaded.artifact()));
    }
    if (event instanceof ArtifactEvent.Unloaded unloaded) {
      return new GpuDaemonEvent.ArtifactUnloaded(
          info(unloaded.artifact()), reason(unloaded.reason()));
    }
    if (event instanceof ArtifactEvent.Pressure pressure) {
      return new GpuDaemonEvent.MemoryPressure(
          level(pressure.level()), pressure.usage().usedBytes(), pressure.usage().capacityBytes());
    }
    if (event instanceof ArtifactEvent.Failed failed) {
      return new GpuDaemonEvent.ArtifactFailed(
          failed.artifactId().value(), failure(failed.failure()));
    }
    throw new IllegalArgumentException("An event of an unknown kind: " + event);
  }

  private static MemoryKind memory(GpuDevice device) {
    return switch (device.kind()) {
      case HOST -> MemoryKind.HOST;
      case GPU -> MemoryKind.GPU;
    };
  }

  private static GpuDaemonEvent.UnloadReason reason(ArtifactEvent.UnloadReason reason) {
    return switch (reason) {
      case REQUESTED -> GpuDaemonEvent.UnloadReason.REQUESTED;
      case EVICTED -> GpuDaemonEvent.UnloadReason.EVICTED;
    };
  }

  private static GpuDaemonEvent.PressureLevel level(ArtifactEvent.PressureLevel level) {
    return switch (level) {
      case NORMAL -> GpuDaemonEvent.PressureLevel.NORMAL;
      case HIGH -> GpuDaemonEvent.PressureLevel.HIGH;
    };
  }

  private static GpuDaemonEvent.Failure failure(ArtifactEvent.Failure failure) {
    return switch (failure) {
      case NOT_LOADED -> GpuDaemonEvent.Failure.NOT_LOADED;
      case DAMAGED -> GpuDaemonEvent.Failure.DAMAGED;
    };
  }
}
