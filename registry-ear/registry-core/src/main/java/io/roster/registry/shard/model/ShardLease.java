/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.shard.model;

import io.roster.registry.shard.HeldShard;
import io.roster.registry.shard.KeepOutcome;
import io.roster.registry.shard.Keepalive;
import io.roster.registry.shard.ShardHome;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who is the home of a shard, and until when. The row outlives the lease: the next holder's
 * generation is one more.
 */
@Entity
@Table(name = "shard_lease")
public class ShardLease {

  private static final String NOBODY = "";

  @Id
  @Column(name = "shard_id")
  private long shardId;

  @Column(name = "holder_daemon_id")
  private String holderDaemonId = NOBODY;

  @Column(name = "lease_token")
  private @Nullable String leaseToken;

  private long generation;

  @Column(name = "expires_at")
  private Instant expiresAt = Instant.EPOCH;

  @Version private long version;

  /** For JPA. */
  protected ShardLease() {}

  /** A shard that nobody was ever the home of. */
  public ShardLease(long shardId) {
    this.shardId = shardId;
  }

  public boolean isHeld(Instant now) {
    return expiresAt.isAfter(now) && !holderDaemonId.equals(NOBODY);
  }

  public boolean isHeldBy(String daemonId, Instant now) {
    return isHeld(now) && holderDaemonId.equals(daemonId);
  }

  /** Begins a new lease; it must not be held. */
  public void grant(String daemonId, String token, Instant end) {
    holderDaemonId = daemonId;
    leaseToken = token;
    generation++;
    expiresAt = end;
  }

  public void extend(Instant end) {
    expiresAt = end;
  }

  /** Extends it for who has its token, if it has not run out. */
  public KeepOutcome keep(Instant now, Instant end) {
    if (!isHeld(now)) {
      return new KeepOutcome.Lost(KeepOutcome.Reason.EXPIRED);
    }
    extend(end);
    return new KeepOutcome.Kept(held());
  }

  /** Whether it is the lease that somebody believes to hold. */
  public boolean isMeantBy(Keepalive wish) {
    return shardId == wish.shardId() && generation == wish.generation();
  }

  /** Ends it; the token is good for nothing any more. */
  public void release(Instant now) {
    holderDaemonId = NOBODY;
    leaseToken = null;
    expiresAt = now;
  }

  public ShardHome home() {
    return new ShardHome(shardId, holderDaemonId, generation, expiresAt);
  }

  public HeldShard held() {
    return new HeldShard(home(), token());
  }

  /** Empty when it was released. */
  public String token() {
    return leaseToken == null ? "" : leaseToken;
  }
}
