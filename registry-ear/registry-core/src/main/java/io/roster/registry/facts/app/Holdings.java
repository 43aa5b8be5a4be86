/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.app;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.app.WorkerDirectory;
import io.roster.registry.facts.Copies;
import io.roster.registry.facts.WaitingReason;
import io.roster.registry.replica.ExportState;
import io.roster.registry.replica.MemoryType;
import io.roster.registry.replica.ReplicaView;
import io.roster.registry.replica.app.ReplicaDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who holds what, counted in this coordinator's memory: to count a million rows for each look would
 * take too long.
 */
@ApplicationScoped
public class Holdings {

  /** How old a count over all replicas may be. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  private ReplicaDirectory replicas;
  private WorkerDirectory workers;
  private volatile Summary summary = new Summary(List.of(), List.of(), List.of(), 0);
  private volatile boolean counted;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public Holdings() {}

  @Inject
  public Holdings(ReplicaDirectory replicas, WorkerDirectory workers) {
    this.replicas = replicas;
    this.workers = workers;
  }

  /**
   * All replicas, counted.
   *
   * @param withoutSource artifacts that somebody holds and nobody offers, in order
   * @param withOneHolder artifacts that one worker alone offers, in order
   */
  record Summary(
      List<Copies> copies, List<String> withoutSource, List<String> withOneHolder, long nanos) {}

  /** Whether anybody may be sent to it. */
  boolean isOffered(ReplicaView replica) {
    return replica.available()
        && replica.export().state() == ExportState.EXPORTABLE
        && workers.find(replica.worker()).isPresent();
  }

  /** The workers that offer an artifact itself or a view of it, in order. */
  List<String> holders(String artifactId) {
    return replicas.of(artifactId).stream()
        .filter(this::isOffered)
        .map(replica -> replica.worker().value())
        .distinct()
        .sorted()
        .toList();
  }

  Collection<ReplicaView> of(String artifactId) {
    return replicas.of(artifactId);
  }

  Collection<ReplicaView> of(WorkerId worker) {
    return replicas.of(worker);
  }

  static List<Copies> count(Collection<ReplicaView> held) {
    Map<MemoryType, long[]> counts = new EnumMap<>(MemoryType.class);
    for (ReplicaView replica : held) {
      long[] count = counts.computeIfAbsent(replica.place().memoryType(), unused -> new long[3]);
      count[0]++;
      count[1] += replica.available() ? 1 : 0;
      count[2] += replica.memorySize();
    }
    return counts.entrySet().stream()
        .map(
            entry ->
                new Copies(
                    entry.getKey(), entry.getValue()[0], entry.getValue()[1], entry.getValue()[2]))
        .toList();
  }

  /** Of an artifact's replicas, how many each worker offers. */
  Map<String, Long> offeredBy(String artifactId) {
    return replicas.of(artifactId).stream()
        .filter(this::isOffered)
        .collect(Collectors.groupingBy(replica -> replica.worker().value(), Collectors.counting()));
  }

  /** Why nobody is given a source of this yet. */
  WaitingReason reason(String artifactId, String viewId) {
    List<ReplicaView> held =
        replicas.of(artifactId).stream()
            .filter(replica -> replica.place().viewId().equals(viewId))
            .toList();
    if (held.isEmpty()) {
      return WaitingReason.NO_REPLICA;
    }
    List<ReplicaView> sources = held.stream().filter(this::isSource).toList();
    if (sources.isEmpty()) {
      return WaitingReason.NO_SOURCE;
    }
    return sources.stream().allMatch(this::isBusy)
        ? WaitingReason.SOURCES_BUSY
        : WaitingReason.NEXT;
  }

  private boolean isSource(ReplicaView replica) {
    return isOffered(replica)
        && workers.find(replica.worker()).filter(worker -> worker.draining()).isEmpty();
  }

  private boolean isBusy(ReplicaView replica) {
    return replicas.load(replica.id()).currentRequests() >= replica.maxConcurrency();
  }

  /** Everything counted, a few seconds ago at most; one thread counts at a time. */
  Summary all() {
    if (isFresh()) {
      return summary;
    }
    synchronized (this) {
      if (!isFresh()) {
        summary = countAll();
        counted = true;
      }
      return summary;
    }
  }

  private boolean isFresh() {
    return counted && System.nanoTime() - summary.nanos() < FRESH.toNanos();
  }

  /** What is known of an artifact while it is counted: the first who offers it, whether more do. */
  private static final class Offers {
    private WorkerId first = NOBODY;
    private boolean more;

    private static final WorkerId NOBODY = new WorkerId("nobody");

    void add(WorkerId worker) {
      if (first == NOBODY) {
        first = worker;
      } else if (!first.equals(worker)) {
        more = true;
      }
    }
  }

  private Summary countAll() {
    Map<String, Offers> offers = new HashMap<>();
    Collection<ReplicaView> all = replicas.all();
    for (ReplicaView replica : all) {
      Offers known = offers.computeIfAbsent(replica.place().artifactId(), unused -> new Offers());
      if (!known.more && isOffered(replica)) {
        known.add(replica.worker());
      }
    }
    TreeSet<String> none = new TreeSet<>();
    TreeSet<String> one = new TreeSet<>();
    offers.forEach(
        (artifact, known) -> {
          if (known.first == Offers.NOBODY) {
            none.add(artifact);
          } else if (!known.more) {
            one.add(artifact);
          }
        });
    return new Summary(count(all), new ArrayList<>(none), new ArrayList<>(one), System.nanoTime());
  }
}
