/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.shard.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.roster.registry.TestCoordinator;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.shard.Acquisition;
import io.roster.registry.shard.HeldShard;
import io.roster.registry.shard.KeepOutcome;
import io.roster.registry.shard.KeepOutcome.Reason;
import io.roster.registry.shard.Keepalive;
import io.roster.registry.shard.NoShardHome;
import io.roster.registry.shard.ShardHome;
import io.roster.registry.shard.ShardLeaseLost;
import io.roster.registry.shard.ShardService;
import io.roster.registry.shard.jpa.JpaShardLeases;
import io.roster.registry.shard.jpa.SqlShardPictures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShardLeasesTest {

  private static final long MINUTE = 60_000;
  private static final long SHARD = -5;

  private final TestDatabase database = TestDatabase.clean();
  private final TestCoordinator a = new TestCoordinator("a", database);
  private final TestCoordinator b = new TestCoordinator("b", database);
  private final ShardService shards = service(a);
  private final ShardService elsewhere = service(b);

  private ShardService service(TestCoordinator coordinator) {
    JpaShardLeases leases = new JpaShardLeases(coordinator.entities());
    return new ShardRegistry(
        new AcquireShard(leases, new LeaseTokens(), coordinator.journal()),
        new KeepShards(leases),
        new ReleaseShard(leases, coordinator.journal()),
        new SqlShardPictures(database.dataSource()),
        coordinator.changes());
  }

  @AfterEach
  void end() {
    a.close();
    b.close();
  }

  // To have it

  @Test
  void a_free_shard_is_granted() {
    HeldShard lease = granted("d1");

    assertThat(lease.token()).matches("[0-9a-f]{32}");
    assertThat(lease.home().shardId()).isEqualTo(SHARD);
    assertThat(lease.home().holderDaemonId()).isEqualTo("d1");
    assertThat(lease.home().generation()).isEqualTo(1);
    assertEndsIn(Duration.ofMinutes(1));
    assertThat(elsewhere.home(SHARD)).isEqualTo(lease.home());
    assertThat(journal()).isEqualTo("shard_lease.acquired daemon:d1 18446744073709551611 d1 1");
  }

  @Test
  void a_token_is_never_told_to_anybody_else() {
    HeldShard lease = granted("d1");

    assertThat(database.text("select string_agg(before::text || after::text, '') from journal"))
        .doesNotContain(lease.token());
    assertThat(lease.toString()).doesNotContain(lease.token());
    assertThat(new Keepalive(SHARD, 1, lease.token()).toString()).doesNotContain(lease.token());
  }

  @Test
  void the_holder_extends_by_acquiring_again_and_nothing_is_told() {
    HeldShard first = granted("d1");

    HeldShard second = held(elsewhere.acquire(SHARD, "d1", 10 * MINUTE));

    assertThat(second.token()).isEqualTo(first.token());
    assertThat(second.home().generation()).isEqualTo(1);
    assertEndsIn(Duration.ofMinutes(10));
    assertThat(database.text("select count(*) from journal")).isEqualTo("1");
  }

  @Test
  void another_daemon_is_told_who_has_it() {
    HeldShard lease = granted("d1");

    assertThat(elsewhere.acquire(SHARD, "d2", MINUTE))
        .isEqualTo(new Acquisition.Taken(lease.home()));
  }

  @Test
  void a_lease_that_ran_out_is_one_generation_more_for_whoever_comes() {
    HeldShard first = granted("d1");
    runOut();
    HeldShard second = granted("d1");
    runOut();
    HeldShard third = granted("d2");

    assertThat(second.home().generation()).isEqualTo(2);
    assertThat(third.home().generation()).isEqualTo(3);
    assertThat(List.of(first.token(), second.token(), third.token())).doesNotHaveDuplicates();
  }

  @Test
  void a_wish_names_a_daemon_and_a_time() {
    assertThatThrownBy(() -> shards.acquire(SHARD, " ", MINUTE)).isInstanceOf(InvalidRequest.class);
    assertThatThrownBy(() -> shards.acquire(SHARD, "d\0", MINUTE))
        .isInstanceOf(InvalidRequest.class);
    assertThatThrownBy(() -> shards.acquire(SHARD, "d1", 0)).isInstanceOf(InvalidRequest.class);
  }

  @Test
  void the_longest_time_is_a_year() {
    held(shards.acquire(SHARD, "d1", -1));

    assertEndsIn(Duration.ofDays(365));
  }

  @Test
  void of_two_in_one_transaction_the_first_gets_a_shard_that_nobody_ever_had() {
    AcquireShard acquiring =
        new AcquireShard(new JpaShardLeases(a.entities()), new LeaseTokens(), a.journal());
    Duration minute = Duration.ofMinutes(1);

    Acquisition second =
        a.changes()
            .changeAlone(
                "both",
                () -> {
                  acquiring.run(SHARD, "d1", minute);
                  return acquiring.run(SHARD, "d2", minute);
                });

    assertThat(second).isInstanceOf(Acquisition.Taken.class);
    assertThat(shards.home(SHARD).holderDaemonId()).isEqualTo("d1");
  }

  @Test
  void of_many_that_come_at_once_one_gets_it_whichever_coordinator_they_ask() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try {
      for (int round = 1; round <= 10; round++) {
        List<Callable<Acquisition>> wishes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          ShardService service = i % 2 == 0 ? shards : elsewhere;
          String daemon = "d" + i;
          wishes.add(() -> service.acquire(SHARD, daemon, MINUTE));
        }
        List<HeldShard> winners = new ArrayList<>();
        for (Future<Acquisition> wish : callers.invokeAll(wishes)) {
          if (wish.get() instanceof Acquisition.Granted granted) {
            winners.add(granted.lease());
          }
        }
        assertThat(winners).as("round " + round).hasSize(1);
        assertThat(winners.get(0).home()).isEqualTo(shards.home(SHARD));
        assertThat(winners.get(0).home().generation()).isEqualTo(round);
        runOut();
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(database.text("select count(*) from journal")).isEqualTo("10");
  }

  // To keep it

  @Test
  void a_lease_is_kept_by_its_token_and_nothing_is_told() {
    HeldShard lease = granted("d1");

    HeldShard kept = elsewhere.keepAlive(lease.token(), 10 * MINUTE);

    assertThat(kept.token()).isEqualTo(lease.token());
    assertThat(kept.home()).isEqualTo(shards.home(SHARD));
    assertEndsIn(Duration.ofMinutes(10));
    assertThat(database.text("select count(*) from journal")).isEqualTo("1");
  }

  @Test
  void a_lease_that_ran_out_is_never_revived() {
    HeldShard lease = granted("d1");
    runOut();

    assertThatThrownBy(() -> shards.keepAlive(lease.token(), MINUTE))
        .isInstanceOf(ShardLeaseLost.class)
        .hasMessageContaining("lease expired");
    assertThatThrownBy(() -> shards.home(SHARD))
        .isInstanceOf(NoShardHome.class)
        .hasMessageContaining("18446744073709551611");
  }

  @Test
  void an_unknown_token_and_one_of_a_former_lease_keep_nothing() {
    HeldShard old = granted("d1");
    runOut();
    granted("d2");

    for (String token : List.of(old.token(), "0".repeat(32), "\0")) {
      assertThatThrownBy(() -> shards.keepAlive(token, MINUTE))
          .isInstanceOf(ShardLeaseLost.class)
          .hasMessageContaining("lease_token not found");
    }
    assertThatThrownBy(() -> shards.keepAlive(" ", MINUTE)).isInstanceOf(InvalidRequest.class);
    assertThatThrownBy(() -> shards.keepAlive(old.token(), 0)).isInstanceOf(InvalidRequest.class);
  }

  // To keep many

  @Test
  void many_are_kept_in_one_call_each_with_its_own_outcome() {
    HeldShard one = granted("d1");
    HeldShard two = held(shards.acquire(7, "d1", MINUTE));
    HeldShard over = held(shards.acquire(8, "d1", MINUTE));
    database.execute(
        "update shard_lease set expires_at = clock_timestamp() - interval '1 ms' where shard_id = 8");

    List<KeepOutcome> outcomes =
        elsewhere.keepAlive(
            List.of(
                new Keepalive(SHARD, 1, one.token()),
                new Keepalive(7, 1, two.token()),
                new Keepalive(8, 1, over.token()),
                new Keepalive(SHARD, 1, ""),
                new Keepalive(SHARD, 1, "0".repeat(32)),
                new Keepalive(SHARD, 1, "\0")),
            10 * MINUTE);

    assertThat(outcomes)
        .containsExactly(
            new KeepOutcome.Kept(new HeldShard(shards.home(SHARD), one.token())),
            new KeepOutcome.Kept(new HeldShard(shards.home(7), two.token())),
            new KeepOutcome.Lost(Reason.EXPIRED),
            new KeepOutcome.Lost(Reason.NO_TOKEN),
            new KeepOutcome.Lost(Reason.UNKNOWN_TOKEN),
            new KeepOutcome.Lost(Reason.UNKNOWN_TOKEN));
    assertEndsIn(Duration.ofMinutes(10));
  }

  @Test
  void a_stale_holder_extends_nothing() {
    HeldShard lease = granted("d1");

    assertThat(
            shards.keepAlive(
                List.of(
                    new Keepalive(SHARD, 2, lease.token()),
                    new Keepalive(SHARD + 1, 1, lease.token())),
                10 * MINUTE))
        .containsOnly(new KeepOutcome.Lost(Reason.STALE));
    assertThat(shards.home(SHARD)).isEqualTo(lease.home());
  }

  @Test
  void a_batch_may_be_empty_or_long_but_names_a_time() {
    assertThat(shards.keepAlive(List.of(), MINUTE)).isEmpty();
    assertThatThrownBy(() -> shards.keepAlive(List.of(), 0)).isInstanceOf(InvalidRequest.class);
    HeldShard lease = granted("d1");
    List<Keepalive> many = new ArrayList<>();
    for (int i = 0; i < 2_500; i++) {
      many.add(new Keepalive(i, 1, "%032x".formatted(i)));
    }
    many.add(new Keepalive(SHARD, 1, lease.token()));

    List<KeepOutcome> outcomes = shards.keepAlive(many, 10 * MINUTE);

    assertThat(outcomes).hasSize(2_501);
    assertThat(outcomes.get(2_500)).isInstanceOf(KeepOutcome.Kept.class);
  }

  // To give it back

  @Test
  void a_lease_is_released_once_and_the_next_is_one_generation_more() {
    HeldShard lease = granted("d1");

    assertThat(elsewhere.release(lease.token())).isTrue();

    assertThat(journal()).isEqualTo("shard_lease.released daemon:d1 18446744073709551611  1");
    assertThat(shards.release(lease.token())).isFalse();
    assertThat(shards.release("\0")).isFalse();
    assertThatThrownBy(() -> shards.release("")).isInstanceOf(InvalidRequest.class);
    assertThatThrownBy(() -> shards.keepAlive(lease.token(), MINUTE))
        .isInstanceOf(ShardLeaseLost.class);
    assertThatThrownBy(() -> shards.home(SHARD)).isInstanceOf(NoShardHome.class);
    assertThat(granted("d2").home().generation()).isEqualTo(2);
  }

  // To ask

  @Test
  void the_homes_of_many_shards_are_told_where_there_are_any() {
    HeldShard one = granted("d1");
    held(shards.acquire(7, "d1", MINUTE));
    database.execute(
        "update shard_lease set expires_at = clock_timestamp() - interval '1 ms' where shard_id = 7");

    assertThat(shards.homes(List.of(7L, 8L, SHARD, SHARD))).containsExactly(one.home());
    assertThat(shards.homes(List.of())).isEmpty();
  }

  @Test
  void shards_that_nobody_wanted_for_a_month_are_forgotten() {
    granted("d1");
    held(shards.acquire(7, "d1", MINUTE));
    database.execute(
        "update shard_lease set expires_at = now() - interval '31 days' where shard_id = 7");
    a.electing();
    await().until(a.leadership()::leads);

    new ForgetEndedLeases(new JpaShardLeases(a.entities()), a.leadership()).run();

    assertThat(database.text("select string_agg(shard_id::text, ',') from shard_lease"))
        .isEqualTo(Long.toString(SHARD));
  }

  private HeldShard granted(String daemon) {
    return held(shards.acquire(SHARD, daemon, MINUTE));
  }

  private static HeldShard held(Acquisition acquisition) {
    assertThat(acquisition).isInstanceOf(Acquisition.Granted.class);
    return ((Acquisition.Granted) acquisition).lease();
  }

  private void runOut() {
    database.execute("update shard_lease set expires_at = clock_timestamp() - interval '1 ms'");
  }

  /** By the database's clock, as everything about leases. */
  private void assertEndsIn(Duration time) {
    ShardHome home = shards.home(SHARD);
    Instant now =
        Instant.parse(
            database.text(
                "select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"));
    assertThat(Duration.between(now, home.expiresAt()))
        .isBetween(time.minusSeconds(20), time.plusSeconds(1));
  }

  private String journal() {
    return database.text(
        "select kind || ' ' || actor || ' ' || subject || ' ' || (after ->> 'holder_daemon_id') || ' ' || (after ->> 'generation') from journal order by revision desc");
  }
}
