/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.leadership.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.roster.registry.TestCoordinator;
import io.roster.registry.leadership.model.NotLeading;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeadershipTest {

  private static final Duration LEASE = Duration.ofSeconds(1);

  private final TestDatabase database = TestDatabase.clean();
  private final TestCoordinator a = new TestCoordinator("a", database, LEASE);
  private final TestCoordinator b = new TestCoordinator("b", database, LEASE);

  @AfterEach
  void end() {
    a.close();
    b.close();
  }

  @Test
  void one_of_them_leads_and_keeps_leading() {
    TestCoordinator leader = electBoth();
    long epoch = leader.leadership().held().epoch();

    await()
        .during(LEASE.multipliedBy(2))
        .until(
            () ->
                leader.leadership().leads()
                    && leader.leadership().held().epoch() == epoch
                    && !other(leader).leadership().leads());
  }

  @Test
  void whoever_begins_to_lead_begins_its_work_and_nobody_else() {
    AtomicInteger begunByA = new AtomicInteger();
    AtomicInteger begunByB = new AtomicInteger();
    a.leadership().whenTaken(begunByA::incrementAndGet);
    b.leadership().whenTaken(begunByB::incrementAndGet);
    TestCoordinator leader = electBoth();
    AtomicInteger begunByLeader = leader == a ? begunByA : begunByB;
    AtomicInteger begunByOther = leader == a ? begunByB : begunByA;
    await().untilAsserted(() -> assertThat(begunByLeader).hasValue(1));
    assertThat(begunByOther).hasValue(0);

    leader.leadership().handOver(Actor.user("ann"), "maintenance");

    await().untilAsserted(() -> assertThat(begunByOther).hasValue(1));
    assertThat(begunByLeader).hasValue(1);
  }

  @Test
  void a_leader_that_stops_lets_the_next_one_begin_at_once() {
    TestCoordinator leader = electBoth();
    long epoch = leader.leadership().held().epoch();

    leader.close();

    assertThat(leader.leadership().held().running()).isFalse();
    await().until(other(leader).leadership()::leads);
    assertThat(other(leader).leadership().held().epoch()).isGreaterThan(epoch);
  }

  @Test
  void a_leader_that_hands_over_stands_back_until_another_leads() {
    TestCoordinator leader = electBoth();

    leader.leadership().handOver(Actor.user("ann"), "maintenance");

    await().until(other(leader).leadership()::leads);
    assertThat(leader.leadership().leads()).isFalse();
    assertThat(
            database.text(
                "select actor from journal where kind = 'leadership.released' order by revision"))
        .isEqualTo("user:ann");
  }

  @Test
  void what_a_former_leader_begins_late_changes_nothing() {
    TestCoordinator leader = electBoth();
    database.execute(
        "update leadership set holder = 'another', epoch = epoch + 1, expires_at = now() + interval '1 hour'");

    assertThatThrownBy(() -> leader.leadership().change("late", () -> "done"))
        .isInstanceOf(NotLeading.class);
  }

  @Test
  void nobody_takes_the_lease_while_its_holder_is_in_the_midst_of_a_change() throws SQLException {
    a.electing();
    await().until(a.leadership()::leads);
    Optional<String> taken =
        a.leadership()
            .change(
                "long change",
                () -> {
                  return takeWithin("200ms");
                });
    assertThat(taken).isEmpty();
  }

  /** What another session reads back after it took the lease; empty when it had to wait. */
  private Optional<String> takeWithin(String wait) {
    try (Connection other = database.dataSource().getConnection();
        Statement statement = other.createStatement()) {
      statement.execute("set lock_timeout = '" + wait + "'");
      statement.executeQuery("select 1 from leadership for update").close();
      return Optional.of("locked");
    } catch (SQLException refused) {
      assertThat(refused.getSQLState()).as("lock not available").isEqualTo("55P03");
      return Optional.empty();
    }
  }

  @Test
  void every_entry_of_the_journal_bears_the_epoch_of_its_time() {
    TestCoordinator leader = electBoth();
    leader.leadership().handOver(Actor.user("ann"), "maintenance");
    await().until(other(leader).leadership()::leads);

    assertThat(
            database.text(
                "select string_agg(cast(epoch as text), ',' order by revision) from journal"))
        .isEqualTo("1,1,2");
    await()
        .untilAsserted(
            () ->
                assertThat(List.of(a.model().epoch(), b.model().epoch())).containsExactly(2L, 2L));
  }

  private TestCoordinator electBoth() {
    a.electing();
    b.electing();
    await().until(() -> a.leadership().leads() || b.leadership().leads());
    return a.leadership().leads() ? a : b;
  }

  private TestCoordinator other(TestCoordinator one) {
    return one == a ? b : a;
  }
}
