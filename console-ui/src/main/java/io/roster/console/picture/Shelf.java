/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts boxes beside each other in rows, from the left, each row in the middle of the drawing, in
 * the order in which they come.
 */
final class Shelf {

  /** How big a box is. */
  record Size(int w, int h) {}

  /** Where a box is. */
  record Place(int x, int y) {}

  private final int width;
  private final int gap;
  private final List<Place> places = new ArrayList<>();
  private final List<Size> row = new ArrayList<>();
  private int y;

  private Shelf(int width, int gap, int top) {
    this.width = width;
    this.gap = gap;
    this.y = top;
  }

  /** What was packed, and where it ends. */
  record Packed(List<Place> places, int bottom) {}

  static Packed pack(List<Size> sizes, int width, int gap, int top) {
    Shelf shelf = new Shelf(width, gap, top);
    sizes.forEach(shelf::put);
    shelf.endRow();
    int bottom = sizes.isEmpty() ? top : shelf.y - gap;
    return new Packed(List.copyOf(shelf.places), bottom);
  }

  private void put(Size size) {
    if (!row.isEmpty() && rowWidth() + gap + size.w() > width) {
      endRow();
    }
    row.add(size);
  }

  private int rowWidth() {
    return row.stream().mapToInt(Size::w).sum() + gap * Math.max(0, row.size() - 1);
  }

  private void endRow() {
    int x = (width - rowWidth()) / 2;
    for (Size size : row) {
      places.add(new Place(x, y));
      x += size.w() + gap;
    }
    y += row.stream().mapToInt(Size::h).max().orElse(0) + (row.isEmpty() ? 0 : gap);
    row.clear();
  }
}
