/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.shard.grpc;

import com.google.protobuf.Timestamp;
import io.roster.registry.shard.Acquisition;
import io.roster.registry.shard.HeldShard;
import io.roster.registry.shard.KeepOutcome;
import io.roster.registry.shard.Keepalive;
import io.roster.registry.shard.ShardHome;
import io.roster.registry.shard.ShardService;
import io.roster.wire.globalstore.v1.AcquireShardHomeLeaseRequest;
import io.roster.wire.globalstore.v1.AcquireShardHomeLeaseResponse;
import io.roster.wire.globalstore.v1.BatchGetShardHomeLeasesRequest;
import io.roster.wire.globalstore.v1.BatchGetShardHomeLeasesResponse;
import io.roster.wire.globalstore.v1.BatchKeepaliveShardHomeLeasesRequest;
import io.roster.wire.globalstore.v1.BatchKeepaliveShardHomeLeasesResponse;
import io.roster.wire.globalstore.v1.GetShardHomeLeaseRequest;
import io.roster.wire.globalstore.v1.GetShardHomeLeaseResponse;
import io.roster.wire.globalstore.v1.KeepaliveShardHomeLeaseRequest;
import io.roster.wire.globalstore.v1.KeepaliveShardHomeLeaseResponse;
import io.roster.wire.globalstore.v1.ReleaseShardHomeLeaseRequest;
import io.roster.wire.globalstore.v1.ReleaseShardHomeLeaseResponse;
import io.roster.wire.globalstore.v1.ShardHomeLease;
import io.roster.wire.globalstore.v1.ShardHomeLeaseKeepalive;
import io.roster.wire.globalstore.v1.ShardHomeLeaseKeepaliveOutcome;
import io.roster.wire.globalstore.v1.ShardHomeRoute;
import java.time.Instant;
import java.util.List;

/** The rpcs of shard-home leases. */
public final class ShardCalls {

  private final ShardService shards;

  public ShardCalls(ShardService shards) {
    this.shards = shards;
  }

  public AcquireShardHomeLeaseResponse acquire(AcquireShardHomeLeaseRequest request) {
    Acquisition outcome =
        shards.acquire(request.getShardId(), request.getHolderDaemonId(), request.getTtlMs());
    AcquireShardHomeLeaseResponse.Builder answer = AcquireShardHomeLeaseResponse.newBuilder();
    if (outcome instanceof Acquisition.Granted granted) {
      return answer.setAcquired(true).setLease(lease(granted.lease())).build();
    }
    // Its token is for its holder alone.
    return answer.setLease(lease(((Acquisition.Taken) outcome).home(), "")).build();
  }

  public KeepaliveShardHomeLeaseResponse keepAlive(KeepaliveShardHomeLeaseRequest request) {
    return KeepaliveShardHomeLeaseResponse.newBuilder()
        .setLease(lease(shards.keepAlive(request.getLeaseToken(), request.getTtlMs())))
        .build();
  }

  public BatchKeepaliveShardHomeLeasesResponse keepAlive(
      BatchKeepaliveShardHomeLeasesRequest request) {
    List<KeepOutcome> outcomes =
        shards.keepAlive(
            request.getLeasesList().stream()
                .map(
                    wish ->
                        new Keepalive(
                            wish.getShardId(), wish.getLeaseGeneration(), wish.getLeaseToken()))
                .toList(),
            request.getTtlMs());
    BatchKeepaliveShardHomeLeasesResponse.Builder answer =
        BatchKeepaliveShardHomeLeasesResponse.newBuilder();
    for (int i = 0; i < outcomes.size(); i++) {
      answer.addOutcomes(outcome(request.getLeases(i), outcomes.get(i)));
    }
    return answer.build();
  }

  private static ShardHomeLeaseKeepaliveOutcome outcome(
      ShardHomeLeaseKeepalive wish, KeepOutcome outcome) {
    ShardHomeLeaseKeepaliveOutcome.Builder told =
        ShardHomeLeaseKeepaliveOutcome.newBuilder()
            .setShardId(wish.getShardId())
            .setLeaseGeneration(wish.getLeaseGeneration())
            .setLeaseToken(wish.getLeaseToken());
    if (outcome instanceof KeepOutcome.Kept kept) {
      return told.setOk(true).setLease(lease(kept.lease())).build();
    }
    return told.setMessage(((KeepOutcome.Lost) outcome).reason().text()).build();
  }

  public ReleaseShardHomeLeaseResponse release(ReleaseShardHomeLeaseRequest request) {
    return ReleaseShardHomeLeaseResponse.newBuilder()
        .setReleased(shards.release(request.getLeaseToken()))
        .build();
  }

  public GetShardHomeLeaseResponse home(GetShardHomeLeaseRequest request) {
    return GetShardHomeLeaseResponse.newBuilder()
        .setLease(route(shards.home(request.getShardId())))
        .build();
  }

  public BatchGetShardHomeLeasesResponse homes(BatchGetShardHomeLeasesRequest request) {
    BatchGetShardHomeLeasesResponse.Builder answer = BatchGetShardHomeLeasesResponse.newBuilder();
    shards.homes(request.getShardIdsList()).forEach(home -> answer.addLeases(route(home)));
    return answer.build();
  }

  private static ShardHomeLease lease(HeldShard held) {
    return lease(held.home(), held.token());
  }

  private static ShardHomeLease lease(ShardHome home, String token) {
    return ShardHomeLease.newBuilder()
        .setShardId(home.shardId())
        .setHolderDaemonId(home.holderDaemonId())
        .setLeaseToken(token)
        .setLeaseGeneration(home.generation())
        .setExpiresAt(timestamp(home.expiresAt()))
        .build();
  }

  private static ShardHomeRoute route(ShardHome home) {
    return ShardHomeRoute.newBuilder()
        .setShardId(home.shardId())
        .setHolderDaemonId(home.holderDaemonId())
        .setLeaseGeneration(home.generation())
        .setExpiresAt(timestamp(home.expiresAt()))
        .build();
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }
}
