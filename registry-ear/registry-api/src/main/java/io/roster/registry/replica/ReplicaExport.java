/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica;

import java.util.List;

/**
 * What a fetcher needs to know of a source.
 *
 * @param generation counted by the worker, unsigned
 * @param remoteMemoryKeys one for each buffer
 * @param bufferSizes as many, unsigned
 * @param verificationJson the worker's, passed on as it is
 */
public record ReplicaExport(
    ExportState state,
    long generation,
    List<String> remoteMemoryKeys,
    List<Long> bufferSizes,
    String verificationJson) {

  public ReplicaExport {
    remoteMemoryKeys = List.copyOf(remoteMemoryKeys);
    bufferSizes = List.copyOf(bufferSizes);
  }

  /** A replica that is only known to be there. */
  public static ReplicaExport presenceOnly(long generation) {
    return new ReplicaExport(ExportState.PRESENCE_ONLY, generation, List.of(), List.of(), "");
  }

  /**
   * What remains of a worker's claim: an export whose buffers do not add up, or that has none, is
   * no export.
   *
   * @param memorySize the replica's, unsigned; 0 when it is not known
   */
  public ReplicaExport normalised(long memorySize) {
    boolean buffers = !remoteMemoryKeys.isEmpty() || !bufferSizes.isEmpty();
    boolean exports =
        switch (state) {
          case PRESENCE_ONLY -> false;
          case EXPORTABLE -> buffers && addUpTo(memorySize);
          case DRAINING -> !buffers || addUpTo(memorySize);
        };
    return exports ? this : presenceOnly(generation);
  }

  private boolean addUpTo(long memorySize) {
    if (remoteMemoryKeys.size() != bufferSizes.size()) {
      return false;
    }
    long sum = 0;
    for (long size : bufferSizes) {
      // Unsigned: a sum that is smaller than what was added has run over.
      if (size == 0 || Long.compareUnsigned(sum + size, size) < 0) {
        return false;
      }
      sum += size;
    }
    return memorySize == 0 || sum == memorySize;
  }
}
