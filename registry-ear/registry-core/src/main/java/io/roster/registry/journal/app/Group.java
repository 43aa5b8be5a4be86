/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.app;

import io.roster.registry.journal.app.GroupCommit.Committed;
import io.roster.registry.journal.model.BulkChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Changes that share a transaction. */
final class Group {

  private final String lane;
  private final List<Waiting<?>> members;

  /** Who refused, when somebody did: the others may still go together. */
  private @Nullable Waiting<?> refusing;

  Group(String lane, List<Waiting<?>> members) {
    this.lane = lane;
    this.members = List.copyOf(members);
  }

  /** For messages. */
  String operation() {
    return members.size() == 1 ? members.get(0).operation() : "a group of changes";
  }

  /**
   * Runs everybody, inside the transaction; the answers are in the order of the members. Those made
   * by their own statements come first: they may refuse, and they lock workers, which comes before
   * locking what belongs to workers.
   */
  List<Object> run() {
    refusing = null;
    Object[] answers = new Object[members.size()];
    Map<BulkChange<?, ?>, List<Integer>> bulks = new LinkedHashMap<>();
    for (int i = 0; i < answers.length; i++) {
      if (members.get(i) instanceof Waiting.Single<?> one) {
        refusing = one;
        answers[i] = one.run();
        refusing = null;
      } else if (members.get(i) instanceof Waiting.InBulk<?, ?> one) {
        bulks.computeIfAbsent(one.kind(), unused -> new ArrayList<>()).add(i);
      }
    }
    bulks.keySet().stream()
        .sorted(Comparator.comparing(BulkChange::locks))
        .forEach(kind -> runBulk(kind, Objects.requireNonNull(bulks.get(kind)), answers));
    return Arrays.asList(answers);
  }

  @SuppressWarnings("unchecked")
  private <Q, A> void runBulk(BulkChange<Q, A> kind, List<Integer> places, Object[] answers) {
    List<Q> requests = new ArrayList<>(places.size());
    for (int place : places) {
      requests.add(((Waiting.InBulk<Q, A>) members.get(place)).request());
    }
    List<A> answered = kind.run(requests);
    for (int i = 0; i < places.size(); i++) {
      answers[places.get(i)] = answered.get(i);
    }
  }

  /** Answers everybody after the commit. */
  void answer(Committed<List<Object>> committed) {
    for (int i = 0; i < members.size(); i++) {
      Waiting<?> member = members.get(i);
      CommitMetrics.decided(lane, member.operation(), true);
      member.answer(committed.answer().get(i), committed);
    }
  }

  void fail(RuntimeException failure) {
    for (Waiting<?> member : members) {
      CommitMetrics.decided(lane, member.operation(), false);
      member.fail(failure);
    }
  }

  /** What is left to try after a failure: the one that refused apart from the others, or each. */
  List<List<Waiting<?>>> apart() {
    Waiting<?> culprit = refusing;
    if (culprit == null) {
      return members.stream().<List<Waiting<?>>>map(List::of).toList();
    }
    List<Waiting<?>> others = members.stream().filter(member -> member != culprit).toList();
    return List.of(others, List.of(culprit));
  }
}
