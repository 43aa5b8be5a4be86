/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.port;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an engine shall have.
 *
 * @param backend what its GPU memory is made of
 * @param gpuBytes how much of each GPU it may take
 * @param ramBytes how much of the host's RAM it may take
 * @param disk where it keeps artifacts on disk; empty for nowhere
 * @param room when and how it makes room
 * @param serving how other nodes are served; empty if they are not
 * @param token the secret that nodes show each other; empty if they show none
 */
public record EnginePlan(
    Backend backend,
    long gpuBytes,
    long ramBytes,
    Optional<Disk> disk,
    Room room,
    Optional<Serving> serving,
    Optional<String> token) {

  /** What plays the GPU. */
  public enum Backend {
    /** The cards if there are any, else host memory. */
    AUTO,
    /** Host memory. */
    HOST,
    /** The cards; it is a failure if there are none. */
    CUDA
  }

  /** What goes when a memory gets full. */
  public enum Eviction {
    /** What was not used for longest. */
    LEAST_RECENTLY_USED,
    /** Nothing: what does not fit is refused. */
    REFUSE
  }

  /** A folder of the engine's own, and how much it may take there. */
  public record Disk(Path folder, long bytes) {}

  /** The shares of a memory above which it counts as full, and down to which it is made emptier. */
  public record Room(double highWatermark, double lowWatermark, Eviction eviction) {}

  /**
   * The port for other nodes.
   *
   * @param bytesPerSecond to all of them together; 0 sets no limit
   */
  public record Serving(InetSocketAddress address, int connections, long bytesPerSecond) {}
}
