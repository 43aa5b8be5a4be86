/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.app;

import io.roster.registry.cluster.UnknownWorker;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.command.CommandKind;
import io.roster.registry.command.CommandQuery;
import io.roster.registry.command.CommandState;
import io.roster.registry.command.Order;
import io.roster.registry.command.model.CommandPictures;
import io.roster.registry.facts.Effect;
import io.roster.registry.facts.Effect.What;
import io.roster.registry.facts.Foresight;
import io.roster.registry.facts.KeyFact;
import io.roster.registry.facts.LeaderFact;
import io.roster.registry.facts.LeaseFact;
import io.roster.registry.facts.ReplicaCondition;
import io.roster.registry.facts.ReplicaFact;
import io.roster.registry.facts.TransportCondition;
import io.roster.registry.facts.TransportFact;
import io.roster.registry.facts.WorkerCondition;
import io.roster.registry.facts.WorkerFact;
import io.roster.registry.facts.model.FleetPictures;
import io.roster.registry.facts.model.WorkerRow;
import io.roster.registry.page.Moment;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.UnknownThing;
import io.roster.registry.replica.ReplicaView;
import io.roster.registry.replica.UnknownReplica;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Computes what a command would do. */
@ApplicationScoped
public class ForeseeCommand {

  private static final int EXAMPLES = 5;
  private static final int MOST_KEYS = 1_000;

  private FleetPictures pictures;
  private CommandPictures commands;
  private Holdings holdings;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public ForeseeCommand() {}

  @Inject
  public ForeseeCommand(FleetPictures pictures, CommandPictures commands, Holdings holdings) {
    this.pictures = pictures;
    this.commands = commands;
    this.holdings = holdings;
  }

  /** What was found out about the target. */
  private record Found(String target, List<Effect> effects, Optional<String> obstacle) {}

  Foresight run(Order order) {
    // First, so that whatever happens while it is computed counts as a change of the target.
    Moment moment = pictures.moment();
    Found found =
        switch (order.kind()) {
          case REQUEST_RESYNC, DRAIN_WORKER, RESUME_WORKER, FORCE_UNREGISTER, PREFETCH_ARTIFACT ->
              worker(order);
          case EVICT_REPLICA, MARK_REPLICA_UNAVAILABLE -> replica(order);
          case CANCEL_TRANSPORT -> transport(order);
          case SWAP_KEY, REVOKE_KEY -> key(order);
          case RELEASE_LEASE -> lease(order);
          case HAND_OVER_LEADERSHIP -> leadership(order);
        };
    return new Foresight(
        found.target(),
        order.kind().danger(),
        found.effects().stream().filter(effect -> effect.count() > 0).toList(),
        switch (order.kind().danger()) {
          case IRREVERSIBLE -> Optional.of(order.target());
          case REVERSIBLE, DISTURBING -> Optional.empty();
        },
        found.obstacle(),
        moment);
  }

  private Found worker(Order order) {
    WorkerId id = new WorkerId(order.target());
    WorkerFact worker =
        pictures.worker(id.value()).map(WorkerRow::worker).orElseThrow(() -> new UnknownWorker(id));
    List<Effect> effects = new ArrayList<>();
    if (order.kind() == CommandKind.FORCE_UNREGISTER) {
      unregister(worker, effects);
    } else if (order.kind() == CommandKind.DRAIN_WORKER) {
      drain(worker, effects);
    }
    effects.add(waiting(id));
    return new Found(id.value(), effects, obstacle(order, worker));
  }

  private static Optional<String> obstacle(Order order, WorkerFact worker) {
    boolean gone = worker.condition() == WorkerCondition.GONE;
    return switch (order.kind()) {
      case DRAIN_WORKER ->
          worker.draining() ? Optional.of("It is draining already.") : Optional.empty();
      case RESUME_WORKER ->
          worker.draining() ? Optional.empty() : Optional.of("It is not draining.");
      case FORCE_UNREGISTER -> gone ? Optional.of("It is gone already.") : Optional.empty();
      default ->
          gone
              ? Optional.of("It is gone: the command waits until it is back or the time is over.")
              : Optional.empty();
    };
  }

  private void unregister(WorkerFact worker, List<Effect> effects) {
    List<ReplicaView> offered =
        holdings.of(worker.worker()).stream().filter(ReplicaView::available).toList();
    Set<String> lost = lostWith(worker.worker(), offered);
    effects.add(effect(What.LAST_COPIES_LOST, lost));
    effects.add(effect(What.REPLICAS_UNAVAILABLE, ids(offered)));
    effects.add(new Effect(What.TRANSPORTS_FINISH, under(worker), List.of()));
    effects.add(effect(What.KEYS_DANGLING, keysOf(lost)));
  }

  private void drain(WorkerFact worker, List<Effect> effects) {
    List<ReplicaView> offered =
        holdings.of(worker.worker()).stream().filter(holdings::isOffered).toList();
    effects.add(effect(What.LAST_COPIES_LOST, lostWith(worker.worker(), offered)));
    effects.add(new Effect(What.TRANSPORTS_FINISH, under(worker), List.of()));
  }

  private long under(WorkerFact worker) {
    return pictures.activeFrom(worker.worker().value());
  }

