/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.shard.app;

import io.roster.registry.journal.model.Changes;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.Names;
import io.roster.registry.shard.Acquisition;
import io.roster.registry.shard.HeldShard;
import io.roster.registry.shard.KeepOutcome;
import io.roster.registry.shard.Keepalive;
import io.roster.registry.shard.NoShardHome;
import io.roster.registry.shard.ShardHome;
import io.roster.registry.shard.ShardLeaseLost;
import io.roster.registry.shard.ShardService;
import io.roster.registry.shard.model.ShardPictures;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The door to shard-home leases. */
@Singleton
@Local(ShardService.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ShardRegistry implements ShardService {

  /** One for all, so that two transactions of this coordinator never lock leases crosswise. */
  private static final String LANE = "shard-leases";

  private static final long LONGEST_MILLIS = Duration.ofDays(365).toMillis();

  /** More would hold up those who share the transaction. */
  private static final int MOST_TOGETHER = 64;

  private AcquireShard acquiring;
  private KeepShards keeping;
  private ReleaseShard releasing;
  private ShardPictures pictures;
  private Changes changes;

  /** For the container. */
  @SuppressWarnings("NullAway.Init")
  public ShardRegistry() {}

  @Inject
  public ShardRegistry(
      AcquireShard acquiring,
      KeepShards keeping,
      ReleaseShard releasing,
      ShardPictures pictures,
      Changes changes) {
    this.acquiring = acquiring;
    this.keeping = keeping;
    this.releasing = releasing;
    this.pictures = pictures;
    this.changes = changes;
  }

  @Override
  public Acquisition acquire(long shardId, String holderDaemonId, long ttlMillis) {
    Names.require("holder_daemon_id", holderDaemonId);
    Duration ttl = ttl(ttlMillis);
    return changes.change(
        LANE, "AcquireShardHomeLease", () -> acquiring.run(shardId, holderDaemonId, ttl));
  }

  @Override
  public HeldShard keepAlive(String token, long ttlMillis) {
    requireToken(token);
    Duration ttl = ttl(ttlMillis);
    KeepOutcome outcome =
        Names.isPlausible(token)
            ? changes.change(LANE, "KeepaliveShardHomeLease", () -> keeping.run(token, ttl))
            : new KeepOutcome.Lost(KeepOutcome.Reason.UNKNOWN_TOKEN);
    if (outcome instanceof KeepOutcome.Lost lost) {
      throw new ShardLeaseLost(lost.reason());
    }
    return ((KeepOutcome.Kept) outcome).lease();
  }

  @Override
  public List<KeepOutcome> keepAlive(List<Keepalive> leases, long ttlMillis) {
    Duration ttl = ttl(ttlMillis);
    if (leases.isEmpty()) {
      return List.of();
    }
    String operation = "BatchKeepaliveShardHomeLeases";
    return leases.size() > MOST_TOGETHER
        ? changes.changeAlone(operation, () -> keeping.run(leases, ttl))
        : changes.change(LANE, operation, () -> keeping.run(leases, ttl));
  }

  @Override
  public boolean release(String token) {
    requireToken(token);
    return Names.isPlausible(token)
        && changes.change(LANE, "ReleaseShardHomeLease", () -> releasing.run(token));
  }

  private static void requireToken(String token) {
    if (token.isBlank()) {
      throw new InvalidRequest("lease_token", "is required");
    }
  }

  private static Duration ttl(long millis) {
    if (millis == 0) {
      throw new InvalidRequest("ttl_ms", "must be above zero");
    }
    boolean longer = Long.compareUnsigned(millis, LONGEST_MILLIS) > 0;
    return Duration.ofMillis(longer ? LONGEST_MILLIS : millis);
  }

  @Override
  public ShardHome home(long shardId) {
    Optional<ShardHome> home = pictures.homes(List.of(shardId)).stream().findFirst();
    return home.orElseThrow(() -> new NoShardHome(shardId));
  }

  @Override
  public List<ShardHome> homes(List<Long> shardIds) {
    return shardIds.isEmpty() ? List.of() : pictures.homes(shardIds);
  }
}
