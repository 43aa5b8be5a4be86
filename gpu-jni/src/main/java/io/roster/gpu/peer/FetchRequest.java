/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import io.roster.gpu.ArtifactId;
import io.roster.gpu.ContentMismatch;
import io.roster.gpu.MemoryKind;
import io.roster.gpu.Multihash;
import io.roster.gpu.NewArtifact;
import io.roster.gpu.Place;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is to be fetched.
 *
 * @param id the artifact
 * @param sources who may hold it, the best one first
 * @param memory where it is wanted
 * @param device the device of that memory; empty if any will do
 * @param sizeBytes its length, if it is known; a source that tells of another one is not believed
 * @param sha256 the digest of its bytes, if it is known; a content-addressed id tells it anyway
 */
public record FetchRequest(
    ArtifactId id,
    List<PeerAddress> sources,
    MemoryKind memory,
    OptionalInt device,
    OptionalLong sizeBytes,
    Optional<Multihash> sha256) {

  /**
   * @throws ContentMismatch if the id names another digest
   */
  public FetchRequest {
    sources = List.copyOf(sources);
    Optional<Multihash> named = id.dataHash();
    if (named.isPresent() && sha256.isPresent() && !named.equals(sha256)) {
      throw new ContentMismatch(id, named.get().toString(), sha256.get().toString());
    }
  }

  /** An artifact into RAM. */
  public static FetchRequest of(ArtifactId id, List<PeerAddress> sources) {
    return new FetchRequest(
        id, sources, MemoryKind.RAM, OptionalInt.empty(), OptionalLong.empty(), Optional.empty());
  }

  /** The same, onto the device of that memory that has most room. */
  public FetchRequest into(MemoryKind other) {
    return new FetchRequest(id, sources, other, OptionalInt.empty(), sizeBytes, sha256);
  }

  /** The same, to exactly that place. */
  public FetchRequest into(Place place) {
    return new FetchRequest(
        id, sources, place.memory(), OptionalInt.of(place.device()), sizeBytes, sha256);
  }

  /** The same, of a length that is known. */
  public FetchRequest ofSize(long bytes) {
    return new FetchRequest(id, sources, memory, device, OptionalLong.of(bytes), sha256);
  }

  /** The same, of a digest that is known. */
  public FetchRequest ofSha256(Multihash digest) {
    return new FetchRequest(id, sources, memory, device, sizeBytes, Optional.of(digest));
  }

  /** The artifact, as it is wanted. */
  NewArtifact wanted(NewArtifact described) {
    NewArtifact artifact = sha256.map(described::expecting).orElse(described);
    return device.isPresent()
        ? artifact.into(new Place(memory, device.getAsInt()))
        : artifact.into(memory);
  }
}
