/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roster.node.TestRegistry;
import io.roster.node.catalog.Catalog;
import io.roster.node.catalog.MetadataPublisher;
import io.roster.node.inventory.Memory;
import io.roster.node.inventory.MemoryDaemon;
import io.roster.node.inventory.Peer;
import io.roster.node.inventory.ReplicaPlace;
import io.roster.node.reconcile.Exports;
import io.roster.node.reconcile.ReplicaEntries;
import io.roster.node.reconcile.ReplicaIds;
import io.roster.node.reconcile.Retirement;
import io.roster.node.reconcile.SyncSchedule;
import io.roster.node.transfer.Fetches;
import io.roster.node.transfer.Publication;
import io.roster.node.transfer.Transports;
import io.roster.v1.AcknowledgeCommandRequest;
import io.roster.v1.Command;
import io.roster.v1.CommandKind;
import io.roster.v1.CommandOutcome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLoopTest {

  @TempDir Path directory;

  private final MemoryDaemon daemon = new MemoryDaemon();
  private final AtomicBoolean draining = new AtomicBoolean();
  private TestRegistry registry;
  private CommandLoop loop;

  @BeforeEach
  void start() throws Exception {
    registry = new TestRegistry();
    loop = newLoop();
  }

  private CommandLoop newLoop() {
    SyncSchedule schedule = new SyncSchedule(() -> {}, () -> {});
    Exports exports = new Exports();
    ReplicaIds replicaIds = new ReplicaIds();
    ReplicaEntries entries = new ReplicaEntries(TestRegistry.NODE, exports, 4);
    Retirement retirement =
        new Retirement(
            daemon,
            registry.client(),
            schedule,
            exports,
            replicaIds,
            Clock.systemUTC(),
            Duration.ofMillis(200));
    Transports transports = new Transports(registry.client(), registry.membership, entries);
    Publication publication =
        new Publication(
            registry.client(),
            registry.membership,
            daemon,
            entries,
            replicaIds,
            new MetadataPublisher(new Catalog(registry.client()), daemon, Runnable::run));
    Fetches fetches =
        new Fetches(daemon, daemon, transports, publication, schedule, TestRegistry.NODE);
    return new CommandLoop(
        TestRegistry.NODE,
        registry.membership,
        registry.client(),
        CommandMemory.open(directory),
        new Verbs(schedule, daemon, daemon, retirement, replicaIds, fetches, draining),
        work -> new Thread(work, "command").start(),
        new Random(1));
  }

  @AfterEach
  void stop() throws Exception {
    registry.close();
  }

  @Test
  void who_is_not_registered_takes_none() {
    assertThat(loop.step()).isPositive();
    assertThat(registry.takes).isEmpty();
  }

  @Test
  void the_first_take_after_a_start_gets_everything() {
    registry.register();
    loop.step();
    loop.step();
    assertThat(registry.takes).extracting(take -> take.getRestarted()).containsExactly(true, false);
  }

  @Test
  void an_evicted_replica_is_gone_and_its_operator_knows() {
    registry.register();
    ReplicaPlace place = daemon.hold("cgid:a", Memory.RAM);
    give(evict("c1"));
    await().until(() -> outcomes("c1").contains(CommandOutcome.COMMAND_OUTCOME_DONE));
    assertThat(daemon.find(place)).isEmpty();
    assertThat(registry.drains).extracting(drain -> drain.getReplicaId()).containsExactly("id-a");
  }

  @Test
  void a_pinned_replica_is_not_evicted_and_the_reason_is_said() {
    registry.register();
    ReplicaPlace place = daemon.hold("cgid:a", Memory.RAM);
    daemon.pin(place);
    give(evict("c1"));
    await().until(() -> outcomes("c1").contains(CommandOutcome.COMMAND_OUTCOME_FAILED));
    assertThat(daemon.find(place)).isPresent();
    assertThat(registry.acknowledgements)
        .last()
        .satisfies(last -> assertThat(last.getDetail()).contains("pinned"));
  }

  @Test
  void a_command_is_carried_out_once_also_over_a_restart() {
    registry.register();
    daemon.hold("cgid:a", Memory.RAM);
    give(evict("c1"));
    await().until(() -> outcomes("c1").contains(CommandOutcome.COMMAND_OUTCOME_DONE));
    ReplicaPlace again = daemon.hold("cgid:a", Memory.RAM);
    give(evict("c1"));
    loop = newLoop();
    give(evict("c1"));
    await()
        .until(
            () ->
                outcomes("c1").stream().filter(CommandOutcome.COMMAND_OUTCOME_DONE::equals).count()
                    == 3);
    assertThat(daemon.find(again)).isPresent();
  }

  @Test
  void a_prefetch_brings_the_artifact() {
    registry.register();
    daemon.peers.put(new Peer("10.0.0.2", 62), Map.of("cgid:p", new byte[] {7}));
    registry.permit("t1", "10.0.0.2", 62, 1);
    give(
        Command.newBuilder()
            .setCommandId("c2")
            .setKind(CommandKind.COMMAND_KIND_PREFETCH_ARTIFACT)
            .putParameters("artifact_id", "cgid:p")
            .build());
    await().until(() -> outcomes("c2").contains(CommandOutcome.COMMAND_OUTCOME_DONE));
    assertThat(daemon.find(new ReplicaPlace("cgid:p", Memory.RAM, 0))).isPresent();
  }

  @Test
  void drain_and_resume_decide_whether_the_node_takes_anything() {
    registry.register();
    give(
        Command.newBuilder()
            .setCommandId("d")
            .setKind(CommandKind.COMMAND_KIND_DRAIN_WORKER)
            .build());
    await().until(draining::get);
    give(
        Command.newBuilder()
            .setCommandId("r")
            .setKind(CommandKind.COMMAND_KIND_RESUME_WORKER)
            .build());
    await().until(() -> !draining.get());
  }

  @Test
  void an_acknowledgement_that_was_not_heard_is_given_with_the_next_delivery() {
    registry.register();
    daemon.hold("cgid:a", Memory.RAM);
    registry.commands.add(evict("c1"));
    loop.step();
    await().until(() -> outcomes("c1").contains(CommandOutcome.COMMAND_OUTCOME_DONE));
    registry.acknowledgements.clear();
    give(evict("c1"));
    assertThat(outcomes("c1")).containsExactly(CommandOutcome.COMMAND_OUTCOME_DONE);
  }

  @Test
  void a_registry_that_is_away_is_asked_again_later() {
    registry.register();
    registry.failure = Optional.of(io.grpc.Status.UNAVAILABLE);
    assertThat(loop.step()).isPositive();
    registry.failure = Optional.of(io.grpc.Status.UNIMPLEMENTED);
    assertThat(loop.step()).isGreaterThan(Duration.ofMinutes(1));
  }

  private void give(Command command) {
    registry.commands.add(command);
    loop.step();
  }

  private static Command evict(String id) {
    return Command.newBuilder()
        .setCommandId(id)
        .setKind(CommandKind.COMMAND_KIND_EVICT_REPLICA)
        .setTarget("id-a")
        .putParameters("artifact_id", "cgid:a")
        .putParameters("memory_type", "RAM")
        .putParameters("device_id", "0")
        .build();
  }

  private List<CommandOutcome> outcomes(String id) {
    return registry.acknowledgements.stream()
        .filter(each -> each.getCommandId().equals(id))
        .map(AcknowledgeCommandRequest::getOutcome)
        .toList();
  }
}
