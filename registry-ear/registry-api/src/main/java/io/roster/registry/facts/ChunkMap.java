/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import io.roster.registry.chunk.ChunkState;
import io.roster.registry.page.Moment;
import java.util.List;

/**
 * Who holds which chunks of an artifact, at most {@link #MOST_CELLS} cells wide and {@link
 * #MOST_HOLDERS} holders high.
 *
 * @param chunks how many chunks there are: the highest index and one
 * @param chunksPerCell how many neighbouring chunks one cell stands for
 * @param holders those that hold most first
 * @param moreHolders how many are left out
 */
public record ChunkMap(
    String artifactId,
    long chunks,
    long chunksPerCell,
    List<Holder> holders,
    long moreHolders,
    Moment asOf) {

  public static final int MOST_CELLS = 200;
  public static final int MOST_HOLDERS = 100;

  /** One host. */
  public record Holder(String nodeId, long chunks, List<Cell> cells) {
    public Holder {
      cells = List.copyOf(cells);
    }
  }

  /**
   * Neighbouring chunks on one host; cells without any are left out.
   *
   * @param cell its number from the left
   * @param held how many of them it holds
   * @param state the best state among them
   */
  public record Cell(int cell, long held, ChunkState state) {}

  public ChunkMap {
    holders = List.copyOf(holders);
  }
}
