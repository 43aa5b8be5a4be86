/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra.outbound;

import io.roster.connector.ArtifactInfo;
import io.roster.connector.ContentMismatchException;
import io.roster.connector.DaemonStatus;
import io.roster.connector.DaemonUnavailableException;
import io.roster.connector.DuplicateArtifactException;
import io.roster.connector.GpuDaemonException;
import io.roster.connector.InvalidArtifactIdException;
import io.roster.connector.OutOfGpuMemoryException;
import io.roster.connector.UnknownArtifactException;
import io.roster.connector.UnreadableSourceException;
import io.roster.connector.WrongLengthException;
import io.roster.connector.ra.RunningDaemon;
import io.roster.connector.ra.Values;
import io.roster.gpu.ArtifactId;
import io.roster.gpu.ArtifactReader;
import io.roster.gpu.ContentMismatch;
import io.roster.gpu.DuplicateArtifact;
import io.roster.gpu.GpuClosed;
import io.roster.gpu.GpuException;
import io.roster.gpu.InvalidArtifactId;
import io.roster.gpu.Multihash;
import io.roster.gpu.OutOfGpuMemory;
import io.roster.gpu.UnknownArtifact;
import io.roster.gpu.UnreadableSource;
import io.roster.gpu.WrongLength;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.function.Supplier;

/** The physical side of a connection: one running daemon, its failures in the contract's words. */
final class DaemonSession {

  private final RunningDaemon daemon;

  DaemonSession(RunningDaemon daemon) {
    this.daemon = daemon;
  }

  boolean isAlive() {
    return daemon.isRunning();
  }

  ArtifactInfo put(String artifactId, long sizeBytes, InputStream bytes) throws GpuDaemonException {
    return translate(
        artifactId,
        () -> Values.info(daemon.store().put(new ArtifactId(artifactId), sizeBytes, bytes)));
  }

  ArtifactInfo putContentAddressed(byte[] canonicalIndex, byte[] bytes) throws GpuDaemonException {
    ArtifactId id = ArtifactId.ofContent(Multihash.of(canonicalIndex), Multihash.of(bytes));
    return put(id.value(), bytes.length, new ByteArrayInputStream(bytes));
  }

  ArtifactReader open(String artifactId) throws GpuDaemonException {
    return translate(artifactId, () -> daemon.store().open(new ArtifactId(artifactId)));
  }

  List<ArtifactInfo> list() throws GpuDaemonException {
    return translate("", () -> daemon.store().list().stream().map(Values::info).toList());
  }

  void unload(String artifactId) throws GpuDaemonException {
    translate(
        artifactId,
        () -> {
          daemon.store().unload(new ArtifactId(artifactId));
          return artifactId;
        });
  }

  String checksum(String artifactId) throws GpuDaemonException {
    return translate(artifactId, () -> daemon.store().checksum(new ArtifactId(artifactId)).hex());
  }

  DaemonStatus status() throws GpuDaemonException {
    return translate("", daemon::status);
  }

  private static <T> T translate(String artifactId, Supplier<T> step) throws GpuDaemonException {
    try {
      return step.get();
    } catch (GpuException e) {
      GpuDaemonException translated = translation(artifactId, e);
      translated.initCause(e);
      throw translated;
    }
  }

  private static GpuDaemonException translation(String artifactId, GpuException e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof GpuClosed) {
      return new DaemonUnavailableException();
    } else if (e instanceof UnknownArtifact) {
      return new UnknownArtifactException(artifactId, message);
    } else if (e instanceof DuplicateArtifact) {
      return new DuplicateArtifactException(artifactId, message);
    } else if (e instanceof OutOfGpuMemory) {
      return new OutOfGpuMemoryException(artifactId, message);
    } else if (e instanceof WrongLength) {
      return new WrongLengthException(artifactId, message);
    } else if (e instanceof ContentMismatch) {
      return new ContentMismatchException(artifactId, message);
    } else if (e instanceof InvalidArtifactId) {
      return new InvalidArtifactIdException(artifactId, message);
    } else if (e instanceof UnreadableSource) {
      return new UnreadableSourceException(artifactId, message);
    }
    throw e;
  }
}
