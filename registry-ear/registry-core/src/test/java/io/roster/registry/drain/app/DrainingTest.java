/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.drain.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.roster.registry.TestCoordinator;
import io.roster.registry.access.Identity;
import io.roster.registry.access.Role;
import io.roster.registry.admin.jpa.SqlPresenceLog;
import io.roster.registry.admin.model.PresenceLog.Presence;
import io.roster.registry.audit.app.Audit;
import io.roster.registry.audit.jpa.SqlAuditLog;
import io.roster.registry.drain.CoordinatorDrain.Insistence;
import io.roster.registry.drain.DrainGoesOn;
import io.roster.registry.drain.DrainStatus.Phase;
import io.roster.registry.drain.LastCoordinator;
import io.roster.registry.drain.OpenCalls;
import io.roster.registry.drain.ServedPort;
import io.roster.registry.drain.jpa.SqlDepartures;
import io.roster.registry.drain.model.DrainPolicy;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.NotPermitted;
import io.roster.registry.platform.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DrainingTest {

  private static final Identity ANN = Identity.trusted(Actor.user("ann"), "test");
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(50);

  private final TestDatabase database = TestDatabase.clean();
  private final TestCoordinator a = new TestCoordinator("a", database);
  private final Port port = new Port();

  /** What the port was told, in order; it ends when it is let. */
  private static final class Port implements ServedPort {
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public void announceLeaving() {
      told.add("announce");
    }

    @Override
    public void close() {
      told.add("close");
    }

    @Override
    public boolean awaitEnd(Duration limit) {
      try {
        return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    }

    @Override
    public void cut() {
      told.add("cut");
    }

    @Override
    public void serve() {
      told.add("serve");
    }

    @Override
    public OpenCalls open() {
      return ended.getCount() == 0 ? OpenCalls.NONE : new OpenCalls(2, 1);
    }
  }

  @AfterEach
  void end() {
    port.ended.countDown();
    a.close();
  }

  private Draining draining(Duration settle, Duration deadline) {
    Draining draining =
        new Draining(
            new DrainPolicy(settle, deadline),
            new SqlDepartures(a.entities()),
            a.leadership(),
            new Audit(new SqlAuditLog(a.entities()), a.changes()),
            a.changes(),
            a.journal(),
            a.identity());
    draining.runsOn(TestCoordinator.threads());
    draining.serves(port);
    return draining;
  }

  private void isThere(String coordinator) {
    new SqlPresenceLog(database.dataSource())
        .say(new Presence(coordinator, "1", "127.0.0.1", 1, 2, 0, 0.1));
  }

  private static void awaitPhase(Draining draining, Phase phase) {
    await().until(() -> draining.status().phase() == phase);
  }

  @Test
  void it_says_so_waits_closes_finishes_and_hands_the_leadership_over() {
    a.electing();
    await().until(a.leadership()::leads);
    isThere("a");
    isThere("b");
    Draining draining = draining(SHORT, LONG);

    draining.begin("new kernel", Insistence.ONLY_IF_OTHERS_SERVE, ANN);

    awaitPhase(draining, Phase.FINISHING);
    await().untilAsserted(() -> assertThat(port.told).containsExactly("announce", "close"));
    assertThat(draining.status().open()).isEqualTo(new OpenCalls(2, 1));
    assertThat(draining.status().deadline()).isPresent();
    port.ended.countDown();
    awaitPhase(draining, Phase.DRAINED);
    assertThat(draining.status().forced()).isFalse();
    assertThat(draining.status().leads()).isFalse();
    assertThat(a.leadership().held().running()).isFalse();
    assertThat(
            database.text(
                "select string_agg(kind || ' ' || actor, ', ' order by revision) from journal where"
                    + " kind like 'coordinator.%'"))
        .isEqualTo("coordinator.draining user:ann");
    assertThat(database.text("select action || ' ' || result from audit"))
        .isEqualTo("DRAIN_COORDINATOR ACCEPTED");
  }

  @Test
  void what_does_not_end_in_time_is_cut_off_and_counted() {
    isThere("b");
    Draining draining = draining(Duration.ZERO, SHORT);

    draining.begin("new kernel", Insistence.ONLY_IF_OTHERS_SERVE, ANN);

    awaitPhase(draining, Phase.DRAINED);
    assertThat(draining.status().forced()).isTrue();
    assertThat(draining.status().cut()).isEqualTo(3);
    assertThat(port.told).containsExactly("announce", "close", "cut");
  }

  @Test
  void the_last_one_is_drained_only_when_that_is_insisted_on() {
    isThere("a");
    isThere("b");
    database.execute(
        "update coordinator set seen_at = now() - interval '7 seconds' where name = 'b'");
    port.ended.countDown();
    Draining draining = draining(LONG, LONG);

    assertThatThrownBy(() -> draining.begin("why", Insistence.ONLY_IF_OTHERS_SERVE, ANN))
        .isInstanceOf(LastCoordinator.class)
        .hasMessageContaining("start another one first");
    assertThat(draining.status().phase()).isEqualTo(Phase.SERVING);
    assertThat(port.told).isEmpty();

    draining.begin("all the same", Insistence.IN_ANY_CASE, ANN);

    awaitPhase(draining, Phase.DRAINED);
    assertThat(database.text("select string_agg(result, ',' order by id) from audit"))
        .isEqualTo("REFUSED,ACCEPTED");
  }

  @Test
  void one_that_drains_already_is_nobody_to_go_to() {
    isThere("a");
    isThere("b");
    database.execute("update coordinator set drains_since = now() where name = 'b'");

    assertThatThrownBy(
            () -> draining(LONG, LONG).begin("why", Insistence.ONLY_IF_OTHERS_SERVE, ANN))
        .isInstanceOf(LastCoordinator.class);
  }

  @Test
  void a_cancelled_drain_serves_and_leads_again() {
    isThere("a");
    isThere("b");
    Draining draining = draining(LONG, LONG);
    draining.begin("new kernel", Insistence.ONLY_IF_OTHERS_SERVE, ANN);

    draining.cancel("not today", ANN);

    assertThat(draining.status().phase()).isEqualTo(Phase.SERVING);
    await().untilAsserted(() -> assertThat(port.told).endsWith("serve"));
    assertThat(database.text("select drains_since is null from coordinator where name = 'a'"))
        .isEqualTo("true");
    a.electing();
    await().until(a.leadership()::leads);
  }

  @Test
  void what_is_closing_comes_to_its_end_before_it_serves_again() {
    isThere("b");
    Draining draining = draining(Duration.ZERO, LONG);
    draining.begin("new kernel", Insistence.ONLY_IF_OTHERS_SERVE, ANN);
    awaitPhase(draining, Phase.FINISHING);

    assertThatThrownBy(() -> draining.cancel("not today", ANN)).isInstanceOf(DrainGoesOn.class);

    port.ended.countDown();
    awaitPhase(draining, Phase.DRAINED);
    draining.cancel("now", ANN);
    assertThat(port.told).endsWith("serve");
  }

  @Test
  void only_an_administrator_may() {
    Identity operator = new Identity(Actor.user("otto"), Set.of(Role.OPERATOR), "test");

    assertThatThrownBy(
            () -> draining(LONG, LONG).begin("why", Insistence.ONLY_IF_OTHERS_SERVE, operator))
        .isInstanceOf(NotPermitted.class);
    assertThat(database.text("select result from audit")).isEqualTo("FORBIDDEN");
  }

  @Test
  void a_process_that_stops_waits_for_nobody_where_nobody_else_serves() {
    isThere("a");
    port.ended.countDown();
    Draining draining = draining(LONG, LONG);

    draining.leave();

    assertThat(draining.status().phase()).isEqualTo(Phase.DRAINED);
    assertThat(port.told).containsExactly("announce", "close", "cut");
    assertThat(database.text("select actor from audit")).isEqualTo("system:shutdown");
  }
}
