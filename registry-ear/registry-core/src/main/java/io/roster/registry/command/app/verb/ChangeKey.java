/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app.verb;

import io.roster.registry.command.CommandKind;
import io.roster.registry.command.Order;
import io.roster.registry.command.TargetChanged;
import io.roster.registry.command.model.Aim;
import io.roster.registry.key.KeyMapping;
import io.roster.registry.key.KeyOutcome;
import io.roster.registry.key.KeySwap;
import io.roster.registry.key.app.RevokeKey;
import io.roster.registry.key.app.SwapKey;
import io.roster.registry.key.model.ArtifactKey;
import io.roster.registry.key.model.KeyRepository;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.UnknownThing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Lets a key stand for another artifact, or for none. */
@ApplicationScoped
public class ChangeKey implements Verb {

  private KeyRepository keys;
  private SwapKey swapping;
  private RevokeKey revoking;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public ChangeKey() {}

  @Inject
  public ChangeKey(KeyRepository keys, SwapKey swapping, RevokeKey revoking) {
    this.keys = keys;
    this.swapping = swapping;
    this.revoking = revoking;
  }

  @Override
  public Set<CommandKind> kinds() {
    return Set.of(CommandKind.SWAP_KEY, CommandKind.REVOKE_KEY);
  }

  @Override
  public Aim aim(Order order) {
    String key = order.target();
    KeyMapping now =
        keys.lock(key).map(ArtifactKey::mapping).orElseThrow(() -> new UnknownThing("key", key));
    if (order.kind() == CommandKind.SWAP_KEY) {
      long expected = expectedGeneration(order);
      if (now.generation() != expected) {
        throw TargetChanged.generation(key, now.generation(), expected);
      }
    }
    return Aim.at(key, order.parameters());
  }

  @Override
  public Optional<String> carryOut(Order order, Actor actor) {
    return Optional.of(
        order.kind() == CommandKind.SWAP_KEY ? swap(order, actor) : revoke(order, actor));
  }

  private String swap(Order order, Actor actor) {
    String artifact =
        Objects.requireNonNull(order.parameters().get(Order.ARTIFACT_ID), "a swap has a target");
    KeySwap wish =
        new KeySwap(
            order.target(), artifact, Optional.empty(), OptionalLong.of(expectedGeneration(order)));
    KeyOutcome outcome = swapping.run(wish, actor);
    return outcome instanceof KeyOutcome.Mapped mapped
        ? "generation " + Long.toUnsignedString(mapped.mapping().generation())
        : "";
  }

  private String revoke(Order order, Actor actor) {
    revoking.run(order.target(), actor);
    return "";
  }

  private static long expectedGeneration(Order order) {
    try {
      return Long.parseUnsignedLong(order.parameters().getOrDefault(Order.GENERATION, ""));
    } catch (NumberFormatException unreadable) {
      throw new InvalidRequest("expected_generation", "must be a number");
    }
  }
}
