/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

import io.roster.registry.transport.TransportGroup;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose turn it is: first the groups that had no success for long; then those that are not ahead of
 * the slowest; of these the nearest to completion, then the more important, then who came first.
 */
public final class QueueOrder {

  private final QueuePolicy policy;

  public QueueOrder(QueuePolicy policy) {
    this.policy = policy;
  }

  /**
   * Sorts.
   *
   * @param progress of the groups of those who wait; a group that is missing has none
   * @param now by the database's clock
   */
  public List<QueuedRequest> sorted(
      List<QueuedRequest> waiting, Map<GroupKey, GroupProgress> progress, Instant now) {
    double slowest =
        waiting.stream()
            .flatMap(one -> one.ticket().group().stream())
            .mapToDouble(group -> ratio(group, progress(group, progress)))
            .min()
            .orElse(0);
    return waiting.stream()
        .map(one -> turn(one, progress, slowest, now))
        .sorted(Turn.ORDER)
        .map(Turn::request)
        .toList();
  }

  private Turn turn(
      QueuedRequest request, Map<GroupKey, GroupProgress> progress, double slowest, Instant now) {
    return request
        .ticket()
        .group()
        .map(group -> turn(request, group, progress(group, progress), slowest, now))
        .orElseGet(() -> new Turn(request, 1, 1, 0, 0));
  }

  private Turn turn(
      QueuedRequest request,
      TransportGroup group,
      GroupProgress progress,
      double slowest,
      Instant now) {
    double ratio = ratio(group, progress);
    return new Turn(
        request,
        isStarving(progress.lastSuccess(), now) ? 0 : 1,
        ratio <= slowest + policy.fairnessFloor() ? 0 : 1,
        // Nothing done yet counts like no group; the sum makes 0 of the -0 that sorts before it.
        -ratio * policy.completionBias() + 0.0,
        -group.priority());
  }

  private boolean isStarving(Optional<Instant> lastSuccess, Instant now) {
    return lastSuccess.map(last -> !last.plus(policy.starvation()).isAfter(now)).orElse(true);
  }

  private static double ratio(TransportGroup group, GroupProgress progress) {
    return (double) progress.partsDone() / group.totalParts();
  }

  private static GroupProgress progress(
      TransportGroup group, Map<GroupKey, GroupProgress> progress) {
    return progress.getOrDefault(GroupKey.of(group), GroupProgress.NONE);
  }

  private record Turn(
      QueuedRequest request, int starvation, int fairness, double completion, long importance) {

    static final Comparator<Turn> ORDER =
        Comparator.comparingInt(Turn::starvation)
            .thenComparingInt(Turn::fairness)
            .thenComparingDouble(Turn::completion)
            .thenComparingLong(Turn::importance)
            .thenComparing(turn -> turn.request().since())
            .thenComparing(turn -> turn.request().ticket().requestId());
  }
}