  /** Artifacts of these replicas that nobody but this worker offers. */
  private Set<String> lostWith(WorkerId worker, Collection<ReplicaView> offered) {
    return offered.stream()
        .map(replica -> replica.place().artifactId())
        .distinct()
        .filter(artifact -> holdings.holders(artifact).equals(List.of(worker.value())))
        .collect(Collectors.toCollection(java.util.TreeSet::new));
  }

  private List<String> keysOf(Set<String> artifacts) {
    return artifacts.isEmpty() ? List.of() : pictures.keysOf(artifacts, MOST_KEYS);
  }

  private Effect waiting(WorkerId worker) {
    return effect(
        What.COMMANDS_WAITING,
        commands
            .list(
                new CommandQuery(
                    Set.copyOf(CommandState.open()),
                    Set.of(),
                    Optional.empty(),
                    Optional.of(worker.value()),
                    Optional.empty(),
                    CommandQuery.USUAL))
            .commands()
            .stream()
            .map(command -> command.id().toString())
            .toList());
  }

  private Found replica(Order order) {
    UUID id = uuid("replica_id", order.target());
    ReplicaFact replica =
        pictures.replica(id).orElseThrow(() -> new UnknownReplica(order.target()));
    String artifact = replica.place().artifactId();
    boolean offered = replica.condition() == ReplicaCondition.AVAILABLE;
    boolean last =
        offered
            && holdings.of(artifact).stream()
                .filter(holdings::isOffered)
                .allMatch(other -> other.id().equals(id));
    List<Effect> effects = new ArrayList<>();
    if (last) {
      effects.add(effect(What.LAST_COPIES_LOST, List.of(artifact)));
      effects.add(effect(What.KEYS_DANGLING, keysOf(Set.of(artifact))));
    }
    effects.add(
        order.kind() == CommandKind.EVICT_REPLICA
            ? effect(What.REPLICAS_REMOVED, List.of(order.target()))
            : effect(What.REPLICAS_UNAVAILABLE, offered ? List.of(order.target()) : List.of()));
    effects.add(new Effect(What.TRANSPORTS_FINISH, pictures.activeOf(id), List.of()));
    boolean already =
        order.kind() == CommandKind.MARK_REPLICA_UNAVAILABLE
            && replica.condition() == ReplicaCondition.UNAVAILABLE;
    return new Found(
        artifact + " on " + replica.worker().value(),
        effects,
        already ? Optional.of("It is unavailable already.") : Optional.empty());
  }

  private Found transport(Order order) {
    TransportFact transport =
        pictures
            .transport(uuid("transport_id", order.target()))
            .orElseThrow(() -> new UnknownThing("transport", order.target()));
    boolean active = transport.condition() == TransportCondition.IN_PROGRESS;
    return new Found(
        transport.artifactId()
            + " from "
            + transport.source().workerId()
            + " to "
            + transport.target().workerId(),
        List.of(effect(What.TRANSPORTS_ENDED, active ? List.of(order.target()) : List.of())),
        active ? Optional.empty() : Optional.of("It is over already."));
  }

  private Found key(Order order) {
    KeyFact key =
        pictures.key(order.target()).orElseThrow(() -> new UnknownThing("key", order.target()));
    if (order.kind() == CommandKind.REVOKE_KEY) {
      return new Found(
          order.target(),
          List.of(effect(What.KEYS_REMOVED, List.of(order.target()))),
          Optional.empty());
    }
    String wanted = order.parameters().getOrDefault(Order.ARTIFACT_ID, "");
    boolean same = key.mapping().artifactId().equals(wanted);
    return new Found(
        order.target(),
        List.of(effect(What.KEYS_REPOINTED, same ? List.of() : List.of(order.target()))),
        same
            ? Optional.of("It stands for this artifact already.")
            : wanted.isEmpty() || !holdings.holders(wanted).isEmpty()
                ? Optional.empty()
                : Optional.of("Nobody offers " + wanted + " now."));
  }

  private Found lease(Order order) {
    LeaseFact lease =
        pictures
            .lease(shard(order.target()))
            .orElseThrow(() -> new UnknownThing("lease of shard", order.target()));
    return new Found(
        "shard "
            + order.target()
            + (lease.isHeld() ? " of " + lease.holderDaemonId() : ", which nobody holds"),
        List.of(effect(What.LEASES_RELEASED, lease.isHeld() ? List.of(order.target()) : List.of())),
        lease.isHeld() ? Optional.empty() : Optional.of("Nobody holds it."));
  }

  private static long shard(String text) {
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException unreadable) {
      throw new InvalidRequest("shard_id", "must be a number");
    }
  }

  private static UUID uuid(String field, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException unreadable) {
      throw new InvalidRequest(field, "must be a UUID");
    }
  }

  private Found leadership(Order order) {
    LeaderFact leader = pictures.site().leader();
    String successor = order.parameters().getOrDefault(Order.COORDINATOR, "");
    boolean already = leader.running() && leader.holder().equals(successor);
    return new Found(
        leader.holder().isEmpty() ? "the leadership" : "the leadership of " + leader.holder(),
        List.of(new Effect(What.SINGLETONS_MOVE, already ? 0 : 1, List.of())),
        already ? Optional.of(successor + " leads already.") : Optional.empty());
  }

  private static List<String> ids(Collection<ReplicaView> replicas) {
    return replicas.stream().map(replica -> replica.id().toString()).toList();
  }

  private static Effect effect(What what, Collection<String> ids) {
    return new Effect(what, ids.size(), ids.stream().limit(EXAMPLES).toList());
  }
}
