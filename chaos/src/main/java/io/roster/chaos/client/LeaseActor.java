/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.client;

import com.google.protobuf.Timestamp;
import io.roster.chaos.client.Session.Intent;
import io.roster.wire.globalstore.v1.AcquireShardHomeLeaseRequest;
import io.roster.wire.globalstore.v1.AcquireShardHomeLeaseResponse;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.KeepaliveShardHomeLeaseRequest;
import io.roster.wire.globalstore.v1.ReleaseShardHomeLeaseRequest;
import io.roster.wire.globalstore.v1.ShardHomeLease;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Wants the same shards as others. */
final class LeaseActor implements Actor {

  private static final long TTL_MILLIS = 1_500;
  private static final int SHARDS_PER_SUBJECT = 1_000;

  private final Session session;
  private final String holder;
  private final List<Shard> shards;
  private final Random random;
  private final Map<Long, String> tokens = new HashMap<>();

  /** A shard that is wanted; a fresh one is taken when too much about it is unknown. */
  record Shard(Subject subject, long first) {

    long number() {
      return first * SHARDS_PER_SUBJECT + subject.number();
    }
  }

  LeaseActor(Session session, String holder, List<Shard> shards, Random random) {
    this.session = session;
    this.holder = holder;
    this.shards = shards;
    this.random = random;
  }

  @Override
  public void step() {
    Shard shard = shards.get(random.nextInt(shards.size()));
    int dice = random.nextInt(100);
    String token = tokens.getOrDefault(shard.number(), "");
    if (token.isEmpty() || dice < 30) {
      acquire(shard);
    } else if (dice < 75) {
      keepAlive(shard, token);
    } else {
      release(shard, token);
    }
  }

  private void acquire(Shard shard) {
    long number = shard.number();
    session
        .call(
            Intent.change(
                "lease/" + number,
                "acquire",
                Map.of("holder", holder, "ttl_micros", Long.toString(TTL_MILLIS * 1_000)),
                shard.subject),
            ClusterRuntimeServiceGrpc.getAcquireShardHomeLeaseMethod(),
            AcquireShardHomeLeaseRequest.newBuilder()
                .setShardId(number)
                .setHolderDaemonId(holder)
                .setTtlMs(TTL_MILLIS)
                .build(),
            LeaseActor::acquired)
        .ifPresent(told -> tokens.put(number, told.getOrDefault("token", "")));
  }

  private static Map<String, String> acquired(AcquireShardHomeLeaseResponse answer) {
    ShardHomeLease lease = answer.getLease();
    return Map.of(
        "acquired", String.valueOf(answer.getAcquired()),
        "holder", lease.getHolderDaemonId(),
        "token", lease.getLeaseToken(),
        "generation", Long.toString(lease.getLeaseGeneration()),
        "expires", micros(lease.getExpiresAt()));
  }

  private static String micros(Timestamp time) {
    return Long.toString(time.getSeconds() * 1_000_000 + time.getNanos() / 1_000);
  }

  private void keepAlive(Shard shard, String token) {
    var unused =
        session.call(
            Intent.change(
                "lease/" + shard.number(),
                "keepalive",
                Map.of("token", token, "ttl_micros", Long.toString(TTL_MILLIS * 1_000)),
                shard.subject),
            ClusterRuntimeServiceGrpc.getKeepaliveShardHomeLeaseMethod(),
            KeepaliveShardHomeLeaseRequest.newBuilder()
                .setLeaseToken(token)
                .setTtlMs(TTL_MILLIS)
                .build(),
            answer -> Map.of("found", "true", "expires", micros(answer.getLease().getExpiresAt())),
            Map.of("found", "false"));
  }

  private void release(Shard shard, String token) {
    var unused =
        session.call(
            Intent.change(
                "lease/" + shard.number(), "release", Map.of("token", token), shard.subject),
            ClusterRuntimeServiceGrpc.getReleaseShardHomeLeaseMethod(),
            ReleaseShardHomeLeaseRequest.newBuilder().setLeaseToken(token).build(),
            answer -> Map.of("found", String.valueOf(answer.getReleased())));
    tokens.remove(shard.number());
  }

  @Override
  public void close() {
    session.close();
  }
}
