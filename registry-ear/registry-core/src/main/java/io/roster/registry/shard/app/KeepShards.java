/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.shard.app;

import io.roster.registry.shard.KeepOutcome;
import io.roster.registry.shard.KeepOutcome.Lost;
import io.roster.registry.shard.KeepOutcome.Reason;
import io.roster.registry.shard.Keepalive;
import io.roster.registry.shard.model.ShardLease;
import io.roster.registry.shard.model.ShardLeases;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Extends leases that have not run out. Who is the home of what stays the same, so it is not told.
 */
@ApplicationScoped
public class KeepShards {

  private ShardLeases leases;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public KeepShards() {}

  @Inject
  public KeepShards(ShardLeases leases) {
    this.leases = leases;
  }

  /** Runs inside one transaction. */
  KeepOutcome run(String token, Duration ttl) {
    List<ShardLease> found = leases.lockByTokens(List.of(token));
    if (found.isEmpty()) {
      return new Lost(Reason.UNKNOWN_TOKEN);
    }
    Instant now = leases.now();
    return found.get(0).keep(now, now.plus(ttl));
  }

  /** Runs inside one transaction. */
  List<KeepOutcome> run(List<Keepalive> wishes, Duration ttl) {
    Map<String, ShardLease> found =
        leases.lockByTokens(wishes.stream().map(Keepalive::token).toList()).stream()
            .collect(Collectors.toMap(ShardLease::token, Function.identity()));
    Instant now = leases.now();
    Instant end = now.plus(ttl);
    List<KeepOutcome> outcomes = new ArrayList<>(wishes.size());
    for (Keepalive wish : wishes) {
      outcomes.add(keep(found.get(wish.token()), wish, now, end));
    }
    return outcomes;
  }

  private static KeepOutcome keep(
      @Nullable ShardLease lease, Keepalive wish, Instant now, Instant end) {
    if (wish.token().isBlank()) {
      return new Lost(Reason.NO_TOKEN);
    }
    if (lease == null) {
      return new Lost(Reason.UNKNOWN_TOKEN);
    }
    // Before anything is extended: a stale holder must not keep alive what it does not know.
    return lease.isMeantBy(wish) ? lease.keep(now, end) : new Lost(Reason.STALE);
  }
}
