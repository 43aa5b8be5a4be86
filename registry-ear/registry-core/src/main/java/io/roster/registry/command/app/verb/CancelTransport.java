/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app.verb;

import io.roster.registry.command.CommandKind;
import io.roster.registry.command.Order;
import io.roster.registry.command.model.Aim;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.UnknownThing;
import io.roster.registry.transport.app.EndTransport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Ends a transport and frees its source. */
@ApplicationScoped
public class CancelTransport implements Verb {

  private EndTransport ending;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public CancelTransport() {}

  @Inject
  public CancelTransport(EndTransport ending) {
    this.ending = ending;
  }

  @Override
  public Set<CommandKind> kinds() {
    return Set.of(CommandKind.CANCEL_TRANSPORT);
  }

  @Override
  public Aim aim(Order order) {
    if (!ending.lock(UUID.fromString(order.target()))) {
      throw new UnknownThing("transport", order.target());
    }
    return Aim.at(order.target(), order.parameters());
  }

  @Override
  public Optional<String> carryOut(Order order, Actor actor) {
    boolean ended = ending.cancel(UUID.fromString(order.target()), actor);
    return Optional.of(ended ? "" : "it was over already");
  }
}
