/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app.verb;

import io.roster.registry.command.CommandKind;
import io.roster.registry.command.Order;
import io.roster.registry.command.model.Aim;
import io.roster.registry.command.model.Aim.Seen;
import io.roster.registry.leadership.model.Lease;
import io.roster.registry.leadership.model.Lease.Held;
import io.roster.registry.platform.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;

/**
 * Asks the leader to let another coordinator lead. The wish stands beside the lease, where the
 * leader finds it when it renews; it is fulfilled when a new epoch has begun.
 */
@ApplicationScoped
public class HandOverLeadership implements Verb {

  private Lease lease;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public HandOverLeadership() {}

  @Inject
  public HandOverLeadership(Lease lease) {
    this.lease = lease;
  }

  @Override
  public Set<CommandKind> kinds() {
    return Set.of(CommandKind.HAND_OVER_LEADERSHIP);
  }

  @Override
  public Aim aim(Order order) {
    Held held = lease.lock();
    return new Aim(
        Set.of(Order.LEADERSHIP),
        Optional.empty(),
        order.parameters(),
        new Seen(0, 0, held.epoch()));
  }

  @Override
  public Optional<String> carryOut(Order order, Actor actor) {
    Held held = lease.lock();
    String successor = order.parameters().getOrDefault(Order.COORDINATOR, "");
    if (held.running() && held.holder().equals(successor)) {
      return Optional.of(successor + " leads already, under epoch " + held.epoch());
    }
    lease.askToStandBack(successor);
    return Optional.empty();
  }
}
