/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.shard.app;

import io.roster.registry.journal.model.Journal;
import io.roster.registry.platform.Actor;
import io.roster.registry.shard.Acquisition;
import io.roster.registry.shard.model.ShardLease;
import io.roster.registry.shard.model.ShardLeases;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;

/** Makes a daemon the home of a shard. The lease's row decides between those who race. */
@ApplicationScoped
public class AcquireShard {

  private ShardLeases leases;
  private LeaseTokens tokens;
  private Journal journal;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public AcquireShard() {}

  @Inject
  public AcquireShard(ShardLeases leases, LeaseTokens tokens, Journal journal) {
    this.leases = leases;
    this.tokens = tokens;
    this.journal = journal;
  }

  /** Runs inside one transaction. */
  Acquisition run(long shardId, String daemonId, Duration ttl) {
    ShardLease lease = leases.lock(shardId).orElseGet(() -> begin(shardId));
    // Asked for after the lock, which may have waited for as long as somebody's lease still ran.
    Instant now = leases.now();
    if (lease.isHeldBy(daemonId, now)) {
      lease.extend(now.plus(ttl));
      return new Acquisition.Granted(lease.held());
    }
    if (lease.isHeld(now)) {
      return new Acquisition.Taken(lease.home());
    }
    JsonValue before = ShardJson.before(lease.home());
    lease.grant(daemonId, tokens.next(), now.plus(ttl));
    journal.append(
        Actor.daemon(daemonId),
        "shard_lease.acquired",
        Long.toUnsignedString(shardId),
        before,
        ShardJson.of(lease.home()));
    return new Acquisition.Granted(lease.held());
  }

  private ShardLease begin(long shardId) {
    ShardLease lease = new ShardLease(shardId);
    leases.add(lease);
    return lease;
  }
}
