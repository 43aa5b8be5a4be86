/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.replica.ExportState;
import io.roster.registry.replica.MemoryType;
import io.roster.registry.replica.ReplicaExport;
import io.roster.registry.replica.ReplicaLoad;
import io.roster.registry.replica.ReplicaPlace;
import io.roster.registry.replica.ReplicaView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SourceRankingTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final SourcePolicy POLICY = new SourcePolicy(1, 1, 1, 1, 2, 1.3, 3);

  private final SourceRanking ranking = new SourceRanking(POLICY);

  @Test
  void the_faster_memory_comes_first_however_busy_it_is() {
    Candidate gpu = on("w1", MemoryType.GPU, 3, load(2, 1));
    Candidate ram = on("w2", MemoryType.RAM, 3, ReplicaLoad.IDLE);
    Candidate disk = on("w3", MemoryType.DISK, 3, ReplicaLoad.IDLE);

    assertThat(rank(disk, ram, gpu)).containsExactly(gpu, ram, disk);
  }

  @Test
  void the_less_loaded_comes_first() {
    Candidate half = on("w1", MemoryType.GPU, 4, load(2, 60));
    Candidate quarter = on("w2", MemoryType.GPU, 4, load(1, 60));

    assertThat(rank(half, quarter)).containsExactly(quarter, half);
  }

  @Test
  void an_idle_replica_of_a_busy_worker_stands_behind_an_idle_worker() {
    Candidate busy = on("w1", MemoryType.GPU, 2, load(2, 60));
    Candidate besideIt = on("w1", MemoryType.GPU, 2, ReplicaLoad.IDLE);
    Candidate elsewhere = on("w2", MemoryType.GPU, 2, ReplicaLoad.IDLE);

    assertThat(rank(busy, besideIt, elsewhere)).containsExactly(elsewhere, besideIt, busy);
  }

  @Test
  void who_was_never_chosen_comes_before_who_rested_and_that_one_before_who_was_just_chosen() {
    Candidate justChosen = on("w1", MemoryType.GPU, 2, load(0, 1));
    Candidate resting = on("w2", MemoryType.GPU, 2, load(0, 20));
    Candidate rested = on("w3", MemoryType.GPU, 2, load(0, 300));
    Candidate fresh = on("w4", MemoryType.GPU, 2, ReplicaLoad.IDLE);

    assertThat(rank(justChosen, resting, rested, fresh))
        .containsExactly(fresh, rested, resting, justChosen);
  }

  @Test
  void of_equal_scores_fewer_requests_then_more_room_then_the_older_choice_then_the_id_decide() {
    SourceRanking blind = new SourceRanking(new SourcePolicy(0, 0, 0, 0, 0, 1.3, 3));
    Candidate two = on("w1", MemoryType.GPU, 4, load(2, 9));
    Candidate oneSmall = on("w2", MemoryType.GPU, 4, load(1, 9));
    Candidate oneLarge = on("w3", MemoryType.GPU, 8, load(1, 5));
    Candidate oneLargeOlder = on("w4", MemoryType.GPU, 8, load(1, 6));
    List<Candidate> all = new ArrayList<>(List.of(two, oneSmall, oneLarge, oneLargeOlder));

    assertThat(blind.rank(all, Optional.empty(), NOW))
        .containsExactlyElementsOf(ids(List.of(oneLargeOlder, oneLarge, oneSmall, two)));

    Candidate low = with(id("00000000-0000-0000-0000-000000000001"), oneSmall);
    // As signed numbers this one would come first.
    Candidate high = with(id("ffffffff-0000-0000-0000-000000000001"), oneSmall);
    assertThat(blind.rank(List.of(high, low), Optional.empty(), NOW))
        .containsExactlyElementsOf(ids(List.of(low, high)));
  }

  @Test
  void each_weight_weighs_its_own_part_of_the_score() {
    Candidate loaded = on("w1", MemoryType.GPU, 2, load(1, 600));
    Candidate recent = on("w2", MemoryType.GPU, 2, load(0, 0));

    assertThat(first(new SourcePolicy(1, 0, 0, 0, 0, 1.3, 3), loaded, recent)).isEqualTo(recent);
    assertThat(first(new SourcePolicy(0, 1, 0, 0, 0, 1.3, 3), loaded, recent)).isEqualTo(recent);
    assertThat(first(new SourcePolicy(0, 0, 1, 0, 0, 1.3, 3), loaded, recent)).isEqualTo(loaded);
    Candidate fresh = on("w3", MemoryType.GPU, 1, ReplicaLoad.IDLE);
    assertThat(first(new SourcePolicy(0, 0, 0, 1, 0, 1.3, 3), recent, fresh)).isEqualTo(fresh);
  }

  @Test
  void a_part_of_a_group_goes_where_less_of_that_group_went() {
    Candidate a = on("w1", MemoryType.GPU, 8, load(0, 600));
    Candidate b = on("w2", MemoryType.GPU, 8, load(0, 600));
    Map<UUID, Long> assigned = Map.of(first(POLICY, a, b).replica().id(), 3L);
    Candidate other = first(POLICY, a, b).equals(a) ? b : a;

    assertThat(ranking.rank(List.of(a, b), Optional.of(assigned), NOW).get(0))
        .isEqualTo(other.replica().id());
  }

  @Test
  void a_single_source_is_no_hot_spot_and_two_count_half() {
    // The hot one has an advantage of 1 by diffusion; the hot spot is worth 2 * scale * 1.
    Candidate hot = on("w1", MemoryType.GPU, 8, ReplicaLoad.IDLE);
    Candidate cold = on("w2", MemoryType.GPU, 8, load(0, 0));
    Map<UUID, Long> assigned = Map.of(hot.replica().id(), 4L);
    SourcePolicy light = new SourcePolicy(0, 0, 0, 1.2, 2, 9, 3);

    assertThat(new SourceRanking(light).rank(List.of(hot, cold), Optional.of(assigned), NOW))
        .as("two sources: 2 * 0.5 * (1 / 0.5 - 1) = 1 does not outweigh 1.2")
        .startsWith(hot.replica().id());
    Candidate third = on("w3", MemoryType.DISK, 8, ReplicaLoad.IDLE);
    assertThat(new SourceRanking(light).rank(List.of(hot, cold, third), Optional.of(assigned), NOW))
        .as("three sources: 2 * 1 * (1 / 0.33 - 1) = 4 does")
        .startsWith(cold.replica().id());
  }

  @Test
  void a_source_above_its_cap_waits_behind_the_slowest_memory_that_is_below() {
    Candidate gpu = on("w1", MemoryType.GPU, 8, ReplicaLoad.IDLE);
    Candidate ram = on("w2", MemoryType.RAM, 8, ReplicaLoad.IDLE);
    Candidate disk = on("w3", MemoryType.DISK, 8, ReplicaLoad.IDLE);

    // One each is within max(1, 2 / 3 * 1.3); a second one is not.
    assertThat(grouped(Map.of(), gpu, ram, disk)).containsExactly(gpu, ram, disk);
    assertThat(grouped(Map.of(gpu, 1L), gpu, ram, disk)).containsExactly(ram, disk, gpu);
    assertThat(grouped(Map.of(gpu, 1L, ram, 1L), gpu, ram, disk)).containsExactly(disk, gpu, ram);
    // 4 / 3 * 1.3 = 1.73: two are too many for each, so none is below the cap and all may go.
    assertThat(grouped(Map.of(gpu, 1L, ram, 1L, disk, 1L), gpu, ram, disk))
        .containsExactly(gpu, ram, disk);
  }

  @Test
  void the_cap_holds_only_for_parts_of_a_group_and_with_enough_sources() {
    Candidate gpu = on("w1", MemoryType.GPU, 8, ReplicaLoad.IDLE);
    Candidate ram = on("w2", MemoryType.RAM, 8, ReplicaLoad.IDLE);

    assertThat(grouped(Map.of(gpu, 5L), gpu, ram)).containsExactly(gpu, ram);
    assertThat(rank(gpu, ram)).containsExactly(gpu, ram);
  }

  @Test
  void those_that_memory_takes_for_ineligible_come_last_the_full_ones_first() {
    Candidate fine = on("w1", MemoryType.DISK, 2, ReplicaLoad.IDLE);
    Candidate full = blocked(on("w2", MemoryType.RAM, 2, load(2, 60)), Obstacle.OVER_CAPACITY);
    Candidate gone =
        blocked(on("w3", MemoryType.GPU, 2, ReplicaLoad.IDLE), Obstacle.REPLICA_UNAVAILABLE);

    assertThat(rank(gone, full, fine)).containsExactly(fine, full, gone);
  }

  @Test
  void ineligible_ones_are_no_share_of_the_group() {
    Candidate gpu = on("w1", MemoryType.GPU, 8, ReplicaLoad.IDLE);
    Candidate ram = on("w2", MemoryType.RAM, 8, ReplicaLoad.IDLE);
    Candidate gone =
        blocked(on("w3", MemoryType.GPU, 8, ReplicaLoad.IDLE), Obstacle.REPLICA_UNAVAILABLE);

    assertThat(grouped(Map.of(gpu, 5L), gpu, ram, gone)).containsExactly(gpu, ram, gone);
  }

  @Test
  void no_two_coordinators_disagree_about_the_order() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      candidates.add(
          on(
              "w" + random.nextInt(20),
              MemoryType.values()[random.nextInt(3)],
              1 + random.nextInt(4),
              random.nextBoolean()
                  ? ReplicaLoad.IDLE
                  : load(random.nextInt(4), random.nextInt(40))));
    }
    List<UUID> ranked = ranking.rank(candidates, Optional.empty(), NOW);
    Collections.shuffle(candidates, random);

    assertThat(ranking.rank(candidates, Optional.empty(), NOW))
        .as("seed %d", seed)
        .containsExactlyElementsOf(ranked);
  }

  private List<Candidate> rank(Candidate... candidates) {
    return named(ranking.rank(List.of(candidates), Optional.empty(), NOW), candidates);
  }

  private List<Candidate> grouped(Map<Candidate, Long> assigned, Candidate... candidates) {
    Map<UUID, Long> byId = new java.util.HashMap<>();
    assigned.forEach((candidate, count) -> byId.put(candidate.replica().id(), count));
    return named(ranking.rank(List.of(candidates), Optional.of(byId), NOW), candidates);
  }

  private static Candidate first(SourcePolicy policy, Candidate... candidates) {
    return named(
            new SourceRanking(policy).rank(List.of(candidates), Optional.empty(), NOW), candidates)
        .get(0);
  }

  private static List<Candidate> named(List<UUID> ids, Candidate... candidates) {
    return ids.stream()
        .map(
            id ->
                Arrays.stream(candidates)
                    .filter(candidate -> candidate.replica().id().equals(id))
                    .findFirst()
                    .orElseThrow())
        .toList();
  }

  private static List<UUID> ids(List<Candidate> candidates) {
    return candidates.stream().map(candidate -> candidate.replica().id()).toList();
  }

  private static UUID id(String text) {
    return UUID.fromString(text);
  }

  private static ReplicaLoad load(long current, long secondsAgo) {
    return new ReplicaLoad(current, NOW.minusSeconds(secondsAgo));
  }

  private static Candidate on(String worker, MemoryType memory, long most, ReplicaLoad load) {
    return new Candidate(replica(UUID.randomUUID(), worker, memory, most), load, Optional.empty());
  }

  private static Candidate with(UUID id, Candidate like) {
    ReplicaView replica = like.replica();
    return new Candidate(
        replica(
            id, replica.worker().value(), replica.place().memoryType(), replica.maxConcurrency()),
        like.load(),
        like.obstacle());
  }

  private static Candidate blocked(Candidate candidate, Obstacle obstacle) {
    return new Candidate(candidate.replica(), candidate.load(), Optional.of(obstacle));
  }

  private static ReplicaView replica(UUID id, String worker, MemoryType memory, long most) {
    return new ReplicaView(
        id,
        new ReplicaPlace("a", "", "n", "10.0.0.1", 65_090, memory, 0),
        new WorkerId(worker),
        10,
        most,
        true,
        new ReplicaExport(ExportState.EXPORTABLE, 1, List.of("k"), List.of(10L), ""),
        NOW,
        NOW,
        Optional.empty());
  }
}
