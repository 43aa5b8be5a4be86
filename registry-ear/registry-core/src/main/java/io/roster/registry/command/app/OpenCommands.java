/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.model.WantedResyncs;
import io.roster.registry.command.Command;
import io.roster.registry.command.CommandKind;
import io.roster.registry.command.CommandState;
import io.roster.registry.command.model.CommandPictures;
import io.roster.registry.command.model.DeliveryPolicy;
import io.roster.registry.journal.model.Change;
import io.roster.registry.journal.model.Projection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The commands in memory that are not finished, so that nobody who waits for one costs anything.
 */
@ApplicationScoped
public class OpenCommands implements Projection, WantedResyncs {

  private final Map<UUID, Command> open = new ConcurrentHashMap<>();
  private final Map<WorkerId, Set<UUID>> byWorker = new ConcurrentHashMap<>();

  /** Whose worker has reconciled since: the leader will soon say that they are done. */
  private final Set<UUID> reconciled = ConcurrentHashMap.newKeySet();

  private CommandPictures pictures;
  private volatile Consumer<WorkerId> listener = unused -> {};

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public OpenCommands() {}

  @Inject
  public OpenCommands(CommandPictures pictures) {
    this.pictures = pictures;
  }

  /** Who is told, at once and on the journal's thread, that there is something new for a worker. */
  void onNews(Consumer<WorkerId> who) {
    listener = who;
  }

  @Override
  public void load() {
    Map<UUID, Command> now = new ConcurrentHashMap<>();
    pictures.open().forEach(command -> now.put(command.id(), command));
    open.keySet().stream().filter(id -> !now.containsKey(id)).forEach(this::remove);
    now.values().forEach(this::put);
  }

  @Override
  public void apply(Change change) {
    if (change.kind().startsWith("command.")) {
      change
          .state()
          .ifPresent(state -> take(CommandJson.read(UUID.fromString(change.subject()), state)));
    } else if (change.kind().equals("worker.reconciled")) {
      of(new WorkerId(change.subject())).stream()
          .filter(id -> isResync(open.get(id)))
          .forEach(reconciled::add);
    }
  }

  private void take(Command command) {
    if (command.isOpen()) {
      put(command);
    } else {
      remove(command.id());
    }
    if (command.state() == CommandState.PENDING) {
      command.worker().ifPresent(listener);
    }
  }

  private void put(Command command) {
    open.put(command.id(), command);
    command
        .worker()
        .ifPresent(
            worker ->
                byWorker
                    .computeIfAbsent(worker, unused -> ConcurrentHashMap.newKeySet())
                    .add(command.id()));
  }

  private void remove(UUID id) {
    reconciled.remove(id);
    Command gone = open.remove(id);
    if (gone != null) {
      gone.worker().ifPresent(worker -> forget(worker, id));
    }
  }

  private void forget(WorkerId worker, UUID id) {
    byWorker.computeIfPresent(
        worker,
        (unused, ids) -> {
          ids.remove(id);
          return ids.isEmpty() ? null : ids;
        });
  }

  @Override
  public boolean wants(WorkerId worker) {
    return of(worker).stream().anyMatch(id -> isResync(open.get(id)) && !reconciled.contains(id));
  }

  private static boolean isResync(@org.jspecify.annotations.Nullable Command command) {
    return command != null && command.kind() == CommandKind.REQUEST_RESYNC;
  }

  /** Whether a worker's node should be given something. */
  boolean hasDue(WorkerId worker, Instant now) {
    return of(worker).stream()
        .map(open::get)
        .anyMatch(command -> command != null && DeliveryPolicy.isDue(command, now));
  }

  /** Whether anything of a worker is open. */
  boolean hasAny(WorkerId worker) {
    return !of(worker).isEmpty();
  }

  private Set<UUID> of(WorkerId worker) {
    return byWorker.getOrDefault(worker, Set.of());
  }

  /** How many are open. */
  public int size() {
    return open.size();
  }

  /** How many are in a state. */
  long count(CommandState state) {
    return open.values().stream().filter(command -> command.state() == state).count();
  }
}
