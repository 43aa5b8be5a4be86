/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.app;

import io.roster.registry.platform.Overloaded;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Those who wait for memory to show a revision. Whoever gives up, by completing the future in any
 * way, is forgotten; there are never more than a bounded number of them.
 */
final class RevisionWaiters {

  private static final int MOST = 10_000;

  /** Two may wait for the same revision. */
  private record Place(long revision, long number) {}

  private final AtomicLong numbers = new AtomicLong();
  private final ConcurrentSkipListMap<Place, CompletableFuture<Long>> waiting =
      new ConcurrentSkipListMap<>(
          Comparator.comparingLong(Place::revision).thenComparingLong(Place::number));

  CompletableFuture<Long> add(long revision) {
    if (waiting.size() >= MOST) {
      throw new Overloaded("a wait for revision " + revision);
    }
    Place place = new Place(revision, numbers.incrementAndGet());
    CompletableFuture<Long> future = new CompletableFuture<>();
    waiting.put(place, future);
    var unused = future.whenComplete((reached, late) -> waiting.remove(place));
    return future;
  }

  /** Memory shows this revision now. */
  void reached(long revision) {
    Map.Entry<Place, CompletableFuture<Long>> first = waiting.firstEntry();
    while (first != null && first.getKey().revision() <= revision) {
      first.getValue().complete(revision);
      first = waiting.firstEntry();
    }
  }

  int size() {
    return waiting.size();
  }
}
