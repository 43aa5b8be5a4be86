/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.picture;

import io.roster.console.picture.Shelf.Packed;
import io.roster.console.picture.Shelf.Place;
import io.roster.console.picture.Shelf.Size;
import io.roster.console.picture.TopologyPicture.Box;
import io.roster.console.picture.TopologyPicture.Coordinator;
import io.roster.console.picture.TopologyPicture.Dot;
import io.roster.console.picture.TopologyPicture.Flow;
import io.roster.console.picture.TopologyPicture.Group;
import io.roster.console.ui.ByteCounts;
import io.roster.console.ui.Mark;
import io.roster.console.ui.Times;
import io.roster.registry.facts.CoordinatorFact;
import io.roster.registry.facts.Sync;
import io.roster.registry.facts.Topology;
import io.roster.registry.facts.Topology.Host;
import io.roster.registry.facts.Topology.Node;
import io.roster.registry.facts.WorkerCondition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives each part of the fleet its place. The same fleet always gets the same picture, whoever asks
 * and however often: places follow from the order of the ids alone.
 */
public final class TopologyLayout {

  private static final int NARROW = 640;
  private static final int WIDE = 1_200;
  private static final int MARGIN = 16;
  private static final int GAP = 12;
  private static final int COORDINATOR_WIDTH = 200;
  private static final int COORDINATOR_HEIGHT = 48;
  private static final int GROUP_WIDTH = 184;
  private static final int GROUP_HEIGHT = 60;
  private static final int HOST_LABEL = 24;
  private static final int LABELLED_HOST = 104;
  private static final int VERY_FEW_WORKERS = 12;
  private static final int FEW_WORKERS = 40;
  private static final int SOME_WORKERS = 120;
  private static final double THINNEST = 1.5;
  private static final double THICKEST = 6;
  private static final double THICKEST_OF_MANY = 3.5;

  private final Topology fleet;
  private final String focus;
  private final boolean marking;
  private final int width;
  private final Map<String, int[]> centres = new HashMap<>();
  private final List<Box> hosts = new ArrayList<>();
  private final List<Dot> workers = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();

  private TopologyLayout(Topology fleet, String focus, boolean marking) {
    this.fleet = fleet;
    this.focus = focus;
    this.marking = marking;
    this.width = fleet.workers() <= VERY_FEW_WORKERS ? NARROW : WIDE;
  }

  /**
   * @param focus the id of the chosen node, or empty
   * @param marking whether the replicas of an artifact are marked
   */
  public static TopologyPicture of(Topology fleet, String focus, boolean marking) {
    return new TopologyLayout(fleet, focus, marking).draw();
  }

  private TopologyPicture draw() {
    Packed top = pack(sizesOf(fleet.coordinators().size()), MARGIN);
    Packed middle = pack(fleet.hosts().stream().map(this::sizeOf).toList(), top.bottom() + 3 * GAP);
    Packed bottom =
        pack(
            Collections.nCopies(fleet.groups().size(), new Size(GROUP_WIDTH, GROUP_HEIGHT)),
            middle.bottom());
    for (int i = 0; i < fleet.hosts().size(); i++) {
      host(fleet.hosts().get(i), middle.places().get(i));
    }
    for (int i = 0; i < fleet.groups().size(); i++) {
      group(fleet.groups().get(i), bottom.places().get(i));
    }
    return new TopologyPicture(
        label(),
        width,
        bottom.bottom() + MARGIN,
        coordinators(top.places()),
        hosts,
        workers,
        groups,
        flows(),
        focus,
        marking);
  }

  private Packed pack(List<Size> sizes, int top) {
    return Shelf.pack(sizes, width, GAP, top);
  }

  private static List<Size> sizesOf(int coordinators) {
    return Collections.nCopies(coordinators, new Size(COORDINATOR_WIDTH, COORDINATOR_HEIGHT));
  }

  private String label() {
    return fleet.coordinators().size()
        + " coordinators and "
        + fleet.workers()
        + " workers"
        + (fleet.isGrouped() ? " in " + fleet.groups().size() + " groups" : "")
        + "; the table tells the same";
  }

