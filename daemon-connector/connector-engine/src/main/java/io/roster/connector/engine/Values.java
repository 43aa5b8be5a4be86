/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.engine;

import io.roster.connector.GpuDaemonEvent;
import io.roster.connector.MemoryId;
import io.roster.connector.MemoryKind;
import io.roster.connector.MemoryTarget;
import io.roster.connector.PeerAddress;
import io.roster.connector.PeerFailure;
import io.roster.connector.ReplicaInfo;
import io.roster.gpu.ArtifactId;
import io.roster.gpu.EngineEvent;
import io.roster.gpu.MemoryStatus;
import io.roster.gpu.Multihash;
import io.roster.gpu.NewArtifact;
import io.roster.gpu.Place;
import io.roster.gpu.Replica;
import io.roster.gpu.SafetensorsTarget;
import io.roster.gpu.peer.FetchRequest;
import io.roster.gpu.peer.PeerBusy;
import io.roster.gpu.peer.PeerException;
import io.roster.gpu.peer.PeerLacksArtifact;
import io.roster.gpu.peer.PeerLied;
import io.roster.gpu.peer.PeerRefused;
import io.roster.gpu.peer.PeerStalled;
import io.roster.gpu.peer.PeerUnreachable;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The engine's values in the words of the application contract, and back. */
final class Values {

  private Values() {}

  static ReplicaInfo info(Replica replica) {
    return new ReplicaInfo(
        replica.id().value(),
        memory(replica.place()),
        replica.sizeBytes(),
        replica.pinned(),
        replica.readers(),
        replica.loadedAt(),
        replica.lastUsedAt());
  }

  static Place place(MemoryId memory) {
    return new Place(kind(memory.kind()), memory.device());
  }

  static NewArtifact into(NewArtifact artifact, MemoryTarget target) {
    return target.device().isPresent()
        ? artifact.into(new Place(kind(target.kind()), target.device().getAsInt()))
        : artifact.into(kind(target.kind()));
  }

  static SafetensorsTarget safetensors(MemoryTarget target) {
    SafetensorsTarget file = SafetensorsTarget.contentAddressed();
    return target.device().isPresent()
        ? file.into(new Place(kind(target.kind()), target.device().getAsInt()))
        : file.into(kind(target.kind()));
  }

  static io.roster.gpu.MemoryKind kind(MemoryKind kind) {
    return switch (kind) {
      case GPU -> io.roster.gpu.MemoryKind.GPU;
      case RAM -> io.roster.gpu.MemoryKind.RAM;
      case DISK -> io.roster.gpu.MemoryKind.DISK;
    };
  }

  static io.roster.connector.MemoryStatus status(MemoryStatus memory) {
    return new io.roster.connector.MemoryStatus(
        memory(memory.place()),
        memory.name(),
        memory.usage().capacityBytes(),
        memory.usage().usedBytes(),
        memory.replicas());
  }

  static FetchRequest peerRequest(ArtifactId id, io.roster.connector.FetchRequest request) {
    MemoryTarget target = request.target();
    List<io.roster.gpu.peer.PeerAddress> sources =
        request.sources().stream()
            .map(peer -> new io.roster.gpu.peer.PeerAddress(peer.host(), peer.port()))
            .toList();
    return new FetchRequest(
        id,
        sources,
        kind(target.kind()),
        target.device(),
        request.expectedSizeBytes(),
        request.expectedSha256().map(hex -> Multihash.ofDigest(HexFormat.of().parseHex(hex))));
  }

  static PeerFailure failure(PeerException reason) {
    return new PeerFailure(
        new PeerAddress(reason.peer().host(), reason.peer().port()),
        cause(reason),
        String.valueOf(reason.getMessage()));
  }

  private static PeerFailure.Cause cause(PeerException reason) {
    if (reason instanceof PeerUnreachable) {
      return PeerFailure.Cause.UNREACHABLE;
    } else if (reason instanceof PeerRefused) {
      return PeerFailure.Cause.REFUSED;
    } else if (reason instanceof PeerBusy) {
      return PeerFailure.Cause.BUSY;
    } else if (reason instanceof PeerLacksArtifact) {
      return PeerFailure.Cause.LACKS_ARTIFACT;
    } else if (reason instanceof PeerStalled) {
      return PeerFailure.Cause.STALLED;
    } else if (reason instanceof PeerLied) {
      return PeerFailure.Cause.LIED;
    }
    return PeerFailure.Cause.LOST;
  }

  /** What applications hear of it; empty for what only the engine's own users care for. */
  static Optional<GpuDaemonEvent> event(EngineEvent event) {
    if (event instanceof EngineEvent.Loaded loaded) {
      return Optional.of(new GpuDaemonEvent.ReplicaLoaded(info(loaded.replica())));
    } else if (event instanceof EngineEvent.Unloaded gone) {
      return Optional.of(unloaded(info(gone.replica()), gone.reason()));
    } else if (event instanceof EngineEvent.Pressure pressure) {
      return Optional.of(
          new GpuDaemonEvent.MemoryPressure(
              memory(pressure.memory().place()),
              level(pressure.level()),
              pressure.memory().usage().usedBytes(),
              pressure.memory().usage().capacityBytes()));
    } else if (event instanceof EngineEvent.Failed failed) {
      return Optional.of(
          new GpuDaemonEvent.ReplicaFailed(
              failed.id(), memory(failed.place()), failure(failed.failure()), failed.message()));
    }
    return Optional.empty();
  }

  private static GpuDaemonEvent unloaded(ReplicaInfo replica, EngineEvent.Reason reason) {
    return switch (reason) {
      case REQUESTED -> new GpuDaemonEvent.ReplicaUnloaded(replica);
      case EVICTED -> new GpuDaemonEvent.ReplicaEvicted(replica);
      case DAMAGED -> new GpuDaemonEvent.ReplicaUnloaded(replica);
    };
  }

  private static MemoryId memory(Place place) {
    return switch (place.memory()) {
      case GPU -> MemoryId.gpu(place.device());
      case RAM -> MemoryId.RAM;
      case DISK -> MemoryId.DISK;
    };
  }

  private static GpuDaemonEvent.PressureLevel level(EngineEvent.Level level) {
    return switch (level) {
      case NORMAL -> GpuDaemonEvent.PressureLevel.NORMAL;
      case HIGH -> GpuDaemonEvent.PressureLevel.HIGH;
    };
  }

  private static GpuDaemonEvent.Failure failure(EngineEvent.Failure failure) {
    return switch (failure) {
      case NOT_STORED -> GpuDaemonEvent.Failure.NOT_LOADED;
      case DAMAGED -> GpuDaemonEvent.Failure.DAMAGED;
    };
  }
}
