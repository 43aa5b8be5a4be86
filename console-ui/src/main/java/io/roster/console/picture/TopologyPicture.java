/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.picture;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A laid out fleet, as the browser draws it; all lengths are units of the drawing.
 *
 * @param focus the id of the chosen node
 * @param marking whether the replicas of an artifact are marked
 */
public record TopologyPicture(
    String label,
    int width,
    int height,
    List<Coordinator> coordinators,
    List<Box> hosts,
    List<Dot> workers,
    List<Group> groups,
    List<Flow> flows,
    String focus,
    boolean marking) {

  /** A place in the drawing. */
  public record Box(String id, String label, int x, int y, int w, int h) {}

  /** A coordinator. */
  public record Coordinator(
      String id,
      String label,
      String word,
      boolean leads,
      boolean gone,
      int x,
      int y,
      int w,
      int h) {}

  /**
   * A worker.
   *
   * @param pool used memory in percent
   */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  public record Dot(
      String id,
      int x,
      int y,
      int r,
      String tone,
      String word,
      @JsonInclude(JsonInclude.Include.ALWAYS) int pool,
      boolean stale,
      boolean marked) {}

  /**
   * Many hosts.
   *
   * @param parts how many workers in each state, as tone and count
   */
  public record Group(
      String id,
      String label,
      String word,
      List<List<Object>> parts,
      int pool,
      boolean marked,
      long stale,
      int x,
      int y,
      int w,
      int h) {}

  /** Active transports between two nodes. */
  public record Flow(int x1, int y1, int x2, int y2, double weight, String word) {}
}
