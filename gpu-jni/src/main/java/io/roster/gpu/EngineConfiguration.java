/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an engine is made of; everything has a usual value. */
public final class EngineConfiguration {

  private static final long GIB = 1L << 30;

  private final Backend backend;
  private final long gpuBytes;
  private final long ramBytes;
  private final @Nullable Path diskDirectory;
  private final long diskBytes;
  private final Watermarks watermarks;

  private EngineConfiguration(
      Backend backend,
      long gpuBytes,
      long ramBytes,
      @Nullable Path diskDirectory,
      long diskBytes,
      Watermarks watermarks) {
    this.backend = backend;
    this.gpuBytes = gpuBytes;
    this.ramBytes = ramBytes;
    this.diskDirectory = diskDirectory;
    this.diskBytes = diskBytes;
    this.watermarks = watermarks;
  }

  /** Host memory, no GPU memory, 1 GiB of RAM, no disk. */
  public static EngineConfiguration usual() {
    return new EngineConfiguration(Backend.HOST, 0, GIB, null, 0, Watermarks.USUAL);
  }

  public EngineConfiguration with(Backend other) {
    return new EngineConfiguration(other, gpuBytes, ramBytes, diskDirectory, diskBytes, watermarks);
  }

  public EngineConfiguration with(Watermarks other) {
    return new EngineConfiguration(backend, gpuBytes, ramBytes, diskDirectory, diskBytes, other);
  }

  /**
   * How much may be taken of each GPU, 0 for none; of a card never more than it has free. Host
   * memory plays one GPU of that size.
   */
  public EngineConfiguration withGpu(long bytes) {
    return new EngineConfiguration(
        backend, notNegative("GPU", bytes), ramBytes, diskDirectory, diskBytes, watermarks);
  }

  /** How much RAM may be taken; 0 for none. */
  public EngineConfiguration withRam(long bytes) {
    return new EngineConfiguration(
        backend, gpuBytes, notNegative("RAM", bytes), diskDirectory, diskBytes, watermarks);
  }

  /** Where and how much may be kept on disk. One engine at a time has a directory. */
  public EngineConfiguration withDisk(Path directory, long bytes) {
    return new EngineConfiguration(
        backend, gpuBytes, ramBytes, directory, notNegative("disk", bytes), watermarks);
  }

  private static long notNegative(String what, long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("Bytes of " + what + " must not be negative: " + bytes);
    }
    return bytes;
  }

  public Backend backend() {
    return backend;
  }

  public long gpuBytes() {
    return gpuBytes;
  }

  public long ramBytes() {
    return ramBytes;
  }

  public Optional<Path> diskDirectory() {
    return Optional.ofNullable(diskDirectory);
  }

  public long diskBytes() {
    return diskBytes;
  }

  public Watermarks watermarks() {
    return watermarks;
  }
}
