/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.host;

import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The free ranges of an address space, merged where they touch. Not for many threads. */
final class FreeExtents {

  /** A range of addresses. */
  record Extent(long address, long length) {
    long end() {
      return address + length;
    }
  }

  private final TreeMap<Long, Extent> byAddress = new TreeMap<>();
  private final TreeSet<Extent> byLength =
      new TreeSet<>(Comparator.comparingLong(Extent::length).thenComparingLong(Extent::address));

  /** Takes that many bytes in one piece if there is one, or else the longest piece there is. */
  Optional<Extent> take(long length) {
    if (byLength.isEmpty()) {
      return Optional.empty();
    }
    Extent fitting = byLength.ceiling(new Extent(0, length));
    Extent found = fitting == null ? byLength.last() : fitting;
    remove(found);
    if (found.length() <= length) {
      return Optional.of(found);
    }
    add(new Extent(found.address() + length, found.length() - length));
    return Optional.of(new Extent(found.address(), length));
  }

  void give(Extent extent) {
    Extent merged = extent;
    var before = byAddress.floorEntry(extent.address());
    if (before != null && before.getValue().end() == extent.address()) {
      remove(before.getValue());
      merged = new Extent(before.getKey(), before.getValue().length() + merged.length());
    }
    Extent after = byAddress.get(extent.end());
    if (after != null) {
      remove(after);
      merged = new Extent(merged.address(), merged.length() + after.length());
    }
    add(merged);
  }

  private void add(Extent extent) {
    byAddress.put(extent.address(), extent);
    byLength.add(extent);
  }

  private void remove(Extent extent) {
    byAddress.remove(extent.address());
    byLength.remove(extent);
  }
}
