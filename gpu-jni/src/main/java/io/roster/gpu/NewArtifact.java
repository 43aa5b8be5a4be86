/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What is said of an artifact before its bytes come: its name or none, its index, its length. */
public final class NewArtifact {

  private final @Nullable ArtifactId id;
  private final ArtifactIndex index;
  private final long sizeBytes;
  private final MemoryKind memory;
  private final OptionalInt device;
  private final @Nullable Multihash sha256;

  private NewArtifact(
      @Nullable ArtifactId id,
      ArtifactIndex index,
      long sizeBytes,
      MemoryKind memory,
      OptionalInt device,
      @Nullable Multihash sha256) {
    this.id = id;
    this.index = index;
    this.sizeBytes = sizeBytes;
    this.memory = memory;
    this.device = device;
    this.sha256 = sha256;
  }

  /**
   * An artifact of that name, in RAM unless another memory is named.
   *
   * @throws WrongLength if the length is not positive
   * @throws InvalidIndex if the index does not fit into the length
   * @throws ContentMismatch if the id is content-addressed and names another index
   */
  public static NewArtifact named(ArtifactId id, ArtifactIndex index, long sizeBytes) {
    return checked(id, index, sizeBytes);
  }

  /** An artifact whose {@code mi2:} id follows from its index and its bytes. */
  public static NewArtifact contentAddressed(ArtifactIndex index, long sizeBytes) {
    return checked(null, index, sizeBytes);
  }

  private static NewArtifact checked(@Nullable ArtifactId id, ArtifactIndex index, long sizeBytes) {
    if (sizeBytes <= 0) {
      throw WrongLength.notPositive(sizeBytes);
    }
    index.checkFits(sizeBytes);
    if (id != null) {
      id.indexHash()
          .filter(expected -> !expected.equals(index.hash()))
          .ifPresent(
              expected -> {
                throw ContentMismatch.ofIndex(id, expected, index.hash());
              });
    }
    return new NewArtifact(id, index, sizeBytes, MemoryKind.RAM, OptionalInt.empty(), null);
  }

  /** The same, on the device of that memory that has most room. */
  public NewArtifact into(MemoryKind other) {
    return new NewArtifact(id, index, sizeBytes, other, OptionalInt.empty(), sha256);
  }

  /** The same, at exactly that place. */
  public NewArtifact into(Place place) {
    return new NewArtifact(
        id, index, sizeBytes, place.memory(), OptionalInt.of(place.device()), sha256);
  }

  /**
   * The same, whose bytes must have that digest; it is compared before anybody sees them.
   *
   * @throws ContentMismatch if the id names another one
   */
  public NewArtifact expecting(Multihash digest) {
    id().flatMap(ArtifactId::dataHash)
        .filter(named -> !named.equals(digest))
        .ifPresent(
            named -> {
              throw new ContentMismatch(id().orElseThrow(), named.toString(), digest.toString());
            });
    return new NewArtifact(id, index, sizeBytes, memory, device, digest);
  }

  /** Empty if the id follows from the content. */
  public Optional<ArtifactId> id() {
    return Optional.ofNullable(id);
  }

  public ArtifactIndex index() {
    return index;
  }

  public long sizeBytes() {
    return sizeBytes;
  }

  public MemoryKind memory() {
    return memory;
  }

  /** The digest that the bytes must have, where the name or somebody who knows tells one. */
  public Optional<Multihash> expectedSha256() {
    return sha256 != null ? Optional.of(sha256) : id().flatMap(ArtifactId::dataHash);
  }

  /** Empty if any device of the memory will do. */
  public OptionalInt device() {
    return device;
  }
}
