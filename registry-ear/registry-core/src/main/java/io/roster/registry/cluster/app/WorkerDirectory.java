/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.model.Beat;
import io.roster.registry.cluster.model.KnownWorker;
import io.roster.registry.cluster.model.WorkerPictures;
import io.roster.registry.journal.model.Change;
import io.roster.registry.journal.model.Projection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The active workers in memory, so that a heartbeat waits for nothing. */
@ApplicationScoped
public class WorkerDirectory implements Projection {

  /** A beat is written a fraction of this after it came. */
  private static final long UNWRITTEN_NANOS = 1_000_000_000;

  private final Map<WorkerId, KnownWorker> workers = new ConcurrentHashMap<>();
  private final Map<WorkerId, Beat> lastBeats = new ConcurrentHashMap<>();

  private WorkerPictures pictures;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public WorkerDirectory() {}

  @Inject
  public WorkerDirectory(WorkerPictures pictures) {
    this.pictures = pictures;
  }

  @Override
  public void load() {
    Map<WorkerId, KnownWorker> active =
        pictures.active().stream().collect(Collectors.toMap(KnownWorker::id, worker -> worker));
    workers.keySet().retainAll(active.keySet());
    workers.putAll(active);
    lastBeats.keySet().retainAll(active.keySet());
  }

  @Override
  public void apply(Change change) {
    switch (change.kind()) {
      case "worker.registered" -> change.state().ifPresent(state -> arrive(change, state));
      case "worker.reconciled" ->
          change.state().ifPresent(state -> alter(change, known -> agreed(known, state)));
      case "worker.draining", "worker.resumed" ->
          change
              .state()
              .ifPresent(
                  state ->
                      alter(change, known -> known.withDraining(state.getBoolean("draining"))));
      case "worker.expired", "worker.unregistered", "worker.replaced" -> {
        WorkerId gone = new WorkerId(change.subject());
        workers.remove(gone);
        lastBeats.remove(gone);
      }
      default -> {
        // Not about workers.
      }
    }
  }

  private void arrive(Change change, JsonObject state) {
    WorkerId worker = new WorkerId(change.subject());
    workers.put(worker, WorkerJson.known(worker, state));
    // What it said in its former life is over.
    lastBeats.remove(worker);
  }

  private void alter(Change change, UnaryOperator<KnownWorker> alteration) {
    workers.computeIfPresent(
        new WorkerId(change.subject()), (unused, known) -> alteration.apply(known));
  }

  private static KnownWorker agreed(KnownWorker known, JsonObject state) {
    return known.agreedOn(
        Long.parseUnsignedLong(state.getString("state_version")),
        state.getString("state_checksum"));
  }

  public Optional<KnownWorker> find(WorkerId worker) {
    return Optional.ofNullable(workers.get(worker));
  }

  /** Keeps the last sign of life, for lists that are answered while the database is away. */
  void heard(WorkerId worker, Beat beat) {
    lastBeats.merge(worker, beat, (earlier, later) -> later.after(earlier));
  }

  /**
   * Whether the worker said here, so recently that it may not be written yet, that it takes no new
   * requests. What it said elsewhere only the database knows.
   */
  public boolean justRefused(WorkerId worker) {
    Beat beat = lastBeats.get(worker);
    return beat != null
        && !beat.accepting()
        && System.nanoTime() - beat.receivedNanos() < UNWRITTEN_NANOS;
  }

  Optional<Beat> lastBeat(WorkerId worker) {
    return Optional.ofNullable(lastBeats.get(worker));
  }

  /** The capabilities of each worker, as far as this coordinator has heard them. */
  public LongStream capabilityFlags() {
    return workers.values().stream()
        .mapToLong(
            worker ->
                lastBeat(worker.id())
                    .map(Beat::capabilityFlags)
                    .orElse(OptionalLong.empty())
                    .orElse(worker.view().capabilityFlags()));
  }

  public Collection<KnownWorker> all() {
    return List.copyOf(workers.values());
  }

  public int size() {
    return workers.size();
  }
}
