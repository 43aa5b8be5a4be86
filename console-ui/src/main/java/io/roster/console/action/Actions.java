/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.action;

import io.roster.console.registry.Registry;
import io.roster.registry.access.Role;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.command.CommandKind;
import io.roster.registry.command.Order;
import io.roster.registry.key.KeyMapping;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Everything that an operator may do, and the one way to do it. */
@ApplicationScoped
public class Actions {

  private Registry registry;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public Actions() {}

  @Inject
  public Actions(Registry registry) {
    this.registry = registry;
  }

  /**
   * Asks for consent and carries the action out; the commands are followed in the tab's tray.
   *
   * @param afterwards runs when something was written down, to show it at once
   */
  public void ask(Action action, Runnable afterwards) {
    new ActionDialog(
            action,
            registry,
            commands -> {
              FollowTray.follow(commands);
              afterwards.run();
            })
        .open();
  }

  public Action resync(List<String> workers) {
    return onWorkers("resync", "Resync", workers, Order::requestResync);
  }

  public Action drain(List<String> workers) {
    return onWorkers("drain", "Drain", workers, Order::drain);
  }

  public Action resume(List<String> workers) {
    return onWorkers("resume", "Resume", workers, Order::resume);
  }

  public Action unregister(String worker) {
    return one(
        "unregister",
        "Unregister worker " + worker,
        "Unregister",
        Order.forceUnregister(new WorkerId(worker)));
  }

  public Action prefetch(Optional<String> worker, Optional<String> artifact) {
    String title =
        worker
            .map(id -> "Prefetch an artifact to worker " + id)
            .orElseGet(() -> "Prefetch artifact " + artifact.orElse(""));
    return new Action(
        "prefetch",
        title,
        "Prefetch",
        CommandKind.PREFETCH_ARTIFACT.role(),
        List.of(),
        Optional.of(new PrefetchForm(worker, artifact)));
  }

  public Action evict(UUID replica) {
    return one("evict", "Evict replica " + replica, "Evict", Order.evict(replica));
  }

  public Action markUnavailable(UUID replica) {
    return one(
        "mark-unavailable",
        "Mark replica " + replica + " unavailable",
        "Mark unavailable",
        Order.markUnavailable(replica));
  }

  public Action handOver(Optional<String> coordinator) {
    return one(
        "hand-over",
        "Hand the leadership over"
            + coordinator.map(name -> " to " + name).orElse(" to any other coordinator"),
        "Hand over",
        Order.handOver(coordinator));
  }

  public Action cancelTransport(UUID transport) {
    return one(
        "cancel-transport",
        "Cancel transport " + transport,
        "Cancel transport",
        Order.cancelTransport(transport));
  }

  public Action swapKey(KeyMapping now) {
    return new Action(
        "swap-key",
        "Swap key " + now.key(),
        "Swap",
        CommandKind.SWAP_KEY.role(),
        List.of(),
        Optional.of(new SwapKeyForm(now)));
  }

  public Action revokeKey(KeyMapping now) {
    return one("revoke-key", "Revoke key " + now.key(), "Revoke", Order.revokeKey(now.key()));
  }

  public Action releaseLease(long shard) {
    return one(
        "release-lease",
        "Release the lease of shard " + Long.toUnsignedString(shard),
        "Release",
        Order.releaseLease(shard));
  }

  private static Action onWorkers(
      String id, String verb, List<String> workers, Function<WorkerId, Order> order) {
    List<Order> orders = workers.stream().map(WorkerId::new).map(order).toList();
    String object = workers.size() == 1 ? "worker " + workers.get(0) : workers.size() + " workers";
    return new Action(
        id, verb + " " + object, verb, roleOf(orders.get(0)), orders, Optional.empty());
  }

  private static Action one(String id, String title, String verb, Order order) {
    return new Action(id, title, verb, roleOf(order), List.of(order), Optional.empty());
  }

  private static Role roleOf(Order order) {
    return order.kind().role();
  }
}
