/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app;

import static io.roster.registry.cluster.Workers.registration;
import static io.roster.registry.command.app.CommandingCoordinator.ANN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.registry.access.Identity;
import io.roster.registry.access.Role;
import io.roster.registry.audit.AuditFilter;
import io.roster.registry.audit.AuditRecord;
import io.roster.registry.audit.AuditResult;
import io.roster.registry.audit.AuditSort;
import io.roster.registry.audit.jpa.SqlAuditPictures;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.command.Command;
import io.roster.registry.command.CommandRequest;
import io.roster.registry.command.CommandState;
import io.roster.registry.command.Order;
import io.roster.registry.command.TargetChanged;
import io.roster.registry.key.TargetNotReady;
import io.roster.registry.key.TestCatalog;
import io.roster.registry.page.Paging;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.NotPermitted;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.platform.UnknownThing;
import io.roster.registry.transport.Fleet;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators do to transports, keys and leases; who may; and what the audit keeps of it. */
class OperatorVerbsTest {

  private static final Identity VERA =
      new Identity(Actor.user("vera"), Set.of(Role.VIEWER), "10.0.0.7");
  private static final Identity OLGA =
      new Identity(Actor.user("olga"), Set.of(Role.OPERATOR), "10.0.0.8");

  private final TestDatabase database = TestDatabase.clean();
  private final TestCatalog catalog = new TestCatalog("c", database);
  private final CommandingCoordinator a = new CommandingCoordinator("a", database);

  @AfterEach
  void end() {
    a.close();
    catalog.close();
  }

  private List<AuditRecord> audit() {
    return new SqlAuditPictures(database.dataSource())
        .list(AuditFilter.all(), Paging.byLast(AuditSort.TIME))
        .rows();
  }

  private long revision() {
    return Long.parseLong(database.text("select revision from journal_head"));
  }

  // Transports

  private UUID transport(UUID replica) {
    UUID id = UUID.randomUUID();
    database.execute(
        """
        insert into transport (transport_id, request_id, fingerprint, artifact_id, view_id, replica_id, source_worker_id,
          source_node_id, source_address, source_port, memory_size, requester_node_id, requester_address, requester_port,
          requester_worker_id, status, created_at)
        values ('%s', 'r-%s', '', 'artifact', '', '%s', 'w1', 'n1', '10.0.0.1', 65090, 10, 'n2', '10.0.0.2', 65090, 'w2',
          'in_progress', now());
        insert into replica_counter values ('%s', 1, now());
        """
            .formatted(id, id, replica, replica));
    return id;
  }

  @Test
  void a_cancelled_transport_is_over_and_frees_its_source() {
    UUID replica = new Fleet(database).source("artifact", 1);
    UUID transport = transport(replica);

    Command done = a.issue(Order.cancelTransport(transport));

    assertThat(done.state()).isEqualTo(CommandState.DONE);
    assertThat(database.text("select outcome from transport where transport_id = ?", transport))
        .isEqualTo("cancelled");
    assertThat(
            database.text(
                "select current_requests from replica_counter where replica_id = ?", replica))
        .isEqualTo("0");
    assertThat(
            database.text(
                "select actor from journal where subject = ? and kind = 'transport.completed'",
                transport.toString()))
        .isEqualTo("user:ann");
    assertThat(a.issue(Order.cancelTransport(transport)).detail()).isEqualTo("it was over already");
  }

  @Test
  void a_transport_that_there_is_not_cannot_be_cancelled() {
    assertThatThrownBy(() -> a.issue(Order.cancelTransport(new UUID(1, 2))))
        .isInstanceOf(UnknownThing.class);
  }

  @Test
  void a_transport_that_changed_since_the_look_is_left_alone() {
    UUID transport = transport(UUID.randomUUID());
    long looked = revision();
    a.issue(Order.cancelTransport(transport));

    assertThatThrownBy(() -> issueAt(Order.cancelTransport(transport), looked))
        .isInstanceOf(TargetChanged.class);
    assertThat(audit().get(0).result()).isEqualTo(AuditResult.CONFLICT);
  }

  private Command issueAt(Order order, long revision) {
    return a.registry()
        .issue(
            new CommandRequest(
                order,
                "a test wants it",
                UUID.randomUUID().toString(),
                OptionalLong.of(revision),
                Duration.ofMinutes(1)),
            ANN);
  }

  // Keys

  @Test
  void a_key_is_swapped_when_it_has_the_expected_generation() {
    String one = catalog.publish("one");
    String two = catalog.publish("two");
    catalog.swap("key", one);

    Command done = a.issue(Order.swapKey("key", two, 0));

    assertThat(done.state()).isEqualTo(CommandState.DONE);
    assertThat(done.detail()).isEqualTo("generation 1");
    assertThat(database.text("select artifact_id from artifact_key")).isEqualTo(two);
    assertThatThrownBy(() -> a.issue(Order.swapKey("key", one, 0)))
        .isInstanceOf(TargetChanged.class)
        .hasMessageContaining("generation 1, not 0");
  }

