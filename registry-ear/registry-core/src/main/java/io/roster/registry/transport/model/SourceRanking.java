/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.replica.ReplicaLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The order in which sources are tried: the faster memory first; then who is idle, was not chosen
 * lately and whose worker is idle; and, for a part of a group, who serves less of that group.
 *
 * <p>Those that memory takes for ineligible come last instead of not at all, since memory is some
 * milliseconds behind.
 */
public final class SourceRanking {

  /** The share of time after which an idle source counts as fully rested. */
  private static final double RESTED_SECONDS = 30;

  /** Of those that memory takes for ineligible, so many are worth a look into the database. */
  private static final int INELIGIBLE = 64;

  private final SourcePolicy policy;

  public SourceRanking(SourcePolicy policy) {
    this.policy = policy;
  }

  /**
   * Ranks.
   *
   * @param assigned how many parts of the group each source was given; empty for a request that is
   *     part of nothing
   * @param now by the clock that wrote when sources were last chosen
   */
  public List<UUID> rank(
      List<Candidate> candidates, Optional<Map<UUID, Long>> assigned, Instant now) {
    List<Candidate> eligible = candidates.stream().filter(Candidate::isEligible).toList();
    Share share = new Share(policy, eligible, assigned);
    List<Scored> scored = scored(candidates, eligible, share, now);
    return Stream.concat(
            share.cappedLast(scored.stream().filter(one -> one.candidate().isEligible()).toList()),
            scored.stream()
                .filter(one -> !one.candidate().isEligible())
                .sorted(Comparator.comparing(SourceRanking::isNotFull))
                .limit(INELIGIBLE))
        .map(Scored::id)
        .toList();
  }

  /** A full source is the most likely to have become free meanwhile. */
  private static boolean isNotFull(Scored one) {
    return !one.candidate().obstacle().equals(Optional.of(Obstacle.OVER_CAPACITY));
  }

  private List<Scored> scored(
      List<Candidate> candidates, List<Candidate> eligible, Share share, Instant now) {
    Map<WorkerId, Double> workerLoads = workerLoads(candidates);
    double scale = scale(eligible.size());
    List<Scored> scored = new ArrayList<>(candidates.size());
    for (Candidate candidate : candidates) {
      double workerLoad = workerLoads.getOrDefault(candidate.replica().worker(), 1.0);
      double score =
          policy.replicaLoad() * load(candidate)
              + policy.workerLoad() * workerLoad
              + policy.recentAssignment() * recent(candidate.load(), now)
              - policy.diffusion() * diffusion(candidate, now)
              + policy.groupSpread() * scale * share.hotspot(candidate.replica().id());
      scored.add(new Scored(candidate, score));
    }
    scored.sort(Scored.ORDER);
    return scored;
  }

  private static double load(Candidate candidate) {
    long most = candidate.replica().maxConcurrency();
    return most == 0 ? 1.0 : (double) candidate.load().currentRequests() / most;
  }

  private static Map<WorkerId, Double> workerLoads(List<Candidate> candidates) {
    return candidates.stream()
        .collect(
            Collectors.groupingBy(
                candidate -> candidate.replica().worker(),
                Collectors.collectingAndThen(Collectors.toList(), SourceRanking::loadOfAll)));
  }

  private static double loadOfAll(List<Candidate> ofWorker) {
    long current = ofWorker.stream().mapToLong(one -> one.load().currentRequests()).sum();
    long most = ofWorker.stream().mapToLong(one -> one.replica().maxConcurrency()).sum();
    return most == 0 ? 1.0 : (double) current / most;
  }

  private static double recent(ReplicaLoad load, Instant now) {
    return isNew(load) ? 0 : 1 / (1 + ageSeconds(load, now));
  }

  private static double diffusion(Candidate candidate, Instant now) {
    if (candidate.isBusy()) {
      return 0;
    }
    return isNew(candidate.load())
        ? 1
        : Math.min(1, ageSeconds(candidate.load(), now) / RESTED_SECONDS);
  }

  private static boolean isNew(ReplicaLoad load) {
    return load.lastAssignedAt().equals(Instant.EPOCH);
  }

  private static double ageSeconds(ReplicaLoad load, Instant now) {
    return Math.max(0, Duration.between(load.lastAssignedAt(), now).toNanos() / 1e9);
  }

  /** How much spreading a group matters: nothing for one source, fully for enough of them. */
  private double scale(int sources) {
    int enough = policy.softCapCandidates();
    if (sources <= 1) {
      return 0;
    }
    return sources >= enough ? 1 : (sources - 1.0) / (enough - 1.0);
  }

  private record Scored(Candidate candidate, double score) {

    static final Comparator<Scored> ORDER =
        Comparator.comparing((Scored one) -> one.candidate.replica().place().memoryType())
            .thenComparingDouble(Scored::score)
            .thenComparingLong(one -> one.candidate.load().currentRequests())
            .thenComparingLong(one -> -one.candidate.replica().maxConcurrency())
            .thenComparing(one -> one.candidate.load().lastAssignedAt())
            .thenComparing(one -> one.id().toString());

    UUID id() {
      return candidate.replica().id();
    }
  }

  /** How a group's parts are spread over its sources so far. */
  private static final class Share {

    private final SourcePolicy policy;
    private final Map<UUID, Long> assigned;
    private final boolean grouped;
    private final int sources;
    private final long total;

    Share(SourcePolicy policy, List<Candidate> eligible, Optional<Map<UUID, Long>> assigned) {
      this.policy = policy;
      this.assigned = assigned.orElse(Map.of());
      this.grouped = assigned.isPresent();
      this.sources = eligible.size();
      this.total = eligible.stream().mapToLong(one -> of(one.replica().id())).sum();
    }

    private long of(UUID source) {
      return assigned.getOrDefault(source, 0L);
    }

    /** How far above the even share a source is; 0 when it is not. */
    double hotspot(UUID source) {
      if (!grouped || total == 0 || sources == 0) {
        return 0;
      }
      double share = (double) of(source) / total;
      double fair = 1.0 / sources;
      return share > fair ? share / fair - 1 : 0;
    }

    /** Those that would be above their cap stand behind those that would not. */
    Stream<Scored> cappedLast(List<Scored> ranked) {
      if (!grouped || sources < policy.softCapCandidates()) {
        return ranked.stream();
      }
      double cap = Math.max(1, (total + 1.0) / sources * policy.softCap());
      return ranked.stream().sorted(Comparator.comparing(one -> of(one.id()) + 1 > cap));
    }
  }
}
