/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

import java.io.Serializable;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Where an artifact is to go: to one memory, or to whichever of a kind has most room. */
public final class MemoryTarget implements Serializable {

  /** The host's RAM. */
  public static final MemoryTarget RAM = exactly(MemoryId.RAM);

  /** The host's disk. */
  public static final MemoryTarget DISK = exactly(MemoryId.DISK);

  private static final long serialVersionUID = 1L;

  private final MemoryKind kind;
  private final @Nullable Integer device;

  private MemoryTarget(MemoryKind kind, @Nullable Integer device) {
    this.kind = kind;
    this.device = device;
  }

  /** That memory and no other. */
  public static MemoryTarget exactly(MemoryId memory) {
    return new MemoryTarget(memory.kind(), memory.device());
  }

  /** Any memory of that kind. */
  public static MemoryTarget any(MemoryKind kind) {
    return new MemoryTarget(kind, null);
  }

  public MemoryKind kind() {
    return kind;
  }

  /** The number of the device; empty if any will do. */
  public OptionalInt device() {
    return device == null ? OptionalInt.empty() : OptionalInt.of(device);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MemoryTarget that
        && kind == that.kind
        && Objects.equals(device, that.device);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, device);
  }

  @Override
  public String toString() {
    return device == null ? "any " + kind : new MemoryId(kind, device).toString();
  }
}