  @Test
  void a_key_is_not_swapped_to_what_nobody_could_read() {
    catalog.swap("key", catalog.publish("one"));

    assertThatThrownBy(() -> a.issue(Order.swapKey("key", "mi2:nothing", 0)))
        .isInstanceOf(TargetNotReady.class);
    assertThatThrownBy(() -> a.issue(Order.swapKey("other", "mi2:nothing", 0)))
        .isInstanceOf(UnknownThing.class);
    assertThat(database.text("select count(*) from command")).isEqualTo("0");
  }

  @Test
  void a_revoked_key_is_gone() {
    catalog.swap("key", catalog.publish("one"));

    assertThat(a.issue(Order.revokeKey("key")).state()).isEqualTo(CommandState.DONE);

    assertThat(database.text("select count(*) from artifact_key")).isEqualTo("0");
    assertThatThrownBy(() -> a.issue(Order.revokeKey("key"))).isInstanceOf(UnknownThing.class);
  }

  // Leases

  @Test
  void a_released_lease_is_free_for_whoever_comes_first() {
    database.execute(
        "insert into shard_lease (shard_id, holder_daemon_id, lease_token, generation, expires_at)"
            + " values (7, 'd1', 't', 3, now() + interval '1 hour')");

    assertThat(a.issue(Order.releaseLease(7)).state()).isEqualTo(CommandState.DONE);

    assertThat(database.text("select holder_daemon_id || generation from shard_lease"))
        .isEqualTo("3");
    assertThat(database.text("select actor from journal where kind = 'shard_lease.released'"))
        .isEqualTo("user:ann");
    assertThat(a.issue(Order.releaseLease(7)).detail()).isEqualTo("nobody held it any more");
    assertThatThrownBy(() -> a.issue(Order.releaseLease(8))).isInstanceOf(UnknownThing.class);
  }

  // Who may

  @Test
  void a_viewer_asks_for_nothing_and_an_operator_not_for_what_cannot_be_taken_back() {
    WorkerId worker =
        new io.roster.registry.cluster.app.ClusterActions(database)
            .register(registration("d1", 50_052))
            .worker();

    assertThatThrownBy(() -> issue(Order.drain(worker), VERA)).isInstanceOf(NotPermitted.class);
    assertThatThrownBy(() -> issue(Order.forceUnregister(worker), OLGA))
        .isInstanceOf(NotPermitted.class)
        .hasMessageContaining("needs the role ADMIN");
    Command drained = issue(Order.drain(worker), OLGA);

    assertThat(drained.state()).isEqualTo(CommandState.DONE);
    assertThat(audit())
        .extracting(AuditRecord::actor, AuditRecord::action, AuditRecord::result)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("user:olga", "DRAIN_WORKER", AuditResult.ACCEPTED),
            org.assertj.core.groups.Tuple.tuple(
                "user:olga", "FORCE_UNREGISTER", AuditResult.FORBIDDEN),
            org.assertj.core.groups.Tuple.tuple(
                "user:vera", "DRAIN_WORKER", AuditResult.FORBIDDEN));
    assertThat(audit().get(0))
        .satisfies(
            record -> {
              assertThat(record.origin()).isEqualTo("10.0.0.8");
              assertThat(record.reason()).isEqualTo("a test wants it");
              assertThat(record.command()).isEqualTo(drained.id().toString());
            });
  }

  private Command issue(Order order, Identity who) {
    return a.registry()
        .issue(CommandRequest.of(order, "a test wants it", UUID.randomUUID().toString()), who);
  }

  @Test
  void a_repetition_is_told_from_the_first_time() {
    catalog.swap("key", catalog.publish("one"));
    a.issue(Order.revokeKey("key"), "same");
    a.issue(Order.revokeKey("key"), "same");

    assertThat(audit())
        .extracting(AuditRecord::result)
        .containsExactly(AuditResult.REPEATED, AuditResult.ACCEPTED);
  }

  @Test
  void what_is_in_the_audit_stays_as_it_is() {
    a.registry();
    assertThatThrownBy(() -> a.issue(Order.revokeKey("nothing"))).isInstanceOf(UnknownThing.class);

    assertThatThrownBy(() -> database.execute("update audit set actor = 'user:nobody'"))
        .hasMessageContaining("stays as it is");
    assertThat(audit()).extracting(AuditRecord::result).containsExactly(AuditResult.REFUSED);
  }

  @Test
  void what_is_older_than_is_kept_goes_and_nothing_else() {
    database.execute(
        """
        insert into audit (at, actor, origin, action, target, result, reason, request_id, command_id, detail, revision)
        select now() - i * interval '1 day', 'user:ann', '', 'LOG_IN', '', 'ACCEPTED', '', '', '', '', 0
        from generate_series(0, 9) i
        """);

    int gone =
        database.inTransaction(
            entities ->
                new io.roster.registry.audit.jpa.SqlAuditLog(entities)
                    .forget(Duration.ofDays(5).plusHours(1), 3));

    assertThat(gone).isEqualTo(3);
    assertThat(
            database.text("select count(*) from audit where at < now() - interval '6 days 1 hour'"))
        .isEqualTo("0");
  }

  @Test
  void an_order_that_is_malformed_is_refused() {
    assertThatThrownBy(
            () ->
                a.issue(
                    new Order(
                        io.roster.registry.command.CommandKind.RELEASE_LEASE,
                        "seven",
                        java.util.Map.of())))
        .isInstanceOf(InvalidRequest.class);
  }
}
