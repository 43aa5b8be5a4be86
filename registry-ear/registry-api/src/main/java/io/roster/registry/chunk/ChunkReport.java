/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.chunk;

import java.util.List;

/**
 * News of many chunks of one node.
 *
 * @param workerId who tells; need not be known
 * @param updates of one chunk that is told of twice the later news counts
 */
public record ChunkReport(String workerId, String nodeId, List<ChunkUpdate> updates) {

  public ChunkReport {
    updates = List.copyOf(updates);
  }
}
