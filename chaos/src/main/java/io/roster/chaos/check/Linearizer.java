/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.check;

import io.roster.chaos.history.Operation;
import io.roster.chaos.history.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for an order of the operations on one subject that explains every answer and puts none
 * before another that was answered before it began: the search of Wing and Gong, which remembers
 * where it has been. What failed never happened; what is unknown may happen at any time after it
 * was sent, or never.
 */
final class Linearizer<S> {

  private static final int MOST_STEPS = 3_000_000;

  private final Model<S> model;
  private final List<Operation> operations;
  private final int answered;
  private final Set<Place<S>> seen = new HashSet<>();
  private Place<S> farthest;
  private int farthestAnswered = -1;

  /** Which operations have happened, and what that made of the subject. */
  private record Place<S>(BitSet done, S state) {}

  private Linearizer(Model<S> model, List<Operation> operations) {
    this.model = model;
    this.operations =
        operations.stream()
            .filter(operation -> operation.outcome() != Outcome.FAILED)
            .sorted(Comparator.comparingLong(Operation::invoked))
            .toList();
    this.answered =
        (int) this.operations.stream().filter(each -> each.outcome() == Outcome.OK).count();
    this.farthest = new Place<>(new BitSet(), model.initial());
  }

  /** Says why there is no such order; empty when there is one. */
  static <S> Optional<String> refute(Model<S> model, List<Operation> operations) {
    return new Linearizer<>(model, operations).search();
  }

  private Optional<String> search() {
    Deque<Place<S>> open = new ArrayDeque<>();
    open.push(farthest);
    seen.add(farthest);
    int steps = 0;
    while (!open.isEmpty()) {
      Place<S> place = open.pop();
      if (reached(place) == answered) {
        return Optional.empty();
      }
      if (++steps > MOST_STEPS) {
        return Optional.of("undecided after " + steps + " steps");
      }
      List<Place<S>> next = next(place);
      // The stack turns the order around: what was answered first is tried first.
      for (int i = next.size() - 1; i >= 0; i--) {
        if (seen.add(next.get(i))) {
          open.push(next.get(i));
        }
      }
    }
    return Optional.of(explanation());
  }

  private int reached(Place<S> place) {
    int count = 0;
    for (int i = place.done.nextSetBit(0); i >= 0; i = place.done.nextSetBit(i + 1)) {
      if (operations.get(i).outcome() == Outcome.OK) {
        count++;
      }
    }
    if (count > farthestAnswered) {
      farthestAnswered = count;
      farthest = place;
    }
    return count;
  }

  private List<Place<S>> next(Place<S> place) {
    List<Integer> candidates = candidates(place.done);
    candidates.sort(Comparator.comparingLong(each -> operations.get(each).latest()));
    List<Place<S>> next = new ArrayList<>();
    for (int candidate : candidates) {
      Operation operation = operations.get(candidate);
      for (S state : model.after(place.state, operation)) {
        // An unknown operation that changed nothing might as well never have happened.
        if (operation.outcome() == Outcome.OK || !state.equals(place.state)) {
          BitSet done = (BitSet) place.done.clone();
          done.set(candidate);
          next.add(new Place<>(done, state));
        }
      }
    }
    return next;
  }

  /** Those that can come next: they began before any of the others was over. */
  private List<Integer> candidates(BitSet done) {
    long firstEnd = Long.MAX_VALUE;
    List<Integer> candidates = new ArrayList<>();
    for (int i = done.nextClearBit(0); i < operations.size(); i = done.nextClearBit(i + 1)) {
      Operation operation = operations.get(i);
      if (operation.invoked() > firstEnd) {
        break;
      }
      candidates.add(i);
      firstEnd = Math.min(firstEnd, operation.latest());
    }
    long end = firstEnd;
    candidates.removeIf(each -> operations.get(each).invoked() > end);
    return candidates;
  }

  private String explanation() {
    List<Operation> stuck =
        candidates(farthest.done).stream()
            .map(operations::get)
            .filter(operation -> operation.outcome() == Outcome.OK)
            .limit(3)
            .toList();
    return "after "
        + farthestAnswered
        + " of "
        + answered
        + " answers it is "
        + farthest.state
        + ", and none of these can follow: "
        + stuck;
  }
}
