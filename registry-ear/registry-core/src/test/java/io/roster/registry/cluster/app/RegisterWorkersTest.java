/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.registry.cluster.RegisteredWorker;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.WorkerRegistration;
import io.roster.registry.cluster.app.RegisterWorkers.Answer;
import io.roster.registry.platform.TestDatabase;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many register in one transaction, as if one came after the other. */
class RegisterWorkersTest {

  private final TestDatabase database = TestDatabase.clean();
  private final ClusterActions workers = new ClusterActions(database);

  private static WorkerRegistration registration(String daemon, int port) {
    return registration(daemon, port, Optional.empty());
  }

  private static WorkerRegistration registration(
      String daemon, int port, Optional<WorkerRegistration.Recovery> recovery) {
    return new WorkerRegistration(
        daemon, "node-" + daemon, "10.0.0.1", port, port + 1, 100, 50, 0, recovery);
  }

  private static List<RegisteredWorker> registered(List<Answer> answers) {
    return answers.stream().map(each -> ((Answer.Registered) each).worker()).toList();
  }

  private String endpointHolder(int port) {
    return database.text("select daemon_id from worker where grpc_port = ?", port);
  }

  @Test
  void new_ones_and_known_ones_register_together_each_with_an_entry() {
    List<RegisteredWorker> first =
        registered(
            workers.register(
                IntStream.range(0, 5)
                    .mapToObj(i -> registration("d" + i, 50_000 + 10 * i))
                    .toList()));
    assertThat(first).extracting(RegisteredWorker::generation).containsOnly(1L);

    List<RegisteredWorker> second =
        registered(
            workers.register(
                IntStream.range(3, 8)
                    .mapToObj(i -> registration("d" + i, 50_000 + 10 * i))
                    .toList()));

    assertThat(second).extracting(RegisteredWorker::generation).containsExactly(2L, 2L, 1L, 1L, 1L);
    assertThat(second.get(0).worker()).isEqualTo(first.get(3).worker());
    assertThat(database.text("select count(*) from worker where inactive_at is null"))
        .isEqualTo("8");
    assertThat(database.text("select count(*) from journal where kind = 'worker.registered'"))
        .isEqualTo("10");
  }

  @Test
  void an_endpoint_that_several_claim_is_the_last_ones() {
    workers.register(List.of(registration("a", 50_000)));

    List<Answer> answers =
        workers.register(
            List.of(
                registration("b", 50_000), registration("c", 50_000), registration("d", 50_010)));

    assertThat(registered(answers)).hasSize(3);
    assertThat(endpointHolder(50_000)).isEqualTo("c");
    assertThat(endpointHolder(50_010)).isEqualTo("d");
    assertThat(database.text("select count(*) from journal where kind = 'worker.replaced'"))
        .isEqualTo("2");
  }

  @Test
  void two_that_swap_their_endpoints_both_arrive() {
    workers.register(List.of(registration("a", 50_000), registration("b", 50_010)));

    registered(workers.register(List.of(registration("a", 50_010), registration("b", 50_000))));

    assertThat(endpointHolder(50_010)).isEqualTo("a");
    assertThat(endpointHolder(50_000)).isEqualTo("b");
  }

  @Test
  void one_that_registers_twice_opens_two_generations() {
    List<RegisteredWorker> both =
        registered(workers.register(List.of(registration("a", 50_000), registration("a", 50_000))));

    assertThat(both).extracting(RegisteredWorker::generation).containsExactly(1L, 2L);
    assertThat(both.get(0).worker()).isEqualTo(both.get(1).worker());
  }

  @Test
  void one_that_names_a_foreign_worker_is_refused_and_the_others_are_not() {
    WorkerId foreign =
        registered(workers.register(List.of(registration("a", 50_000)))).get(0).worker();

    List<Answer> answers =
        workers.register(
            List.of(
                registration(
                    "b",
                    50_010,
                    Optional.of(new WorkerRegistration.Recovery(Optional.of(foreign)))),
                registration("c", 50_020)));

    assertThat(answers.get(0)).isEqualTo(new Answer.Foreign(foreign));
    assertThat(answers.get(1)).isInstanceOf(Answer.Registered.class);
    assertThat(database.text("select count(*) from worker where daemon_id = 'b'")).isEqualTo("0");
  }

  @Test
  void those_that_come_back_lose_what_they_had_agreed_on_and_their_replicas_are_unavailable() {
    RegisteredWorker worker =
        registered(workers.register(List.of(registration("a", 50_000)))).get(0);
    workers.unregister(worker.worker());

    registered(workers.register(List.of(registration("a", 50_000), registration("b", 50_010))));

    assertThat(
            database.text(
                "select generation || ' ' || state_version from worker_reconcile where worker_id ="
                    + " ?",
                worker.worker().value()))
        .isEqualTo("2 1");
  }
}
