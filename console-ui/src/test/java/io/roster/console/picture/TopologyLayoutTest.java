/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.console.picture.TopologyPicture.Box;
import io.roster.console.picture.TopologyPicture.Dot;
import io.roster.registry.facts.CoordinatorFact;
import io.roster.registry.facts.Sync;
import io.roster.registry.facts.Topology;
import io.roster.registry.facts.WorkerCondition;
import io.roster.registry.page.Moment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopologyLayoutTest {

  private static final long GIB = 1L << 30;
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void the_same_fleet_gets_the_same_picture() {
    assertThat(Pictures.json(TopologyLayout.of(fleet(60, 8), "", false)))
        .isEqualTo(Pictures.json(TopologyLayout.of(fleet(60, 8), "", false)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 40, 120, 300})
  void nothing_lies_over_anything_else(int workers) {
    TopologyPicture picture = TopologyLayout.of(fleet(workers, 4), "", false);

    assertApart(picture.hosts());
    assertApart(boxes(picture));
    List<Dot> dots = picture.workers();
    for (int a = 0; a < dots.size(); a++) {
      for (int b = a + 1; b < dots.size(); b++) {
        assertThat(distance(dots.get(a), dots.get(b)))
            .as("%s and %s", dots.get(a).id(), dots.get(b).id())
            .isGreaterThanOrEqualTo(dots.get(a).r() + dots.get(b).r() + 8);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 300})
  void everything_lies_inside_the_drawing(int workers) {
    TopologyPicture picture = TopologyLayout.of(fleet(workers, 3), "", false);

    assertThat(boxes(picture))
        .allSatisfy(
            box -> {
              assertThat(box.x()).isNotNegative();
              assertThat(box.y()).isNotNegative();
              assertThat(box.x() + box.w()).isLessThanOrEqualTo(picture.width());
              assertThat(box.y() + box.h()).isLessThanOrEqualTo(picture.height());
            });
  }

  @Test
  void each_worker_lies_inside_its_host() {
    TopologyPicture picture = TopologyLayout.of(fleet(48, 8), "", false);

    assertThat(picture.workers())
        .allSatisfy(
            dot ->
                assertThat(picture.hosts())
                    .anyMatch(
                        host ->
                            dot.x() - dot.r() >= host.x()
                                && dot.x() + dot.r() <= host.x() + host.w()
                                && dot.y() - dot.r() >= host.y()
                                && dot.y() + dot.r() <= host.y() + host.h()));
  }

  @Test
  void groups_of_ten_thousand_workers_stay_small() {
    Topology grouped =
        new Topology(
            coordinators(),
            List.of(),
            IntStream.range(0, Topology.MOST_GROUPS).mapToObj(TopologyLayoutTest::group).toList(),
            IntStream.range(0, Topology.MOST_FLOWS)
                .mapToObj(i -> new Topology.Flow("g-" + i % 97, "g-" + i % 89, 2, GIB))
                .toList(),
            10_000,
            new Moment(1, NOW));

    TopologyPicture picture = TopologyLayout.of(grouped, "", false);

    assertApart(boxes(picture));
    assertThat(picture.groups()).hasSize(Topology.MOST_GROUPS);
    assertSmall("10,000 workers in groups", picture);
  }

  @Test
  void three_hundred_workers_stay_small() {
    assertSmall("300 workers", TopologyLayout.of(fleet(300, 1), "", false));
  }

  private static void assertSmall(String what, TopologyPicture picture) {
    int bytes = Pictures.json(picture).getBytes(StandardCharsets.UTF_8).length;
    System.out.println("topology of " + what + ": " + bytes + " bytes");
    assertThat(bytes).isLessThan(100_000);
  }

  @Test
  void a_line_goes_from_source_to_target_and_the_busiest_is_the_thickest() {
    Topology fleet =
        new Topology(
            coordinators(),
            fleet(4, 1).hosts(),
            List.of(),
            List.of(
                new Topology.Flow("worker-000", "worker-001", 1, GIB),
                new Topology.Flow("worker-002", "worker-003", 4, 10 * GIB),
                new Topology.Flow("worker-002", "somebody else", 1, GIB)),
            4,
            new Moment(1, NOW));

    TopologyPicture picture = TopologyLayout.of(fleet, "", false);

    assertThat(picture.flows()).hasSize(2);
    assertThat(picture.flows().get(1).weight()).isGreaterThan(picture.flows().get(0).weight());
    assertThat(picture.flows().get(0).x1()).isEqualTo(picture.workers().get(0).x());
    assertThat(picture.flows().get(0).x2()).isEqualTo(picture.workers().get(1).x());
  }

  private static double distance(Dot one, Dot other) {
    return Math.hypot(one.x() - other.x(), one.y() - other.y());
  }

  private static List<Box> boxes(TopologyPicture picture) {
    return Stream.of(
            picture.hosts().stream(),
            picture.coordinators().stream()
                .map(one -> new Box(one.id(), "", one.x(), one.y(), one.w(), one.h())),
            picture.groups().stream()
                .map(one -> new Box(one.id(), "", one.x(), one.y(), one.w(), one.h())))
        .flatMap(all -> all)
        .toList();
  }

  private static void assertApart(List<Box> boxes) {
    for (int a = 0; a < boxes.size(); a++) {
      for (int b = a + 1; b < boxes.size(); b++) {
        Box one = boxes.get(a);
        Box other = boxes.get(b);
        boolean apart =
            one.x() + one.w() <= other.x()
                || other.x() + other.w() <= one.x()
                || one.y() + one.h() <= other.y()
                || other.y() + other.h() <= one.y();
        assertThat(apart).as("%s and %s lie apart", one, other).isTrue();
      }
    }
  }

  /** Hosts with between one and so many workers each. */
  private static Topology fleet(int workers, int mostOnHost) {
    Random random = new Random(7);
    List<Topology.Host> hosts = new ArrayList<>();
    int made = 0;
    while (made < workers) {
      int here = Math.min(workers - made, 1 + random.nextInt(mostOnHost));
      List<Topology.Node> nodes = new ArrayList<>();
      for (int i = 0; i < here; i++) {
        nodes.add(node("worker-%03d".formatted(made + i), made + i));
      }
      hosts.add(new Topology.Host("host-%03d".formatted(hosts.size()), "10.0.0.1", nodes));
      made += here;
    }
    return new Topology(coordinators(), hosts, List.of(), List.of(), workers, new Moment(1, NOW));
  }

  private static Topology.Node node(String id, int number) {
    WorkerCondition[] conditions = WorkerCondition.values();
    return new Topology.Node(
        id, conditions[number % conditions.length], Sync.AGREED, 80 * GIB, 30 * GIB, 0);
  }

  private static Topology.Group group(int number) {
    return new Topology.Group(
        "g-" + number,
        "host-%05d".formatted(number * 100),
        "host-%05d".formatted(number * 100 + 99),
        100,
        Map.of(WorkerCondition.READY, 90L, WorkerCondition.SILENT, 10L),
        0,
        8_000 * GIB,
        3_000 * GIB,
        0);
  }

  private static List<CoordinatorFact> coordinators() {
    return IntStream.range(0, 7)
        .mapToObj(
            i ->
                new CoordinatorFact(
                    "coordinator-" + i,
                    i == 0,
                    "0.1.0",
                    "10.0.0." + i,
                    50_051,
                    8_080,
                    NOW,
                    NOW,
                    Duration.ofSeconds(1),
                    100,
                    0,
                    0.4))
        .toList();
  }
}
