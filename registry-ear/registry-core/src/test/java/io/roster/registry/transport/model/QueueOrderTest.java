/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.registry.transport.TransportGroup;
import io.roster.registry.transport.TransportRequest.Requester;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueueOrderTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final QueueOrder order =
      new QueueOrder(new QueuePolicy(0.25, 1, Duration.ofSeconds(5), 128, 16));

  @Test
  void without_groups_who_came_first_is_first_and_the_request_id_decides_ties() {
    assertThat(sorted(Map.of(), alone("c", 2), alone("b", 1), alone("a", 1)))
        .containsExactly("a", "b", "c");
  }

  @Test
  void a_group_that_never_had_a_success_comes_first_even_if_it_came_last() {
    QueuedRequest starving = part("s", "g1", 4, 0, 9);

    assertThat(sorted(Map.of(), alone("x", 1), starving)).containsExactly("s", "x");
  }

  @Test
  void a_group_starves_from_the_threshold_on_and_not_before() {
    QueuedRequest part = part("p", "g1", 4, 0, 9);

    assertThat(sorted(Map.of("g1", done(1, 4_999)), alone("x", 1), part))
        .as("a little progress is not ahead of nobody, so the bias decides")
        .containsExactly("p", "x");
    assertThat(sorted(Map.of("g1", done(0, 4_999)), alone("x", 1), part))
        .as("fair, without any progress: 0 sorts before the ungrouped 1")
        .containsExactly("p", "x");
    QueuedRequest slow = part("slow", "g2", 4, 0, 9);
    assertThat(sorted(Map.of("g1", done(4, 5_000), "g2", done(0, 1)), slow, part))
        .as("starving goes before fair")
        .containsExactly("p", "slow");
    assertThat(sorted(Map.of("g1", done(4, 4_999), "g2", done(0, 1)), slow, part))
        .containsExactly("slow", "p");
  }

  @Test
  void a_group_that_is_further_ahead_of_the_slowest_than_the_floor_waits() {
    QueuedRequest slowest = part("slowest", "g1", 4, 0, 3);
    QueuedRequest within = part("within", "g2", 4, 0, 2);
    QueuedRequest ahead = part("ahead", "g3", 4, 0, 1);
    Map<String, GroupProgress> progress =
        Map.of("g1", done(0, 100), "g2", done(1, 100), "g3", done(2, 100));

    assertThat(sorted(progress, slowest, within, ahead))
        .as("0.25 is not above the floor, 0.5 is; nearer to completion goes first")
        .containsExactly("within", "slowest", "ahead");
  }

  @Test
  void nearer_to_completion_goes_first_weighed_by_the_bias() {
    Map<String, GroupProgress> progress = Map.of("g1", done(1, 100), "g2", done(2, 100));
    QueuedRequest far = part("far", "g1", 10, 0, 1);
    QueuedRequest near = part("near", "g2", 10, 0, 2);

    assertThat(sorted(progress, far, near)).containsExactly("near", "far");
    QueueOrder unbiased = new QueueOrder(new QueuePolicy(0.25, 0, Duration.ofSeconds(5), 128, 16));
    assertThat(names(unbiased.sorted(List.of(near, far), keyed(progress), NOW)))
        .containsExactly("far", "near");
  }

  @Test
  void the_more_important_goes_first_up_to_the_highest_there_is() {
    assertThat(
            sorted(
                Map.of(),
                part("none", "g1", 4, 0, 1),
                part("some", "g2", 4, 7, 2),
                part("most", "g3", 4, 0xffff_ffffL, 3)))
        .containsExactly("most", "some", "none");
  }

  @Test
  void a_group_without_progress_counts_like_no_group_where_progress_counts() {
    // Both rank 1 and 1: the group is ahead of a slower one, and its bias is zero.
    QueueOrder unbiased = new QueueOrder(new QueuePolicy(0, 0, Duration.ofSeconds(5), 128, 16));
    QueuedRequest slower = part("slower", "g0", 100, 0, 9);
    QueuedRequest part = part("later", "g1", 4, 0, 5);
    Map<String, GroupProgress> progress = Map.of("g0", done(0, 10), "g1", done(1, 10));

    assertThat(
            names(
                unbiased.sorted(List.of(part, alone("earlier", 4), slower), keyed(progress), NOW)))
        .as("minus zero must not sort before zero")
        .containsExactly("slower", "earlier", "later");
  }

  private List<String> sorted(Map<String, GroupProgress> progress, QueuedRequest... requests) {
    return names(order.sorted(Arrays.asList(requests), keyed(progress), NOW));
  }

  private static Map<GroupKey, GroupProgress> keyed(Map<String, GroupProgress> progress) {
    Map<GroupKey, GroupProgress> keyed = new java.util.HashMap<>();
    progress.forEach((id, done) -> keyed.put(new GroupKey("kind", id, 1), done));
    return keyed;
  }

  private static List<String> names(List<QueuedRequest> requests) {
    return requests.stream().map(request -> request.ticket().requestId()).toList();
  }

  private static GroupProgress done(long parts, long millisAgo) {
    return new GroupProgress(parts, Optional.of(NOW.minusMillis(millisAgo)));
  }

  private static QueuedRequest alone(String id, long second) {
    return request(id, second, Optional.empty());
  }

  private static QueuedRequest part(
      String id, String group, long parts, long priority, long second) {
    return request(
        id, second, Optional.of(new TransportGroup("kind", group, 1, parts, id, priority)));
  }

  private static QueuedRequest request(String id, long second, Optional<TransportGroup> group) {
    return new QueuedRequest(
        new Ticket(id, "f", new Wanted("a", ""), new Requester("", "", 0, ""), group),
        NOW.minusSeconds(1_000 - second));
  }
}
