/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import static io.roster.registry.cluster.Workers.registration;
import static io.roster.registry.cluster.Workers.replica;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.registry.cluster.Departure;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.platform.RequestIdReused;
import io.roster.registry.platform.RequestKey;
import io.roster.registry.platform.TestDatabase;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnregisterWorkerTest {

  private final TestDatabase database = TestDatabase.clean();
  private final ClusterActions workers = new ClusterActions(database);

  @Test
  void leaving_makes_worker_and_replicas_inactive_and_is_journalled() {
    WorkerId worker = workers.register(registration("d1", 50_052)).worker();
    replica(database, worker, "a");

    assertThat(workers.unregister(worker)).isEqualTo(Departure.Outcome.LEFT);

    assertThat(database.text("select inactive_at is not null from worker")).isEqualTo("true");
    assertThat(database.text("select accepting from worker_liveness")).isEqualTo("false");
    assertThat(database.text("select is_available from replica")).isEqualTo("false");
    assertThat(database.text("select kind || ' ' || actor from journal order by revision desc"))
        .isEqualTo("worker.unregistered daemon:d1");
  }

  @Test
  void an_unknown_or_absent_worker_is_not_found_and_nothing_is_journalled() {
    WorkerId worker = workers.register(registration("d1", 50_052)).worker();
    workers.unregister(worker);
    String entries = database.text("select count(*) from journal");

    assertThat(workers.unregister(worker)).isEqualTo(Departure.Outcome.NOT_FOUND);
    assertThat(workers.unregister(new WorkerId("nobody"))).isEqualTo(Departure.Outcome.NOT_FOUND);
    assertThat(database.text("select count(*) from journal")).isEqualTo(entries);
  }

  @Test
  void a_text_that_no_worker_can_have_is_not_found() {
    assertThat(workers.unregister(departure(new WorkerId("\0"), "r1", "f1")))
        .isEqualTo(Departure.Outcome.NOT_FOUND);
    assertThat(workers.unregister(departure(new WorkerId("w".repeat(9_000)), "r2", "f2")))
        .isEqualTo(Departure.Outcome.NOT_FOUND);
  }

  @Test
  void a_repeated_request_gets_the_first_answer() {
    WorkerId worker = workers.register(registration("d1", 50_052)).worker();
    Departure departure = departure(worker, "r1", "f1");

    assertThat(workers.unregister(departure)).isEqualTo(Departure.Outcome.LEFT);
    assertThat(workers.unregister(departure)).isEqualTo(Departure.Outcome.LEFT);
  }

  @Test
  void one_request_id_cannot_stand_for_two_requests() {
    WorkerId worker = workers.register(registration("d1", 50_052)).worker();
    workers.unregister(departure(worker, "r1", "f1"));

    assertThatThrownBy(() -> workers.unregister(departure(worker, "r1", "f2")))
        .isInstanceOf(RequestIdReused.class);
  }

  private static Departure departure(WorkerId worker, String id, String fingerprint) {
    return new Departure(
        worker, Departure.Manner.GRACEFUL, Optional.of(new RequestKey(id, fingerprint)));
  }
}
