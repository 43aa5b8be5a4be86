/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.app;

import io.roster.registry.journal.model.Changes;
import io.roster.registry.replica.app.ReplicaDirectory;
import io.roster.registry.transport.model.Concern;
import io.roster.registry.transport.model.GroupKey;
import io.roster.registry.transport.model.GroupProgress;
import io.roster.registry.transport.model.QueueOrder;
import io.roster.registry.transport.model.QueuePolicy;
import io.roster.registry.transport.model.QueuedRequest;
import io.roster.registry.transport.model.SourceClaims.Claimed;
import io.roster.registry.transport.model.Ticket;
import io.roster.registry.transport.model.TransportLocks;
import io.roster.registry.transport.model.TransportQueue;
import io.roster.registry.transport.model.Transports;
import io.roster.registry.transport.model.Wanted;
import io.roster.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives sources to those who wait, whichever coordinator they wait on. A pass is one transaction,
 * and one coordinator at a time makes one.
 */
@ApplicationScoped
public class DispatchTransports {

  private TransportQueue queue;
  private TransportLocks locks;
  private Transports transports;
  private SourceChoice sources;
  private TransportJournal journal;
  private ReplicaDirectory replicas;
  private Changes changes;
  private QueuePolicy policy;
  private QueueOrder order;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public DispatchTransports() {}

  @Inject
  public DispatchTransports(
      TransportQueue queue,
      TransportLocks locks,
      Transports transports,
      SourceChoice sources,
      TransportJournal journal,
      ReplicaDirectory replicas,
      Changes changes,
      Settings settings) {
    this.queue = queue;
    this.locks = locks;
    this.transports = transports;
    this.sources = sources;
    this.journal = journal;
    this.replicas = replicas;
    this.changes = changes;
    this.policy = QueuePolicy.from(settings);
    this.order = new QueueOrder(policy);
  }

  /** Who was given which source. */
  record Dispatched(Ticket ticket, Claimed claimed) {}

  /**
   * What came of a pass.
   *
   * @param taken whether another coordinator was in the midst of one, so that this one did nothing
   * @param more whether there may be others who can be served
   * @param exhausted what has no source free; those who wait for it are passed over from then on
   */
  record Pass(boolean taken, List<Dispatched> dispatched, boolean more, Set<Wanted> exhausted) {}

  Pass pass(Set<Wanted> exhausted) {
    return changes.changeAlone("dispatching transports", () -> run(exhausted));
  }

  private Pass run(Set<Wanted> exhausted) {
    if (!locks.beginPass()) {
      return new Pass(true, List.of(), false, exhausted);
    }
    queue.expire();
    List<QueuedRequest> scanned = queue.scan(policy.scanLimit(), exhausted);
    if (scanned.isEmpty()) {
      return new Pass(false, List.of(), false, exhausted);
    }
    locks.take(scanned.stream().flatMap(one -> Concern.of(one.ticket()).stream()).toList());
    List<QueuedRequest> waiting =
        queue.hold(scanned.stream().map(one -> one.ticket().requestId()).toList());
    Set<Wanted> nothingFree = new HashSet<>(exhausted);
    List<Dispatched> dispatched = dispatch(waiting, nothingFree);
    boolean progress = !dispatched.isEmpty() || nothingFree.size() > exhausted.size();
    boolean cut = dispatched.size() == policy.batchLimit() || scanned.size() == policy.scanLimit();
    return new Pass(false, dispatched, progress && cut, nothingFree);
  }

  private List<Dispatched> dispatch(List<QueuedRequest> waiting, Set<Wanted> nothingFree) {
    Loads loads = new Loads(replicas);
    List<Dispatched> dispatched = new ArrayList<>();
    var now = transports.now();
    for (QueuedRequest request : order.sorted(waiting, progress(waiting), now)) {
      Ticket ticket = request.ticket();
      if (dispatched.size() == policy.batchLimit()) {
        break;
      }
      if (nothingFree.contains(ticket.wanted())) {
        continue;
      }
      Optional<Claimed> claimed = sources.claim(ticket, sources.ranked(ticket, loads, now), loads);
      if (claimed.isPresent()) {
        queue.dispatched(ticket.requestId());
        journal.started(ticket, claimed.get());
        dispatched.add(new Dispatched(ticket, claimed.get()));
      } else {
        nothingFree.add(ticket.wanted());
      }
    }
    return dispatched;
  }

  private Map<GroupKey, GroupProgress> progress(List<QueuedRequest> waiting) {
    return transports.progress(
        waiting.stream()
            .flatMap(one -> one.ticket().group().stream())
            .map(GroupKey::of)
            .collect(Collectors.toSet()));
  }
}
