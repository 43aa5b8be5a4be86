/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app;

import static io.roster.registry.cluster.Workers.registration;
import static io.roster.registry.cluster.Workers.replica;
import static io.roster.registry.command.app.CommandingCoordinator.ANN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.roster.registry.cluster.UnknownWorker;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.app.ClusterActions;
import io.roster.registry.command.Command;
import io.roster.registry.command.CommandKind;
import io.roster.registry.command.CommandPage;
import io.roster.registry.command.CommandQuery;
import io.roster.registry.command.CommandRequest;
import io.roster.registry.command.CommandState;
import io.roster.registry.command.IdempotencyKeyReused;
import io.roster.registry.command.NodeCommands.Acknowledgement;
import io.roster.registry.command.NodeCommands.Outcome;
import io.roster.registry.command.NodeCommands.Taker;
import io.roster.registry.command.Order;
import io.roster.registry.command.TargetChanged;
import io.roster.registry.command.UnknownCommand;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.replica.MemoryType;
import io.roster.registry.replica.UnknownReplica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandTest {

  private static final Duration NOW = Duration.ZERO;
  private static final Duration LONG = Duration.ofMinutes(1);

  private final TestDatabase database = TestDatabase.clean();
  private final ClusterActions workers = new ClusterActions(database);
  private final WorkerId worker = workers.register(registration("d1", 50_052)).worker();
  private final CommandingCoordinator a = new CommandingCoordinator("a", database);
  private final CommandingCoordinator b = new CommandingCoordinator("b", database);

  @BeforeEach
  void lead() {
    a.core().electing();
    await().until(a.core().leadership()::leads);
  }

  @AfterEach
  void end() {
    a.close();
    b.close();
  }

  // What is asked for, and by whom

  @Test
  void what_a_node_must_do_is_written_down_and_waits() {
    Command command =
        a.issue(Order.prefetch(worker, "artifact", Optional.of(MemoryType.GPU)), "key");

    assertThat(command.state()).isEqualTo(CommandState.PENDING);
    assertThat(command.worker()).contains(worker);
    assertThat(command.deadline()).isEqualTo(command.createdAt().plus(Duration.ofMinutes(10)));
    assertThat(b.registry().find(command.id())).isEqualTo(command);
    assertThat(journal()).containsExactly("command.requested user:ann " + command.id());
    assertThat(
            database.text(
                "select after ->> 'reason' from journal where kind = 'command.requested'"))
        .isEqualTo("a test wants it");
  }

  @Test
  void the_same_request_with_the_same_key_is_the_same_command_wherever_it_is_sent() {
    Command first = a.issue(Order.requestResync(worker), "key");

    assertThat(b.issue(Order.requestResync(worker), "key")).isEqualTo(first);
    assertThat(a.issue(Order.requestResync(worker), "other").id()).isNotEqualTo(first.id());
    assertThat(database.text("select count(*) from command")).isEqualTo("2");
  }

  @Test
  void one_key_cannot_stand_for_two_requests() {
    Command first = a.issue(Order.requestResync(worker), "key");

    assertThatThrownBy(() -> b.issue(Order.drain(worker), "key"))
        .isInstanceOf(IdempotencyKeyReused.class)
        .hasMessageContaining(first.id().toString());
    assertThatThrownBy(
            () ->
                b.registry()
                    .issue(
                        CommandRequest.of(Order.requestResync(worker), "another reason", "key"),
                        ANN))
        .isInstanceOf(IdempotencyKeyReused.class);
  }

  @Test
  void the_same_key_at_two_coordinators_at_once_makes_one_command() throws Exception {
    for (int round = 0; round < 20; round++) {
      String key = "round-" + round;
      Order order = round % 2 == 0 ? Order.drain(worker) : Order.resume(worker);
      CyclicBarrier together = new CyclicBarrier(2);
      List<CompletableFuture<Command>> answers = new ArrayList<>();
      for (CommandingCoordinator coordinator : List.of(a, b)) {
        answers.add(
            CompletableFuture.supplyAsync(
                () -> {
                  meet(together);
                  return coordinator.issue(order, key);
                }));
      }
      assertThat(answers.get(0).get().id()).isEqualTo(answers.get(1).get().id());
    }
    assertThat(database.text("select count(*) from command")).isEqualTo("20");
    assertThat(
            database.text(
                "select count(*) from journal where kind like 'worker.%' and actor = 'user:ann'"))
        .isEqualTo("20");
  }

  @Test
  void reason_and_key_are_required_and_the_time_limit_has_bounds() {
    Order order = Order.drain(worker);
    assertThatThrownBy(() -> CommandRequest.of(order, " ", "key"))
        .isInstanceOf(InvalidRequest.class)
        .hasMessage("reason is required");
    assertThatThrownBy(() -> CommandRequest.of(order, "because", ""))
        .isInstanceOf(InvalidRequest.class)
        .hasMessage("idempotency_key is required");
    assertThatThrownBy(() -> request(order, OptionalLong.empty(), Duration.ofDays(8)))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageStartingWith("time_limit must be from");
  }

  @Test
  void what_does_not_exist_is_not_found_and_nothing_is_written_down() {
    WorkerId nobody = new WorkerId("nobody");
    UUID nothing = UUID.randomUUID();
    for (Order order :
        List.of(
            Order.requestResync(nobody),
            Order.drain(nobody),
            Order.forceUnregister(nobody),
            Order.prefetch(nobody, "artifact", Optional.empty()))) {
      assertThatThrownBy(() -> a.issue(order)).isInstanceOf(UnknownWorker.class);
    }
    assertThatThrownBy(() -> a.issue(Order.evict(nothing))).isInstanceOf(UnknownReplica.class);
    assertThatThrownBy(() -> a.issue(Order.markUnavailable(nothing)))
        .isInstanceOf(UnknownReplica.class);
    assertThatThrownBy(() -> a.registry().find(nothing)).isInstanceOf(UnknownCommand.class);
    assertThat(database.text("select count(*) from command")).isEqualTo("0");
  }

  @Test
  void a_target_that_has_changed_since_the_operator_looked_is_left_alone() {
    long looked = revision();
    a.issue(Order.drain(worker));

    assertThatThrownBy(
            () -> b.registry().issue(request(Order.resume(worker), at(looked), LONG), ANN))
        .isInstanceOf(TargetChanged.class)
        .hasMessageContaining("worker.draining");
    assertThat(draining()).isEqualTo("true");

    assertThat(b.registry().issue(request(Order.resume(worker), at(revision()), LONG), ANN).state())
        .isEqualTo(CommandState.DONE);
  }

  @Test
  void a_replica_changes_with_its_worker_too() {
    replica(database, worker, "artifact");
    long looked = revision();
    a.issue(Order.drain(worker));

    assertThatThrownBy(
            () -> b.registry().issue(request(Order.evict(replicaId()), at(looked), LONG), ANN))
        .isInstanceOf(TargetChanged.class);
  }

  @Test
  void a_look_that_nobody_can_judge_any_more_is_refused() {
    database.execute("update journal_head set first_kept = 2");

    assertThatThrownBy(() -> a.registry().issue(request(Order.drain(worker), at(0), LONG), ANN))
        .isInstanceOf(TargetChanged.class);
    assertThatThrownBy(() -> a.registry().issue(request(Order.drain(worker), at(1_000), LONG), ANN))
        .isInstanceOf(TargetChanged.class)
        .hasMessageContaining("too long ago");
  }

  @Test
  void of_two_who_looked_at_the_same_picture_one_acts() throws Exception {
    for (int round = 0; round < 10; round++) {
      long looked = revision();
      Order order = round % 2 == 0 ? Order.drain(worker) : Order.resume(worker);
      CyclicBarrier together = new CyclicBarrier(2);
      List<CompletableFuture<Boolean>> answers = new ArrayList<>();
      for (CommandingCoordinator coordinator : List.of(a, b)) {
        answers.add(
            CompletableFuture.supplyAsync(
                () -> {
                  meet(together);
                  try {
                    coordinator.registry().issue(request(order, at(looked), LONG), ANN);
                    return true;
                  } catch (TargetChanged late) {
                    return false;
                  }
                }));
      }
      assertThat(List.of(answers.get(0).get(), answers.get(1).get()))
          .containsExactlyInAnyOrder(true, false);
    }
  }

  // What the registry does itself

  @Test
  void draining_is_done_at_once_and_stays_over_a_registration() {
    Command drained = a.issue(Order.drain(worker));

    assertThat(drained.state()).isEqualTo(CommandState.DONE);
    assertThat(draining()).isEqualTo("true");
    assertThat(journal())
        .containsExactly(
            "command.requested user:ann " + drained.id(),
            "worker.draining user:ann " + worker,
            "command.done user:ann " + drained.id());
    await().until(() -> b.core().workers().find(worker).orElseThrow().draining());

    workers.register(registration("d1", 50_052));
    assertThat(draining()).isEqualTo("true");
    assertThat(a.issue(Order.drain(worker)).detail()).isEqualTo("it was draining already");

    assertThat(a.issue(Order.resume(worker)).state()).isEqualTo(CommandState.DONE);
    assertThat(draining()).isEqualTo("false");
    assertThat(a.issue(Order.resume(worker)).detail()).isEqualTo("it was not draining");
  }

  @Test
  void a_worker_is_unregistered_by_force_in_the_operators_name() {
    replica(database, worker, "artifact");

    Command gone = a.issue(Order.forceUnregister(worker));

    assertThat(gone.state()).isEqualTo(CommandState.DONE);
    assertThat(database.text("select is_available from replica")).isEqualTo("false");
    assertThat(database.text("select actor from journal where kind = 'worker.unregistered'"))
        .isEqualTo("user:ann");
    await().until(() -> b.core().workers().find(worker).isEmpty());
    assertThatThrownBy(() -> a.issue(Order.forceUnregister(worker)))
        .isInstanceOf(UnknownWorker.class);
  }

  @Test
  void a_replica_is_made_unavailable_and_every_memory_knows() {
    replica(database, worker, "artifact");
    UUID id = replicaId();

    assertThat(a.issue(Order.markUnavailable(id)).state()).isEqualTo(CommandState.DONE);

    assertThat(database.text("select is_available from replica")).isEqualTo("false");
    await().until(() -> b.core().replicas().find(id).isPresent());
    assertThat(b.core().replicas().find(id).orElseThrow().available()).isFalse();
    assertThat(
            database.text(
                "select (before ->> 'available') || ' ' || (after ->> 'available') from journal where kind = 'replica.updated'"))
        .isEqualTo("true false");
    assertThat(a.issue(Order.markUnavailable(id)).detail()).isEqualTo("it was unavailable already");
  }

  // How nodes get theirs

  @Test
  void a_node_is_given_what_waited_for_it_the_oldest_first() {
    Command first = a.issue(Order.prefetch(worker, "one", Optional.empty()));
    Command second = b.issue(Order.prefetch(worker, "two", Optional.empty()));
    awaitOpen(a, 2);

    List<Command> given = a.take(worker, "d1", NOW).join();

    assertThat(given).extracting(Command::id).containsExactly(first.id(), second.id());
    assertThat(given)
        .allSatisfy(
            command -> {
              assertThat(command.state()).isEqualTo(CommandState.DELIVERED);
              assertThat(command.deliveries()).isEqualTo(1);
            });
    assertThat(journal()).contains("command.delivered daemon:d1 " + first.id());
    assertThat(a.take(worker, "d1", NOW).join()).isEmpty();
  }

  @Test
  void a_node_that_waits_is_given_what_is_asked_for_anywhere() {
    CompletableFuture<List<Command>> answer = b.take(worker, "d1", LONG);
    assertThat(answer).isNotDone();

    Command command = a.issue(Order.requestResync(worker));

    assertThat(answer.join()).extracting(Command::id).containsExactly(command.id());
    await().until(() -> b.nodes().size() == 0);
  }

  @Test
  void a_wait_ends_when_its_time_is_over_or_a_later_one_begins_or_nobody_waits_any_more() {
    assertThat(a.take(worker, "d1", Duration.ofMillis(100)).join()).isEmpty();

    CompletableFuture<List<Command>> earlier = a.take(worker, "d1", LONG);
    CompletableFuture<List<Command>> later = a.take(worker, "d1", LONG);
    assertThat(earlier.join()).isEmpty();

    later.cancel(false);
    await().until(() -> a.nodes().size() == 0);
    Command command = a.issue(Order.requestResync(worker));
    assertThat(command.deliveries()).isZero();
    assertThat(a.registry().find(command.id()).deliveries()).isZero();
  }

  @Test
  void only_the_daemon_of_an_active_worker_is_given_anything() {
    assertThatThrownBy(() -> a.take(worker, "another", NOW)).isInstanceOf(UnknownWorker.class);
    workers.unregister(worker);
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> a.take(worker, "d1", NOW))
                    .isInstanceOf(UnknownWorker.class));
  }

  @Test
  void two_calls_at_two_coordinators_are_not_given_the_same_command() {
    CompletableFuture<List<Command>> atA = a.take(worker, "d1", Duration.ofSeconds(2));
    CompletableFuture<List<Command>> atB = b.take(worker, "d1", Duration.ofSeconds(2));

    a.issue(Order.requestResync(worker));

    assertThat(atA.join().size() + atB.join().size()).isEqualTo(1);
  }

  @Test
  void what_is_not_answered_comes_again_and_what_was_accepted_later_still() {
    Command command = a.issue(Order.prefetch(worker, "one", Optional.empty()));
    assertThat(a.take(worker, "d1", LONG).join()).hasSize(1);

    passes(command, Duration.ofSeconds(16));
    Command again = a.take(worker, "d1", LONG).join().get(0);
    assertThat(again.deliveries()).isEqualTo(2);

    a.acknowledge(command, Outcome.ACCEPTED, "");
    passes(command, Duration.ofSeconds(16));
    assertThat(a.take(worker, "d1", Duration.ofMillis(600)).join()).isEmpty();
    passes(command, Duration.ofSeconds(61));
    Command accepted = a.take(worker, "d1", LONG).join().get(0);
    assertThat(accepted.state()).isEqualTo(CommandState.ACKNOWLEDGED);
    assertThat(accepted.deliveries()).isEqualTo(3);
  }

  @Test
  void a_node_that_restarted_is_given_everything_that_is_not_finished() {
    Command accepted = a.issue(Order.prefetch(worker, "one", Optional.empty()));
    Command done = a.issue(Order.prefetch(worker, "two", Optional.empty()));
    assertThat(a.take(worker, "d1", LONG).join()).hasSize(2);
    a.acknowledge(accepted, Outcome.ACCEPTED, "");
    a.acknowledge(done, Outcome.DONE, "");

    List<Command> given = a.registry().take(new Taker(worker, "d1", LONG, true)).join();

    assertThat(given).extracting(Command::id).containsExactly(accepted.id());
  }

  @Test
  void a_command_goes_from_step_to_step_and_never_back() {
    Command command = a.issue(Order.prefetch(worker, "one", Optional.empty()));

    assertThat(b.acknowledge(command, Outcome.ACCEPTED, "loading").state())
        .isEqualTo(CommandState.ACKNOWLEDGED);
    Command failed = a.acknowledge(command, Outcome.FAILED, "no\nroom" + "!".repeat(3_000));
    assertThat(failed.state()).isEqualTo(CommandState.FAILED);
    assertThat(failed.detail()).startsWith("no room!").hasSize(2_000);

    assertThat(b.acknowledge(command, Outcome.DONE, "")).isEqualTo(failed);
    assertThat(b.acknowledge(command, Outcome.ACCEPTED, "")).isEqualTo(failed);
    assertThat(journal())
        .containsExactly(
            "command.requested user:ann " + command.id(),
            "command.acknowledged daemon:d1 " + command.id(),
            "command.failed daemon:d1 " + command.id());
    await().until(() -> a.open().size() == 0 && b.open().size() == 0);
  }

  @Test
  void nobody_acknowledges_what_is_not_theirs_and_a_failure_has_a_reason() {
    Command command = a.issue(Order.prefetch(worker, "one", Optional.empty()));

    assertThatThrownBy(
            () ->
                a.registry()
                    .acknowledge(
                        new Acknowledgement(
                            command.id(), new WorkerId("other"), "d2", Outcome.DONE, "")))
        .isInstanceOf(UnknownCommand.class);
    assertThatThrownBy(() -> a.acknowledge(command, Outcome.FAILED, " "))
        .isInstanceOf(InvalidRequest.class);
  }

  @Test
  void two_words_in_one_transaction_are_taken_one_after_the_other() {
    Command command = a.issue(Order.prefetch(worker, "one", Optional.empty()));

    Command second =
        a.core()
            .changes()
            .changeAlone(
                "both",
                () -> {
                  a.acknowledging().run(said(command, Outcome.DONE));
                  return a.acknowledging().run(said(command, Outcome.ACCEPTED));
                });

    assertThat(second.state()).isEqualTo(CommandState.DONE);
    assertThat(a.registry().find(command.id()).state()).isEqualTo(CommandState.DONE);
    assertThat(journal()).doesNotContain("command.acknowledged daemon:d1 " + command.id());
  }

  private Acknowledgement said(Command command, Outcome outcome) {
    return new Acknowledgement(command.id(), worker, "d1", outcome, "");
  }

  // How they end

  @Test
  void what_is_not_finished_in_time_expires() {
    Command command = a.issue(Order.prefetch(worker, "one", Optional.empty()));
    database.execute("update command set deadline = now() - interval '1 second'");

    a.runJobs();

    Command expired = a.registry().find(command.id());
    assertThat(expired.state()).isEqualTo(CommandState.EXPIRED);
    assertThat(expired.detail()).isEqualTo("not finished in time, it was PENDING");
    assertThat(journal()).contains("command.expired system:command-expiry " + command.id());
    assertThat(a.acknowledge(command, Outcome.DONE, "").state()).isEqualTo(CommandState.EXPIRED);
  }

  @Test
  void a_resync_is_done_when_the_worker_has_reconciled_after_it() {
    Command command = a.issue(Order.requestResync(worker));
    assertThat(a.open().wants(worker)).isTrue();
    await().until(() -> b.open().wants(worker));

    a.runJobs();
    assertThat(a.registry().find(command.id()).isOpen()).isTrue();
    database.execute("update worker_reconcile set request_seq = request_seq + 1");
    a.runJobs();

    assertThat(a.registry().find(command.id()).state()).isEqualTo(CommandState.DONE);
    assertThat(a.open().wants(worker)).isFalse();
    await().until(() -> !b.open().wants(worker));
  }

  @Test
  void a_new_registration_alone_is_no_reconcile_but_one_after_it_is() {
    Command command = a.issue(Order.requestResync(worker));
    workers.register(registration("d1", 50_052));

    a.runJobs();
    assertThat(a.registry().find(command.id()).isOpen()).isTrue();
    database.execute("update worker_reconcile set request_seq = 1");
    a.runJobs();
    assertThat(a.registry().find(command.id()).state()).isEqualTo(CommandState.DONE);
  }

  @Test
  void no_heartbeat_asks_for_a_reconcile_that_was_just_seen() {
    a.issue(Order.requestResync(worker));
    await().until(() -> b.open().wants(worker));

    a.core()
        .changes()
        .changeAlone(
            "reconcile",
            () -> {
              a.core()
                  .journal()
                  .append(
                      Actor.daemon("d1"),
                      "worker.reconciled",
                      worker.value(),
                      jakarta.json.JsonValue.NULL,
                      jakarta.json.Json.createObjectBuilder()
                          .add("state_version", "2")
                          .add("state_checksum", "x")
                          .build());
              return true;
            });

    assertThat(a.open().wants(worker)).isFalse();
    await().until(() -> !b.open().wants(worker));
  }

  @Test
  void an_eviction_is_done_when_the_replica_is_gone() {
    replica(database, worker, "artifact");
    Command command = a.issue(Order.evict(replicaId()));
    assertThat(command.worker()).contains(worker);
    assertThat(command.order().parameters())
        .containsEntry("artifact_id", "artifact")
        .containsEntry("memory_type", "RAM");

    a.runJobs();
    assertThat(a.registry().find(command.id()).isOpen()).isTrue();
    database.execute("delete from replica");
    a.runJobs();

    assertThat(a.registry().find(command.id()))
        .extracting(Command::state, Command::detail)
        .containsExactly(CommandState.DONE, "the replica is gone");
  }

  @Test
  void commands_of_a_worker_that_is_gone_for_good_are_cancelled() {
    Command command = a.issue(Order.requestResync(worker));
    workers.register(registration("another", 50_052));

    a.runJobs();

    assertThat(a.registry().find(command.id()).state()).isEqualTo(CommandState.CANCELLED);
  }

  @Test
  void an_operator_withdraws_what_is_open_and_nothing_else() {
    Command open = a.issue(Order.requestResync(worker));
    Command done = a.issue(Order.drain(worker));

    assertThat(b.registry().cancel(open.id(), "not needed", ANN))
        .extracting(Command::state, Command::detail)
        .containsExactly(CommandState.CANCELLED, "not needed");
    assertThat(b.registry().cancel(done.id(), "not needed", ANN)).isEqualTo(done);
    assertThatThrownBy(() -> b.registry().cancel(open.id(), "", ANN))
        .isInstanceOf(InvalidRequest.class);
  }

  @Test
  void finished_commands_are_forgotten_and_open_ones_never() {
    Command open = a.issue(Order.requestResync(worker));
    Command done = a.issue(Order.drain(worker), "key");
    database.execute("update command set updated_at = now() - interval '2 hours'");

    a.runJobs();

    assertThat(a.registry().find(open.id()).isOpen()).isTrue();
    assertThatThrownBy(() -> a.registry().find(done.id())).isInstanceOf(UnknownCommand.class);
    assertThat(a.issue(Order.drain(worker), "key").id()).isNotEqualTo(done.id());
  }

  // Who leads

  @Test
  void the_leader_hands_over_whoever_is_asked() {
    b.core().electing();

    Command command = b.issue(Order.handOver(Optional.empty()));

    assertThat(command.state()).isEqualTo(CommandState.PENDING);
    await().until(b.core().leadership()::leads);
    b.runJobs();
    assertThat(b.registry().find(command.id()))
        .extracting(Command::state, Command::detail)
        .containsExactly(CommandState.DONE, "b leads under epoch 2");
    assertThat(a.core().leadership().leads()).isFalse();
  }

  @Test
  void the_leader_hands_over_to_the_one_that_was_named() {
    b.core().electing();
    try (CommandingCoordinator c = new CommandingCoordinator("c", database)) {
      c.core().electing();

      a.issue(Order.handOver(Optional.of("c")));

      await().until(c.core().leadership()::leads);
      assertThat(database.text("select successor || epoch from leadership")).isEqualTo("2");
      assertThat(a.issue(Order.handOver(Optional.of("c"))))
          .extracting(Command::state, Command::detail)
          .containsExactly(CommandState.DONE, "c leads already, under epoch 2");
    }
  }

  @Test
  void when_the_one_that_was_named_does_not_come_anyone_may_lead() {
    b.core().electing();

    a.issue(Order.handOver(Optional.of("nobody")));

    await().until(() -> !a.core().leadership().held().running());
    await().until(() -> a.core().leadership().held().epoch() == 2);
  }

  // How they are found

  @Test
  void commands_are_listed_the_newest_first_page_by_page_and_as_filtered() {
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(0, a.issue(Order.prefetch(worker, "artifact-" + i, Optional.empty())).id());
    }
    a.issue(Order.drain(worker));

    CommandQuery prefetches = query(Set.of(CommandState.PENDING), Set.of(), Optional.empty());
    CommandPage first = b.registry().list(prefetches);
    CommandPage second = b.registry().list(query(prefetches, first.next()));
    CommandPage third = b.registry().list(query(prefetches, second.next()));

    assertThat(first.commands()).extracting(Command::id).isEqualTo(ids.subList(0, 2));
    assertThat(second.commands()).extracting(Command::id).isEqualTo(ids.subList(2, 4));
    assertThat(third.commands()).extracting(Command::id).isEqualTo(ids.subList(4, 5));
    assertThat(third.next()).isEmpty();
    assertThat(
            b.registry()
                .list(
                    query(Set.of(), Set.of(CommandKind.DRAIN_WORKER), Optional.of(worker.value())))
                .commands())
        .extracting(Command::kind)
        .containsExactly(CommandKind.DRAIN_WORKER);
    assertThat(b.registry().list(query(Set.of(), Set.of(), Optional.of("x"))).commands()).isEmpty();
  }

  @Test
  void a_workers_commands_are_those_for_its_node_and_those_about_itself() {
    a.issue(Order.prefetch(worker, "one", Optional.empty()));
    a.issue(Order.drain(worker));

    assertThat(b.registry().list(ofWorker(worker.value())).commands())
        .extracting(Command::kind)
        .containsExactly(CommandKind.DRAIN_WORKER, CommandKind.PREFETCH_ARTIFACT);
    assertThat(b.registry().list(ofWorker("nobody")).commands()).isEmpty();
  }

  private static CommandQuery ofWorker(String worker) {
    return new CommandQuery(
        Set.of(), Set.of(), Optional.empty(), Optional.of(worker), Optional.empty(), 10);
  }

  @Test
  void memory_knows_the_open_ones_after_a_start_as_well() {
    Command command = a.issue(Order.prefetch(worker, "one", Optional.of(MemoryType.GPU)));
    a.issue(Order.drain(worker));

    try (CommandingCoordinator late = new CommandingCoordinator("late", database)) {
      assertThat(late.open().size()).isEqualTo(1);
      assertThat(late.open().count(CommandState.PENDING)).isEqualTo(1);
      assertThat(late.take(worker, "d1", LONG).join())
          .extracting(Command::id)
          .containsExactly(command.id());
    }
  }

  private static CommandQuery query(
      Set<CommandState> states, Set<CommandKind> kinds, Optional<String> target) {
    return new CommandQuery(states, kinds, target, Optional.empty(), Optional.empty(), 2);
  }

  private static CommandQuery query(CommandQuery query, Optional<CommandQuery.Place> after) {
    return new CommandQuery(
        query.states(), query.kinds(), query.target(), query.worker(), after, query.pageSize());
  }

  private static CommandRequest request(Order order, OptionalLong expected, Duration limit) {
    return new CommandRequest(
        order, "a test wants it", UUID.randomUUID().toString(), expected, limit);
  }

  private static OptionalLong at(long revision) {
    return OptionalLong.of(revision);
  }

  private static void meet(CyclicBarrier together) {
    try {
      together.await();
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static void awaitOpen(CommandingCoordinator coordinator, int many) {
    await().until(() -> coordinator.open().size() == many);
  }

  /** Makes the command's last step so much older, everywhere. */
  private void passes(Command command, Duration time) {
    database.execute(
        "update command set updated_at = now() - interval '"
            + time.toSeconds()
            + " seconds' where id = '"
            + command.id()
            + "'");
    a.open().load();
    b.open().load();
  }

  private long revision() {
    return Long.parseLong(database.text("select revision from journal_head"));
  }

  private String draining() {
    return database.text("select draining from worker");
  }

  private UUID replicaId() {
    return UUID.fromString(database.text("select replica_id from replica"));
  }

  /** Kind, actor and subject of what happened about commands and by the operator. */
  private List<String> journal() {
    String lines =
        database.text(
            "select string_agg(kind || ' ' || actor || ' ' || subject, '|' order by revision) from journal"
                + " where kind like 'command.%' or actor = 'user:ann'");
    return List.of(lines.split("\\|"));
  }
}
