/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static io.roster.it.client.Wire.statusOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Timestamp;
import io.grpc.Status.Code;
import io.roster.it.client.Daemon;
import io.roster.it.client.Fresh;
import io.roster.it.client.Race;
import io.roster.it.client.Wire;
import io.roster.it.client.Worker;
import io.roster.it.product.Product;
import io.roster.it.product.Setup;
import io.roster.wire.globalstore.v1.AcquireShardHomeLeaseRequest;
import io.roster.wire.globalstore.v1.AcquireShardHomeLeaseResponse;
import io.roster.wire.globalstore.v1.BatchGetShardHomeLeasesRequest;
import io.roster.wire.globalstore.v1.BatchKeepaliveShardHomeLeasesRequest;
import io.roster.wire.globalstore.v1.GetShardHomeLeaseRequest;
import io.roster.wire.globalstore.v1.KeepaliveShardHomeLeaseRequest;
import io.roster.wire.globalstore.v1.ReleaseShardHomeLeaseRequest;
import io.roster.wire.globalstore.v1.ShardHomeLease;
import io.roster.wire.globalstore.v1.ShardHomeLeaseKeepalive;
import io.roster.wire.globalstore.v1.ShardHomeLeaseKeepaliveOutcome;
import io.roster.wire.globalstore.v1.ShardHomeRoute;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Shard-home leases: one daemon at a time is the home of a shard. */
@ParameterizedClass
@EnumSource(Product.class)
class ShardLeaseIT {

  private static final long MINUTE = 60_000;
  private static final long BRIEF = 300;

  private final Wire wire;
  private final long shard = Fresh.number();
  private final String daemon = Fresh.name("daemon");
  private final String rival = Fresh.name("daemon");

  ShardLeaseIT(Product product) {
    wire = Wire.to(product.registry(Setup.PLAIN));
  }

  @AfterEach
  void disconnect() {
    wire.close();
  }

  private AcquireShardHomeLeaseResponse acquire(long number, String holder, long millis) {
    return wire.runtime()
        .acquireShardHomeLease(
            AcquireShardHomeLeaseRequest.newBuilder()
                .setShardId(number)
                .setHolderDaemonId(holder)
                .setTtlMs(millis)
                .build());
  }

  private ShardHomeLease acquired(String holder, long millis) {
    AcquireShardHomeLeaseResponse answer = acquire(shard, holder, millis);
    assertThat(answer.getAcquired()).isTrue();
    return answer.getLease();
  }

  private ShardHomeLease keep(String token, long millis) {
    return wire.runtime()
        .keepaliveShardHomeLease(
            KeepaliveShardHomeLeaseRequest.newBuilder()
                .setLeaseToken(token)
                .setTtlMs(millis)
                .build())
        .getLease();
  }

  private boolean release(String token) {
    return wire.runtime()
        .releaseShardHomeLease(
            ReleaseShardHomeLeaseRequest.newBuilder().setLeaseToken(token).build())
        .getReleased();
  }

  private ShardHomeRoute route() {
    return wire.runtime()
        .getShardHomeLease(GetShardHomeLeaseRequest.newBuilder().setShardId(shard).build())
        .getLease();
  }

  private Code routeStatus() {
    return statusOf(this::route).getCode();
  }