  private List<Coordinator> coordinators(List<Place> places) {
    List<Coordinator> placed = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      CoordinatorFact one = fleet.coordinators().get(i);
      placed.add(
          new Coordinator(
              one.coordinator(),
              one.coordinator(),
              word(one),
              one.leads(),
              one.isGone(),
              places.get(i).x(),
              places.get(i).y(),
              COORDINATOR_WIDTH,
              COORDINATOR_HEIGHT));
    }
    return placed;
  }

  private static String word(CoordinatorFact one) {
    if (one.isGone()) {
      return "silent for " + Times.span(one.silence());
    }
    return (one.leads() ? "leads" : "serves") + " · " + one.lag() + " behind";
  }

  /** Rather wide than high, and no row much shorter than the others. */
  private static int columnsOf(Host host) {
    int many = Math.max(1, host.workers().size());
    int most = (int) Math.ceil(Math.sqrt(many * 1.6));
    int rows = (many + most - 1) / most;
    return (many + rows - 1) / rows;
  }

  private int cell() {
    return 2 * radius() + 11;
  }

  private Size sizeOf(Host host) {
    int columns = columnsOf(host);
    int rows = (Math.max(1, host.workers().size()) + columns - 1) / columns;
    int labelled = fleet.workers() <= SOME_WORKERS ? LABELLED_HOST : 0;
    return new Size(Math.max(columns * cell() + 10, labelled), rows * cell() + 8 + HOST_LABEL);
  }

  private void host(Host host, Place at) {
    Size size = sizeOf(host);
    int columns = columnsOf(host);
    hosts.add(new Box(host.nodeId(), host.nodeId(), at.x(), at.y(), size.w(), size.h()));
    int left = at.x() + (size.w() - columns * cell()) / 2;
    for (int i = 0; i < host.workers().size(); i++) {
      int cx = left + i % columns * cell() + cell() / 2;
      int cy = at.y() + 6 + i / columns * cell() + cell() / 2;
      dot(host.workers().get(i), cx, cy, radius());
    }
  }

  private int radius() {
    if (fleet.workers() <= FEW_WORKERS) {
      return 20;
    }
    return fleet.workers() <= SOME_WORKERS ? 14 : 10;
  }

  private void dot(Node worker, int cx, int cy, int radius) {
    Mark mark = Mark.of(worker.condition());
    centres.put(worker.workerId(), new int[] {cx, cy});
    workers.add(
        new Dot(
            worker.workerId(),
            cx,
            cy,
            radius,
            mark.tone().style(),
            mark.word(),
            ByteCounts.percent(
                worker.poolTotalBytes() - worker.poolAvailableBytes(), worker.poolTotalBytes()),
            worker.sync() == Sync.STALE,
            worker.marked() > 0));
  }

  private void group(Topology.Group group, Place at) {
    centres.put(group.name(), new int[] {at.x() + GROUP_WIDTH / 2, at.y() + GROUP_HEIGHT / 2});
    long many = group.workers().values().stream().mapToLong(Long::longValue).sum();
    String label =
        group.first().equals(group.last()) ? group.first() : group.first() + " – " + group.last();
    groups.add(
        new Group(
            group.name(),
            label,
            many + " workers on " + group.hosts() + " hosts",
            parts(group.workers()),
            ByteCounts.percent(
                group.poolTotalBytes() - group.poolAvailableBytes(), group.poolTotalBytes()),
            group.marked() > 0,
            group.stale(),
            at.x(),
            at.y(),
            GROUP_WIDTH,
            GROUP_HEIGHT));
  }

  /** In the order of the states, so that the bars of all groups can be compared. */
  private static List<List<Object>> parts(Map<WorkerCondition, Long> workers) {
    List<List<Object>> parts = new ArrayList<>();
    for (WorkerCondition condition : WorkerCondition.values()) {
      long count = workers.getOrDefault(condition, 0L);
      if (count > 0) {
        parts.add(List.of(Mark.of(condition).tone().style(), count));
      }
    }
    return parts;
  }

  /** Transports from or to what is not in the picture have no line. */
  private List<Flow> flows() {
    long most = fleet.flows().stream().mapToLong(Topology.Flow::bytes).max().orElse(1);
    return fleet.flows().stream().flatMap(flow -> flow(flow, Math.max(1, most)).stream()).toList();
  }

  private Optional<Flow> flow(Topology.Flow flow, long most) {
    int[] from = centres.get(flow.from());
    int[] to = centres.get(flow.to());
    if (from == null || to == null || flow.from().equals(flow.to())) {
      return Optional.empty();
    }
    double thickest = fleet.workers() <= FEW_WORKERS ? THICKEST : THICKEST_OF_MANY;
    double weight = THINNEST + (thickest - THINNEST) * flow.bytes() / most;
    String word =
        flow.transports()
            + (flow.transports() == 1 ? " transport, " : " transports, ")
            + ByteCounts.human(flow.bytes())
            + ", from "
            + flow.from()
            + " to "
            + flow.to();
    return Optional.of(
        new Flow(from[0], from[1], to[0], to[1], Math.round(weight * 10) / 10.0, word));
  }
}
