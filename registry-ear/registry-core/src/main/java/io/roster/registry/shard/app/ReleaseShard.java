/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.shard.app;

import io.roster.registry.journal.model.Journal;
import io.roster.registry.platform.Actor;
import io.roster.registry.shard.ShardHome;
import io.roster.registry.shard.model.ShardLease;
import io.roster.registry.shard.model.ShardLeases;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Gives a lease back, so that the next home need not wait for its end. */
@ApplicationScoped
public class ReleaseShard {

  private ShardLeases leases;
  private Journal journal;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public ReleaseShard() {}

  @Inject
  public ReleaseShard(ShardLeases leases, Journal journal) {
    this.leases = leases;
    this.journal = journal;
  }

  /** Runs inside one transaction; returns whether the token was one. */
  boolean run(String token) {
    List<ShardLease> found = leases.lockByTokens(List.of(token));
    found.forEach(lease -> release(lease, Actor.daemon(lease.home().holderDaemonId())));
    return !found.isEmpty();
  }

  /** Locks the lease of a shard; returns whether there ever was one. */
  public boolean lock(long shardId) {
    return leases.lock(shardId).isPresent();
  }

  /** Takes a shard away from its home. Runs inside one transaction; returns whether it had one. */
  public boolean takeAway(long shardId, Actor actor) {
    Optional<ShardLease> held = leases.lock(shardId).filter(lease -> lease.isHeld(leases.now()));
    held.ifPresent(lease -> release(lease, actor));
    return held.isPresent();
  }

  private void release(ShardLease lease, Actor actor) {
    ShardHome before = lease.home();
    lease.release(leases.now());
    journal.append(
        actor,
        "shard_lease.released",
        Long.toUnsignedString(before.shardId()),
        ShardJson.of(before),
        ShardJson.of(lease.home()));
  }
}
