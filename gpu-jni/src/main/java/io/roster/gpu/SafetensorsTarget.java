/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Under which name and where the tensors of a safetensors file are stored. */
public final class SafetensorsTarget {

  private final @Nullable ArtifactId id;
  private final MemoryKind memory;
  private final OptionalInt device;

  private SafetensorsTarget(@Nullable ArtifactId id, MemoryKind memory, OptionalInt device) {
    this.id = id;
    this.memory = memory;
    this.device = device;
  }

  /** Under that name, in RAM unless another memory is named. */
  public static SafetensorsTarget named(ArtifactId id) {
    return new SafetensorsTarget(id, MemoryKind.RAM, OptionalInt.empty());
  }

  /** Under the name that follows from the content. */
  public static SafetensorsTarget contentAddressed() {
    return new SafetensorsTarget(null, MemoryKind.RAM, OptionalInt.empty());
  }

  public SafetensorsTarget into(MemoryKind other) {
    return new SafetensorsTarget(id, other, OptionalInt.empty());
  }

  public SafetensorsTarget into(Place place) {
    return new SafetensorsTarget(id, place.memory(), OptionalInt.of(place.device()));
  }

  public Optional<ArtifactId> id() {
    return Optional.ofNullable(id);
  }

  /** What is to be stored, once the header told the index: all bytes up to its last tensor. */
  public NewArtifact artifact(ArtifactIndex index) {
    long sizeBytes = index.endBytes();
    NewArtifact artifact =
        id == null
            ? NewArtifact.contentAddressed(index, sizeBytes)
            : NewArtifact.named(id, index, sizeBytes);
    return device.isPresent()
        ? artifact.into(new Place(memory, device.getAsInt()))
        : artifact.into(memory);
  }
}
