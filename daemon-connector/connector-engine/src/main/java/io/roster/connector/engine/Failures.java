/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.engine;

import io.roster.connector.ContentMismatchException;
import io.roster.connector.DaemonUnavailableException;
import io.roster.connector.DuplicateArtifactException;
import io.roster.connector.EngineFailedException;
import io.roster.connector.FetchCancelledException;
import io.roster.connector.GpuDaemonException;
import io.roster.connector.InvalidArtifactIdException;
import io.roster.connector.InvalidIndexException;
import io.roster.connector.MemoryExhaustedException;
import io.roster.connector.MemoryId;
import io.roster.connector.MemoryKind;
import io.roster.connector.PeerTransferException;
import io.roster.connector.ReplicaPinnedException;
import io.roster.connector.StorageException;
import io.roster.connector.UnknownArtifactException;
import io.roster.connector.UnknownMemoryException;
import io.roster.connector.UnreadableSourceException;
import io.roster.connector.WrongLengthException;
import io.roster.gpu.ContentMismatch;
import io.roster.gpu.DiskFailure;
import io.roster.gpu.DuplicateArtifact;
import io.roster.gpu.GpuClosed;
import io.roster.gpu.GpuException;
import io.roster.gpu.InvalidArtifactId;
import io.roster.gpu.InvalidIndex;
import io.roster.gpu.InvalidSafetensors;
import io.roster.gpu.OutOfSpace;
import io.roster.gpu.PinnedReplica;
import io.roster.gpu.UnknownArtifact;
import io.roster.gpu.UnknownDevice;
import io.roster.gpu.UnreadableSource;
import io.roster.gpu.WrongLength;
import io.roster.gpu.peer.FetchCancelled;
import io.roster.gpu.peer.FetchFailed;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The engine's failures in the words of the application contract. */
final class Failures {

  /** Those that tell which artifact was meant, and nothing more. */
  private static final Map<
          Class<? extends GpuException>, BiFunction<String, String, GpuDaemonException>>
      OF_AN_ARTIFACT =
          Map.of(
              UnknownArtifact.class, UnknownArtifactException::new,
              OutOfSpace.class, MemoryExhaustedException::new,
              WrongLength.class, WrongLengthException::new,
              ContentMismatch.class, ContentMismatchException::new,
              InvalidArtifactId.class, InvalidArtifactIdException::new,
              UnreadableSource.class, UnreadableSourceException::new,
              PinnedReplica.class, ReplicaPinnedException::new,
              FetchCancelled.class, FetchCancelledException::new);

  private Failures() {}

  /** Does something that is about that artifact. */
  static <T> T translated(String artifactId, Supplier<T> step) throws GpuDaemonException {
    try {
      return step.get();
    } catch (GpuException e) {
      GpuDaemonException translated = translation(artifactId, e);
      translated.initCause(e);
      throw translated;
    }
  }

  private static GpuDaemonException translation(String artifactId, GpuException e) {
    String sentence = String.valueOf(e.getMessage());
    if (e instanceof DuplicateArtifact held) {
      // Who puts content-addressed bytes does not know their id before.
      return new DuplicateArtifactException(held.artifactId().toString(), sentence);
    }
    BiFunction<String, String, GpuDaemonException> ofAnArtifact = OF_AN_ARTIFACT.get(e.getClass());
    if (ofAnArtifact != null) {
      return ofAnArtifact.apply(artifactId, sentence);
    } else if (e instanceof GpuClosed) {
      return new DaemonUnavailableException();
    } else if (e instanceof InvalidIndex || e instanceof InvalidSafetensors) {
      return new InvalidIndexException(sentence);
    } else if (e instanceof DiskFailure) {
      return new StorageException(sentence);
    } else if (e instanceof UnknownDevice unknown) {
      return new UnknownMemoryException(memory(unknown), sentence);
    } else if (e instanceof FetchFailed failed) {
      return new PeerTransferException(
          artifactId, sentence, failed.reasons().stream().map(Values::failure).toList());
    }
    return new EngineFailedException(sentence);
  }

  private static MemoryId memory(UnknownDevice unknown) {
    return new MemoryId(MemoryKind.valueOf(unknown.memory().name()), unknown.device());
  }
}
