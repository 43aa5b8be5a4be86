/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.app;

import io.roster.registry.facts.Sync;
import io.roster.registry.facts.Topology;
import io.roster.registry.facts.Topology.Flow;
import io.roster.registry.facts.Topology.Group;
import io.roster.registry.facts.Topology.Host;
import io.roster.registry.facts.Topology.Node;
import io.roster.registry.facts.TopologyQuery;
import io.roster.registry.facts.WorkerCondition;
import io.roster.registry.facts.model.DrawnWorker;
import io.roster.registry.facts.model.FleetPictures;
import io.roster.registry.page.Moment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes the picture of the fleet, in groups of neighbouring hosts when there are many workers. */
@ApplicationScoped
public class DrawFleet {

  private FleetPictures pictures;
  private Holdings holdings;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public DrawFleet() {}

  @Inject
  public DrawFleet(FleetPictures pictures, Holdings holdings) {
    this.pictures = pictures;
    this.holdings = holdings;
  }

  Topology draw(TopologyQuery query) {
    Moment moment = pictures.moment();
    List<DrawnWorker> workers = pictures.drawn(query.conditions());
    Map<String, Long> marked = query.artifactId().map(holdings::offeredBy).orElseGet(Map::of);
    Map<String, List<DrawnWorker>> groups = group(workers);
    List<DrawnWorker> wanted =
        query.group().map(name -> groups.getOrDefault(name, List.of())).orElse(workers);
    List<Flow> flows = pictures.flows();
    boolean grouped = query.group().isEmpty() && wanted.size() > query.most();
    return new Topology(
        pictures.site().coordinators().stream().filter(one -> !one.isGone()).toList(),
        grouped ? List.of() : hosts(wanted, marked),
        grouped ? groups(groups, marked) : List.of(),
        grouped ? between(groups, flows) : ofThese(wanted, flows),
        workers.size(),
        moment);
  }

  private static List<Host> hosts(List<DrawnWorker> workers, Map<String, Long> marked) {
    Map<String, List<DrawnWorker>> byNode =
        workers.stream()
            .collect(
                Collectors.groupingBy(
                    DrawnWorker::nodeId, LinkedHashMap::new, Collectors.toList()));
    return byNode.entrySet().stream()
        .map(
            entry ->
                new Host(
                    entry.getKey(),
                    entry.getValue().get(0).address(),
                    entry.getValue().stream().map(worker -> node(worker, marked)).toList()))
        .toList();
  }

  private static Node node(DrawnWorker worker, Map<String, Long> marked) {
    return new Node(
        worker.workerId(),
        worker.condition(),
        worker.sync(),
        worker.poolTotalBytes(),
        worker.poolAvailableBytes(),
        marked.getOrDefault(worker.workerId(), 0L));
  }

  /**
   * Neighbours by name, of which there are as many as a picture bears. A host's group depends on
   * its name alone where names have a common beginning of some length, so that few hosts change
   * their group when one comes or goes.
   */
  private static Map<String, List<DrawnWorker>> group(List<DrawnWorker> workers) {
    int longest = workers.stream().mapToInt(worker -> worker.nodeId().length()).max().orElse(0);
    Map<String, List<DrawnWorker>> best = Map.of("", workers);
    for (int length = 1; length <= longest; length++) {
      Map<String, List<DrawnWorker>> finer = byBeginning(workers, length);
      if (finer.size() > Topology.MOST_GROUPS) {
        break;
      }
      best = finer;
    }
    return best;
  }

  private static Map<String, List<DrawnWorker>> byBeginning(List<DrawnWorker> workers, int length) {
    return workers.stream()
        .collect(
            Collectors.groupingBy(
                worker -> worker.nodeId().substring(0, Math.min(length, worker.nodeId().length())),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  private static List<Group> groups(
      Map<String, List<DrawnWorker>> groups, Map<String, Long> marked) {
    return groups.entrySet().stream()
        .map(entry -> group(entry.getKey(), entry.getValue(), marked))
        .toList();
  }

  private static Group group(String name, List<DrawnWorker> workers, Map<String, Long> marked) {
    Map<WorkerCondition, Long> conditions = new EnumMap<>(WorkerCondition.class);
    workers.forEach(worker -> conditions.merge(worker.condition(), 1L, Long::sum));
    return new Group(
        name,
        workers.get(0).nodeId(),
        workers.get(workers.size() - 1).nodeId(),
        workers.stream().map(DrawnWorker::nodeId).distinct().count(),
        conditions,
        workers.stream().filter(worker -> worker.sync() == Sync.STALE).count(),
        workers.stream().mapToLong(DrawnWorker::poolTotalBytes).sum(),
        workers.stream().mapToLong(DrawnWorker::poolAvailableBytes).sum(),
        workers.stream().mapToLong(worker -> marked.getOrDefault(worker.workerId(), 0L)).sum());
  }

  private static List<Flow> between(Map<String, List<DrawnWorker>> groups, List<Flow> flows) {
    Map<String, String> groupOf = new HashMap<>();
    groups.forEach(
        (name, workers) -> workers.forEach(worker -> groupOf.put(worker.workerId(), name)));
    Map<List<String>, long[]> sums = new LinkedHashMap<>();
    for (Flow flow : flows) {
      String from = groupOf.get(flow.from());
      String to = groupOf.get(flow.to());
      if (from != null && to != null) {
        long[] sum = sums.computeIfAbsent(List.of(from, to), unused -> new long[2]);
        sum[0] += flow.transports();
        sum[1] += flow.bytes();
      }
    }
    List<Flow> all = new ArrayList<>();
    sums.forEach((ends, sum) -> all.add(new Flow(ends.get(0), ends.get(1), sum[0], sum[1])));
    return all.stream()
        .sorted(Comparator.comparingLong(Flow::transports).reversed())
        .limit(Topology.MOST_FLOWS)
        .toList();
  }

  private static List<Flow> ofThese(List<DrawnWorker> workers, List<Flow> flows) {
    var shown = workers.stream().map(DrawnWorker::workerId).collect(Collectors.toSet());
    return flows.stream()
        .filter(flow -> shown.contains(flow.from()) || shown.contains(flow.to()))
        .limit(Topology.MOST_FLOWS)
        .toList();
  }
}
