/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app.verb;

import io.roster.registry.command.CommandKind;
import io.roster.registry.command.Order;
import io.roster.registry.command.model.Aim;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.UnknownThing;
import io.roster.registry.shard.app.ReleaseShard;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;

/** Takes the home of a shard away from its holder. */
@ApplicationScoped
public class ReleaseLease implements Verb {

  private ReleaseShard releasing;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public ReleaseLease() {}

  @Inject
  public ReleaseLease(ReleaseShard releasing) {
    this.releasing = releasing;
  }

  @Override
  public Set<CommandKind> kinds() {
    return Set.of(CommandKind.RELEASE_LEASE);
  }

  @Override
  public Aim aim(Order order) {
    if (!releasing.lock(shard(order))) {
      throw new UnknownThing("lease of shard", order.target());
    }
    return Aim.at(order.target(), order.parameters());
  }

  @Override
  public Optional<String> carryOut(Order order, Actor actor) {
    boolean released = releasing.takeAway(shard(order), actor);
    return Optional.of(released ? "" : "nobody held it any more");
  }

  private static long shard(Order order) {
    try {
      return Long.parseUnsignedLong(order.target());
    } catch (NumberFormatException unreadable) {
      throw new InvalidRequest("shard_id", "must be a number");
    }
  }
}
