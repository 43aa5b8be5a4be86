/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import static io.roster.registry.cluster.Workers.recovery;
import static io.roster.registry.cluster.Workers.registration;
import static io.roster.registry.cluster.Workers.replica;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.registry.cluster.Departure;
import io.roster.registry.cluster.RegisteredWorker;
import io.roster.registry.cluster.WorkerOfAnotherDaemon;
import io.roster.registry.cluster.WorkerRegistration;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.RequestKey;
import io.roster.registry.platform.TestDatabase;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisterWorkerTest {

  private final TestDatabase database = TestDatabase.clean();
  private final ClusterActions workers = new ClusterActions(database);

  @Test
  void a_new_daemon_gets_a_new_worker_with_first_version_and_generation() {
    RegisteredWorker worker = workers.register(registration("d1", 50_052));

    assertThat(worker.worker().value()).matches("worker_node-d1_[0-9a-f]{8}");
    assertThat(worker.stateVersion()).isEqualTo(1);
    assertThat(worker.generation()).isEqualTo(1);
    assertThat(worker.stateSyncRequired()).isFalse();
    assertThat(worker.heartbeatInterval()).isEqualTo(ClusterActions.POLICY.interval());
  }

  @Test
  void a_known_daemon_keeps_its_worker_id_on_another_address_and_opens_a_generation() {
    RegisteredWorker first = workers.register(registration("d1", 50_052));
    RegisteredWorker second = workers.register(registration("d1", 50_053));

    assertThat(second.worker()).isEqualTo(first.worker());
    assertThat(second.generation()).isEqualTo(2);
    assertThat(database.text("select grpc_port from worker")).isEqualTo("50053");
  }

  @Test
  void registering_again_keeps_version_and_checksum_of_an_active_worker() {
    RegisteredWorker first = workers.register(registration("d1", 50_052));
    database.execute(
        "update worker_reconcile set state_version = 7, state_checksum = 'abc', request_seq = 3");
    replica(database, first.worker(), "a");

    RegisteredWorker second = workers.register(registration("d1", 50_052));

    assertThat(second.stateVersion()).isEqualTo(7);
    assertThat(database.text("select state_checksum || request_seq from worker_reconcile"))
        .isEqualTo("abc0");
    assertThat(database.text("select is_available from replica")).isEqualTo("true");
  }

  @Test
  void coming_back_after_an_absence_forgets_version_checksum_and_replicas() {
    RegisteredWorker first = workers.register(registration("d1", 50_052));
    database.execute("update worker_reconcile set state_version = 7, state_checksum = 'abc'");
    workers.unregister(first.worker());
    replica(database, first.worker(), "a");

    RegisteredWorker second = workers.register(registration("d1", 50_052));

    assertThat(second.worker()).isEqualTo(first.worker());
    assertThat(second.stateVersion()).isEqualTo(1);
    assertThat(database.text("select state_checksum from worker_reconcile")).isEmpty();
    assertThat(database.text("select is_available from replica")).isEqualTo("false");
    assertThat(database.text("select inactive_at is null from worker")).isEqualTo("true");
  }

  @Test
  void an_endpoint_belongs_to_whoever_registered_on_it_last() {
    RegisteredWorker old = workers.register(registration("d1", 50_052));
    replica(database, old.worker(), "a");

    RegisteredWorker taker = workers.register(registration("d2", 50_052));

    assertThat(taker.worker()).isNotEqualTo(old.worker());
    assertThat(database.text("select string_agg(daemon_id, ',') from worker")).isEqualTo("d2");
    assertThat(database.text("select count(*) from worker_liveness")).isEqualTo("1");
    assertThat(database.text("select is_available from replica")).isEqualTo("false");
    assertThat(database.text("select string_agg(kind, ',' order by revision) from journal"))
        .isEqualTo("worker.registered,worker.replaced,worker.registered");
  }

  @Test
  void a_known_daemon_takes_the_endpoint_of_another_one() {
    RegisteredWorker first = workers.register(registration("d1", 50_052));
    workers.register(registration("d2", 50_053));

    RegisteredWorker moved = workers.register(registration("d1", 50_053));

    assertThat(moved.worker()).isEqualTo(first.worker());
    assertThat(database.text("select string_agg(daemon_id, ',') from worker")).isEqualTo("d1");
  }

  @Test
  void a_recovery_asks_for_a_sync_and_keeps_the_replicas_of_the_same_worker() {
    RegisteredWorker previous = workers.register(registration("d1", 50_052));
    replica(database, previous.worker(), "a");

    RegisteredWorker recovered =
        workers.register(recovery("d1", 50_052, previous.worker().value()));

    assertThat(recovered.stateSyncRequired()).isTrue();
    assertThat(recovered.worker()).isEqualTo(previous.worker());
    assertThat(database.text("select worker_id || is_available from replica"))
        .isEqualTo(previous.worker().value() + "true");
  }

  @Test
  void a_recovery_without_a_previous_worker_is_a_registration_that_asks_for_a_sync() {
    RegisteredWorker recovered = workers.register(recovery("d1", 50_052, ""));
    assertThat(recovered.stateSyncRequired()).isTrue();
    assertThat(workers.register(recovery("d2", 50_053, "never-heard-of")).stateSyncRequired())
        .isTrue();
  }

  @Test
  void a_recovery_may_not_name_a_worker_of_another_daemon() {
    RegisteredWorker foreign = workers.register(registration("d1", 50_052));

    assertThatThrownBy(() -> workers.register(recovery("d2", 50_053, foreign.worker().value())))
        .isInstanceOf(WorkerOfAnotherDaemon.class)
        .hasMessageContaining(foreign.worker().value());
    assertThat(database.text("select count(*) from worker")).isEqualTo("1");
  }

  @Test
  void a_registration_drops_the_answers_to_departures_of_the_workers_former_life() {
    RegisteredWorker worker = workers.register(registration("d1", 50_052));
    Departure departure =
        new Departure(
            worker.worker(),
            Departure.Manner.GRACEFUL,
            Optional.of(new RequestKey("r1", "fingerprint")));
    workers.unregister(departure);
    workers.register(registration("d1", 50_052));

    assertThat(workers.unregister(departure)).isEqualTo(Departure.Outcome.LEFT);
    assertThat(database.text("select inactive_at is null from worker")).isEqualTo("false");
  }

  @ParameterizedTest
  @CsvSource({
    "'',n,10.0.0.1,1,1,daemon_id",
    "d,' ',10.0.0.1,1,1,node_id",
    "d,n,'',1,1,node_address",
    "d,n,127.0.0.1,1,1,node_address",
    "d,n,LocalHost,1,1,node_address",
    "d,n,'[::]',1,1,node_address",
    "d,n,10.0.0.1,0,1,grpc_port",
    "d,n,10.0.0.1,65536,1,grpc_port",
    "d,n,10.0.0.1,1,0,p2p_port",
    "d,n,10.0.0.1,1,4294967295,p2p_port",
  })
  void what_cannot_be_is_refused_by_the_fields_name(
      String daemon, String node, String address, long grpcPort, long p2pPort, String field) {
    WorkerRegistration bad =
        new WorkerRegistration(daemon, node, address, grpcPort, p2pPort, 0, 0, 0, Optional.empty());

    assertThatThrownBy(() -> workers.register(bad))
        .isInstanceOfSatisfying(
            InvalidRequest.class, refused -> assertThat(refused.field()).isEqualTo(field));
    assertThat(database.text("select count(*) from worker")).isEqualTo("0");
  }
}
