/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.model.Beat;
import io.roster.registry.cluster.model.KnownWorker;
import io.roster.registry.cluster.model.WorkerPictures;
import io.roster.registry.journal.JournalEntry;
import io.roster.registry.platform.DatabaseAway;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The active workers in memory, so that a heartbeat waits for nothing. It follows the journal: what
 * another coordinator changed is re-read as soon as its entry is seen, what was changed here at
 * once.
 */
@ApplicationScoped
public class WorkerDirectory {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerDirectory.class);

  private final Map<WorkerId, KnownWorker> workers = new ConcurrentHashMap<>();
  private final Map<WorkerId, Beat> lastBeats = new ConcurrentHashMap<>();

  /** Workers that changed while they could not be read; the next refresh reads them too. */
  private final Set<WorkerId> overdue = ConcurrentHashMap.newKeySet();

  /** Held from the reading to the writing, so that an older picture never replaces a newer one. */
  private final ReentrantLock refreshing = new ReentrantLock();

  private WorkerPictures pictures;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public WorkerDirectory() {}

  @Inject
  public WorkerDirectory(WorkerPictures pictures) {
    this.pictures = pictures;
  }

  /** Reads everything anew. */
  public void load() {
    refreshing.lock();
    try {
      Map<WorkerId, KnownWorker> active = byId(pictures.active());
      workers.keySet().retainAll(active.keySet());
      workers.putAll(active);
      lastBeats.keySet().retainAll(active.keySet());
      overdue.clear();
    } finally {
      refreshing.unlock();
    }
  }

  /** Follows the journal. */
  public void follow(List<JournalEntry> entries) {
    refresh(
        entries.stream()
            .filter(entry -> entry.kind().startsWith("worker."))
            .map(entry -> new WorkerId(entry.subject()))
            .collect(Collectors.toSet()));
  }

  /** Reads some workers anew; those that are not active any more are forgotten. */
  void refresh(Collection<WorkerId> changed) {
    overdue.addAll(changed);
    if (overdue.isEmpty()) {
      return;
    }
    refreshing.lock();
    try {
      List<WorkerId> wanted = List.copyOf(overdue);
      Map<WorkerId, KnownWorker> active = byId(pictures.active(wanted));
      wanted.forEach(worker -> place(worker, active));
    } catch (DatabaseAway away) {
      LOG.debug("directory_refresh_postponed workers={}", overdue.size(), away);
    } finally {
      refreshing.unlock();
    }
  }

  private void place(WorkerId worker, Map<WorkerId, KnownWorker> active) {
    KnownWorker known = active.get(worker);
    if (known == null) {
      workers.remove(worker);
      lastBeats.remove(worker);
    } else {
      workers.put(worker, known);
    }
    overdue.remove(worker);
  }

  private static Map<WorkerId, KnownWorker> byId(List<KnownWorker> known) {
    return known.stream().collect(Collectors.toMap(KnownWorker::id, worker -> worker));
  }

  Optional<KnownWorker> find(WorkerId worker) {
    return Optional.ofNullable(workers.get(worker));
  }

  /** Keeps the last sign of life, for lists that are answered while the database is away. */
  void heard(WorkerId worker, Beat beat) {
    lastBeats.merge(worker, beat, (earlier, later) -> later.after(earlier));
  }

  Optional<Beat> lastBeat(WorkerId worker) {
    return Optional.ofNullable(lastBeats.get(worker));
  }

  Collection<KnownWorker> all() {
    return List.copyOf(workers.values());
  }

  public int size() {
    return workers.size();
  }
}