  private void awaitExpiry() {
    await().atMost(Duration.ofSeconds(10)).until(() -> routeStatus() == Code.NOT_FOUND);
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  private static void assertEndsIn(Timestamp end, Duration time) {
    assertThat(instant(end))
        .isBetween(
            Instant.now().plus(time).minusSeconds(10), Instant.now().plus(time).plusSeconds(10));
  }

  // To have it

  @Test
  void a_free_shard_is_acquired() {
    ShardHomeLease lease = acquired(daemon, MINUTE);

    assertThat(lease.getShardId()).isEqualTo(shard);
    assertThat(lease.getHolderDaemonId()).isEqualTo(daemon);
    assertThat(lease.getLeaseToken()).matches("[0-9a-f]{32}");
    assertThat(lease.getLeaseGeneration()).isEqualTo(1);
    assertEndsIn(lease.getExpiresAt(), Duration.ofMinutes(1));
  }

  @Test
  void a_holder_and_a_time_are_needed() {
    assertThat(statusOf(() -> acquire(shard, "", MINUTE)).getCode())
        .isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(statusOf(() -> acquire(shard, daemon, 0)).getCode())
        .isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(routeStatus()).isEqualTo(Code.NOT_FOUND);
  }

  @Test
  void the_holder_extends_by_acquiring_again() {
    ShardHomeLease first = acquired(daemon, MINUTE);

    ShardHomeLease second = acquired(daemon, 10 * MINUTE);

    assertThat(second.getLeaseToken()).isEqualTo(first.getLeaseToken());
    assertThat(second.getLeaseGeneration()).isEqualTo(1);
    assertEndsIn(second.getExpiresAt(), Duration.ofMinutes(10));
  }

  @Test
  void another_daemon_is_told_who_has_it_but_not_the_token() {
    acquired(daemon, MINUTE);

    AcquireShardHomeLeaseResponse answer = acquire(shard, rival, MINUTE);

    assertThat(answer.getAcquired()).isFalse();
    assertThat(answer.getLease().getHolderDaemonId()).isEqualTo(daemon);
    assertThat(answer.getLease().getLeaseGeneration()).isEqualTo(1);
    assertThat(answer.getLease().getLeaseToken()).isEmpty();
    assertThat(route().getHolderDaemonId()).isEqualTo(daemon);
  }

  @Test
  void a_lease_that_expired_is_another_generation_for_whoever_comes() {
    ShardHomeLease first = acquired(daemon, BRIEF);
    awaitExpiry();

    ShardHomeLease second = acquired(rival, MINUTE);

    assertThat(second.getLeaseGeneration()).isEqualTo(2);
    assertThat(second.getLeaseToken()).isNotEqualTo(first.getLeaseToken());
  }

  @Test
  void a_lease_that_expired_is_another_generation_for_its_holder_too() {
    ShardHomeLease first = acquired(daemon, BRIEF);
    awaitExpiry();

    ShardHomeLease second = acquired(daemon, MINUTE);

    assertThat(second.getLeaseGeneration()).isEqualTo(2);
    assertThat(second.getLeaseToken()).isNotEqualTo(first.getLeaseToken());
  }

  @Test
  void of_many_that_come_at_once_one_gets_it() {
    List<AcquireShardHomeLeaseResponse> answers =
        Race.of(8, runner -> acquire(shard, daemon + runner, MINUTE));

    assertThat(answers).filteredOn(AcquireShardHomeLeaseResponse::getAcquired).hasSize(1);
    assertThat(answers)
        .extracting(answer -> answer.getLease().getHolderDaemonId())
        .containsOnly(route().getHolderDaemonId());
  }

  @Test
  void shard_numbers_are_kept_bit_for_bit() {
    for (long number : new long[] {0, Long.MAX_VALUE, Long.MIN_VALUE, -1L}) {
      AcquireShardHomeLeaseResponse answer = acquire(number, daemon, MINUTE);

      assertThat(answer.getAcquired()).isTrue();
      assertThat(answer.getLease().getShardId()).isEqualTo(number);
      assertThat(release(answer.getLease().getLeaseToken())).isTrue();
    }
  }

  // To keep it

  @Test
  void a_lease_is_kept_alive_by_its_token() {
    ShardHomeLease lease = acquired(daemon, MINUTE);

    ShardHomeLease kept = keep(lease.getLeaseToken(), 10 * MINUTE);

    assertThat(kept.getShardId()).isEqualTo(shard);
    assertThat(kept.getHolderDaemonId()).isEqualTo(daemon);
    assertThat(kept.getLeaseToken()).isEqualTo(lease.getLeaseToken());
    assertThat(kept.getLeaseGeneration()).isEqualTo(1);
    assertEndsIn(kept.getExpiresAt(), Duration.ofMinutes(10));
    assertThat(route().getExpiresAt()).isEqualTo(kept.getExpiresAt());
  }

  @Test
  void a_token_and_a_time_are_needed_to_keep() {
    ShardHomeLease lease = acquired(daemon, MINUTE);

    assertThat(statusOf(() -> keep("", MINUTE)).getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(statusOf(() -> keep(lease.getLeaseToken(), 0)).getCode())
        .isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void an_unknown_token_keeps_nothing() {
    io.grpc.Status refusal = statusOf(() -> keep("0".repeat(32), MINUTE));

    assertThat(refusal.getCode()).isEqualTo(Code.NOT_FOUND);
    assertThat(refusal.getDescription()).contains("lease_token not found");
  }

  @Test
  void a_lease_that_expired_is_never_revived() {
    ShardHomeLease lease = acquired(daemon, BRIEF);
    awaitExpiry();

    io.grpc.Status refusal = statusOf(() -> keep(lease.getLeaseToken(), MINUTE));

    assertThat(refusal.getCode()).isEqualTo(Code.NOT_FOUND);
    assertThat(refusal.getDescription()).contains("lease expired");
    assertThat(routeStatus()).isEqualTo(Code.NOT_FOUND);
  }

  @Test
  void a_lease_that_went_to_another_is_not_kept_by_the_old_token() {
    ShardHomeLease old = acquired(daemon, BRIEF);
    awaitExpiry();
    acquired(rival, MINUTE);

    assertThat(statusOf(() -> keep(old.getLeaseToken(), MINUTE)).getCode())
        .isEqualTo(Code.NOT_FOUND);
    assertThat(release(old.getLeaseToken())).isFalse();
    assertThat(route().getHolderDaemonId()).isEqualTo(rival);
  }

  // To keep many

  private List<ShardHomeLeaseKeepaliveOutcome> keepAll(
      long millis, ShardHomeLeaseKeepalive.Builder... leases) {
    BatchKeepaliveShardHomeLeasesRequest.Builder request =
        BatchKeepaliveShardHomeLeasesRequest.newBuilder().setTtlMs(millis);
    for (ShardHomeLeaseKeepalive.Builder lease : leases) {
      request.addLeases(lease);
    }
    return wire.runtime().batchKeepaliveShardHomeLeases(request.build()).getOutcomesList();
  }

  private static ShardHomeLeaseKeepalive.Builder entry(ShardHomeLease lease) {
    return ShardHomeLeaseKeepalive.newBuilder()
        .setShardId(lease.getShardId())
        .setLeaseGeneration(lease.getLeaseGeneration())
        .setLeaseToken(lease.getLeaseToken());
  }

  @Test
  void many_leases_are_kept_in_one_call_each_with_its_own_outcome() {
    ShardHomeLease one = acquired(daemon, MINUTE);
    ShardHomeLease two = acquire(Fresh.number(), daemon, MINUTE).getLease();

    List<ShardHomeLeaseKeepaliveOutcome> outcomes =
        keepAll(
            10 * MINUTE,
            entry(one),
            entry(two),
            entry(one).clearLeaseToken(),
            entry(one).setLeaseToken("0".repeat(32)));

    assertThat(outcomes)
        .extracting(ShardHomeLeaseKeepaliveOutcome::getOk)
        .containsExactly(true, true, false, false);
    assertThat(outcomes)
        .extracting(ShardHomeLeaseKeepaliveOutcome::getShardId)
        .containsExactly(shard, two.getShardId(), shard, shard);
    assertThat(outcomes.get(0).getLeaseToken()).isEqualTo(one.getLeaseToken());
    assertThat(outcomes.get(0).getLeaseGeneration()).isEqualTo(1);
    assertThat(outcomes.get(0).getLease().getHolderDaemonId()).isEqualTo(daemon);
    assertEndsIn(outcomes.get(1).getLease().getExpiresAt(), Duration.ofMinutes(10));
    assertThat(outcomes.get(2).getMessage()).contains("lease_token is required");
    assertThat(outcomes.get(3).getMessage()).contains("lease_token not found");
    assertThat(outcomes.get(3).getLeaseToken()).isEqualTo("0".repeat(32));
  }

  @Test
  void an_entry_of_another_generation_or_shard_is_stale_and_extends_nothing() {
    ShardHomeLease lease = acquired(daemon, MINUTE);

    List<ShardHomeLeaseKeepaliveOutcome> outcomes =
        keepAll(
            10 * MINUTE,
            entry(lease).setLeaseGeneration(2),
            entry(lease).setShardId(lease.getShardId() + 1));

    assertThat(outcomes)
        .allSatisfy(
            outcome -> {
              assertThat(outcome.getOk()).isFalse();
              assertThat(outcome.getMessage()).contains("stale lease_generation for shard");
            });
    assertThat(route().getExpiresAt()).isEqualTo(lease.getExpiresAt());
  }

  @Test
  void an_expired_lease_is_not_kept_in_a_batch_either() {
    ShardHomeLease lease = acquired(daemon, BRIEF);
    awaitExpiry();

    ShardHomeLeaseKeepaliveOutcome outcome = keepAll(MINUTE, entry(lease)).get(0);

    assertThat(outcome.getOk()).isFalse();
    assertThat(outcome.getMessage()).contains("lease expired");
    assertThat(routeStatus()).isEqualTo(Code.NOT_FOUND);
  }

  @Test
  void a_batch_needs_a_time_and_may_be_empty() {
    assertThat(statusOf(() -> keepAll(0)).getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(keepAll(MINUTE)).isEmpty();
  }

  // To give it back

  @Test
  void a_lease_is_released_once() {
    ShardHomeLease lease = acquired(daemon, MINUTE);

    assertThat(release(lease.getLeaseToken())).isTrue();

    assertThat(routeStatus()).isEqualTo(Code.NOT_FOUND);
    assertThat(release(lease.getLeaseToken())).isFalse();
    assertThat(statusOf(() -> keep(lease.getLeaseToken(), MINUTE)).getCode())
        .isEqualTo(Code.NOT_FOUND);
    assertThat(acquired(rival, MINUTE).getLeaseGeneration()).isEqualTo(2);
  }

  @Test
  void a_token_is_needed_to_release_and_an_unknown_one_releases_nothing() {
    assertThat(statusOf(() -> release("")).getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(release("0".repeat(32))).isFalse();
  }

  @Test
  void a_daemon_that_leaves_keeps_its_leases_until_they_expire() {
    Worker worker = Worker.register(wire, Daemon.fresh());
    acquired(worker.daemon().id(), MINUTE);

    wire.unregister(worker.id());

    assertThat(route().getHolderDaemonId()).isEqualTo(worker.daemon().id());
    assertThat(acquire(shard, rival, MINUTE).getAcquired()).isFalse();
  }

  // To ask

  @Test
  void the_way_to_a_shard_is_told_without_the_token() {
    ShardHomeLease lease = acquired(daemon, MINUTE);

    assertThat(route())
        .isEqualTo(
            ShardHomeRoute.newBuilder()
                .setShardId(shard)
                .setHolderDaemonId(daemon)
                .setLeaseGeneration(1)
                .setExpiresAt(lease.getExpiresAt())
                .build());
  }

  @Test
  void the_ways_to_many_shards_are_told_where_there_are_any() {
    acquired(daemon, MINUTE);
    long second = Fresh.number();
    acquire(second, rival, MINUTE);

    List<ShardHomeRoute> routes =
        wire.runtime()
            .batchGetShardHomeLeases(
                BatchGetShardHomeLeasesRequest.newBuilder()
                    .addShardIds(shard)
                    .addShardIds(Fresh.number())
                    .addShardIds(second)
                    .build())
            .getLeasesList();

    assertThat(routes)
        .extracting(ShardHomeRoute::getShardId)
        .containsExactlyInAnyOrder(shard, second);
    assertThat(
            wire.runtime()
                .batchGetShardHomeLeases(BatchGetShardHomeLeasesRequest.getDefaultInstance())
                .getLeasesList())
        .isEmpty();
  }
}
