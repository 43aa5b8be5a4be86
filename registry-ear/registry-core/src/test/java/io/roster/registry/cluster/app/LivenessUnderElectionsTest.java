/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import static io.roster.registry.cluster.Workers.registration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roster.registry.TestCoordinator;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.Workers;
import io.roster.registry.cluster.jpa.ExpireSilentWorkersSql;
import io.roster.registry.cluster.jpa.ListeningSql;
import io.roster.registry.cluster.jpa.WriteHeartbeatsSql;
import io.roster.registry.cluster.model.Beat;
import io.roster.registry.cluster.model.LivenessPolicy;
import io.roster.registry.leadership.model.NotLeading;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.Background;
import io.roster.registry.platform.TestDatabase;
import io.roster.settings.RegistrySettings;
import io.roster.settings.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The leader changes every second, and still who lives stays and who is silent goes. */
class LivenessUnderElectionsTest {

  private static final LivenessPolicy POLICY =
      new LivenessPolicy(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofMillis(50));
  private static final Settings SETTINGS =
      Settings.read(
          RegistrySettings.TABLE, Map.of("roster.database.url", "jdbc:postgresql:unused"));

  private final TestDatabase database = TestDatabase.clean();
  private final List<TestCoordinator> coordinators =
      List.of(
          new TestCoordinator("a", database, Duration.ofSeconds(1)).electing(),
          new TestCoordinator("b", database, Duration.ofSeconds(1)).electing());
  private final Background beating = new Background("beating", 200, this::beat);
  private final Background sweeping = new Background("sweeping", 100, this::sweep);
  private final Background electing = new Background("electing", 1_000, this::elect);
  private final AtomicInteger elections = new AtomicInteger();
  private final WorkerId living =
      Workers.actions(database).register(registration("living", 50_052)).worker();
  private final WorkerId silent =
      Workers.actions(database).register(registration("silent", 50_053)).worker();

  @AfterEach
  void end() {
    List.of(electing, sweeping, beating).forEach(Background::stop);
    coordinators.forEach(TestCoordinator::close);
  }

  @Test
  void the_silent_one_goes_in_time_and_the_living_one_stays() {
    Instant begun = Instant.now();
    List.of(beating, sweeping, electing).forEach(each -> each.start(TestCoordinator.threads()));

    await().atMost(Duration.ofSeconds(20)).until(() -> !isActive(silent));

    assertThat(Duration.between(begun, Instant.now()))
        .as("not before its time")
        .isGreaterThan(POLICY.timeout().minusMillis(500));
    await().until(() -> elections.get() >= 4);
    assertThat(isActive(living)).isTrue();
    assertThat(
            database.text(
                "select count(distinct epoch) > 1 from journal where kind = 'leadership.taken'"))
        .isEqualTo("true");
  }

  private boolean isActive(WorkerId worker) {
    return database
        .text("select inactive_at is null from worker where worker_id = ?", worker.value())
        .equals("true");
  }

  private void beat() throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      ListeningSql.mark(connection, POLICY.listeningGap());
      Beat beat =
          new Beat(System.nanoTime(), Instant.now(), 1, true, OptionalLong.empty(), 1, false);
      WriteHeartbeatsSql.write(
          connection, Map.of(living, beat), ClusterActions.POLICY, System.nanoTime());
    }
  }

  private void sweep() {
    for (TestCoordinator coordinator : coordinators) {
      if (coordinator.leadership().leads()) {
        try {
          new ExpireSilentWorkers(
                  new ExpireSilentWorkersSql(coordinator.entities()),
                  coordinator.journal(),
                  POLICY,
                  coordinator.leadership(),
                  SETTINGS)
              .run();
        } catch (NotLeading over) {
          // The leadership ended between the look and the change: just what is tried here.
          continue;
        }
      }
    }
  }

  private void elect() {
    for (TestCoordinator coordinator : coordinators) {
      if (coordinator.leadership().leads()) {
        coordinator.leadership().handOver(Actor.system("test"), "every second");
        elections.incrementAndGet();
      }
    }
  }
}
