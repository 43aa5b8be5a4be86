/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import io.roster.registry.page.Moment;
import java.util.List;
import java.util.Map;

/**
 * The fleet as a picture: coordinators, hosts with their workers, transports between them. When
 * there are more workers than were asked for, groups of hosts stand for them, and the transports
 * are between groups.
 *
 * @param hosts by node id; empty when grouped
 * @param groups by name; empty when there are few enough workers
 * @param flows active transports, the busiest first, at most {@link #MOST_FLOWS}
 * @param workers how many there are in all
 */
public record Topology(
    List<CoordinatorFact> coordinators,
    List<Host> hosts,
    List<Group> groups,
    List<Flow> flows,
    long workers,
    Moment asOf) {

  public static final int MOST_FLOWS = 600;
  public static final int MOST_GROUPS = 100;

  /** A host. */
  public record Host(String nodeId, String address, List<Node> workers) {
    public Host {
      workers = List.copyOf(workers);
    }
  }

  /**
   * A worker in the picture.
   *
   * @param marked how many replicas of the marked artifact it offers
   */
  public record Node(
      String workerId,
      WorkerCondition condition,
      Sync sync,
      long poolTotalBytes,
      long poolAvailableBytes,
      long marked) {}

  /**
   * Many hosts whose node ids are neighbours.
   *
   * @param name what to ask for to see its workers; the same as long as the fleet is
   * @param first the first of its node ids
   * @param last the last of them
   */
  public record Group(
      String name,
      String first,
      String last,
      long hosts,
      Map<WorkerCondition, Long> workers,
      long stale,
      long poolTotalBytes,
      long poolAvailableBytes,
      long marked) {
    public Group {
      workers = Map.copyOf(workers);
    }
  }

  /**
   * Active transports between two workers, or two groups.
   *
   * @param from a worker id or a group's name; empty when it is neither
   */
  public record Flow(String from, String to, long transports, long bytes) {}

  public Topology {
    coordinators = List.copyOf(coordinators);
    hosts = List.copyOf(hosts);
    groups = List.copyOf(groups);
    flows = List.copyOf(flows);
  }

  public boolean isGrouped() {
    return !groups.isEmpty();
  }
}
