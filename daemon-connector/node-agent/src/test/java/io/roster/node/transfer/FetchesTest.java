/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.connector.MemoryExhaustedException;
import io.roster.connector.PeerTransferException;
import io.roster.node.TestRegistry;
import io.roster.node.catalog.Catalog;
import io.roster.node.catalog.MetadataPublisher;
import io.roster.node.inventory.Memory;
import io.roster.node.inventory.MemoryDaemon;
import io.roster.node.inventory.Peer;
import io.roster.node.inventory.ReplicaPlace;
import io.roster.node.inventory.Target;
import io.roster.node.reconcile.Exports;
import io.roster.node.reconcile.ReplicaEntries;
import io.roster.node.reconcile.ReplicaIds;
import io.roster.node.reconcile.SyncSchedule;
import io.roster.node.transfer.FetchFailure.Reason;
import io.roster.wire.globalstore.v1.CompleteReplicaTransportRequest;
import io.roster.wire.globalstore.v1.TransportCompletionOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FetchesTest {

  private static final Peer B = new Peer("10.0.0.2", 62);
  private static final Peer C = new Peer("10.0.0.3", 62);

  private final MemoryDaemon daemon = new MemoryDaemon();
  private final SyncSchedule schedule = new SyncSchedule(() -> {}, () -> {});
  private TestRegistry registry;
  private Transports transports;
  private Fetches fetches;

  @BeforeEach
  void start() throws Exception {
    registry = new TestRegistry();
    registry.register();
    ReplicaEntries entries = new ReplicaEntries(TestRegistry.NODE, new Exports(), 4);
    MetadataPublisher metadata =
        new MetadataPublisher(new Catalog(registry.client()), daemon, Runnable::run);
    Publication publication =
        new Publication(
            registry.client(), registry.membership, daemon, entries, new ReplicaIds(), metadata);
    transports = new Transports(registry.client(), registry.membership, entries);
    fetches = new Fetches(daemon, daemon, transports, publication, schedule, TestRegistry.NODE);
    daemon.peers.put(B, Map.of("cgid:a", new byte[] {1, 2, 3}));
    daemon.peers.put(C, Map.of("cgid:a", new byte[] {1, 2, 3}));
  }

  @AfterEach
  void stop() throws Exception {
    registry.close();
  }

  @Test
  void what_is_here_is_not_fetched() throws Exception {
    daemon.hold("cgid:a", Memory.DISK);
    Fetched fetched = fetches.bring("cgid:a", Target.RAM);
    assertThat(fetched.source()).isEmpty();
    assertThat(daemon.asked).isEmpty();
  }

  @Test
  void a_permitted_source_gives_it_and_the_registry_hears_of_all() throws Exception {
    registry.permit("t1", B.host(), B.port(), 3);
    Fetched fetched = fetches.bring("cgid:a", Target.RAM);
    assertThat(fetched.source()).contains(B);
    assertThat(registry.replicas).hasSize(1);
    assertThat(registry.replicas.get(0).getTensorIndexData().isEmpty()).isFalse();
    assertThat(outcomes())
        .containsExactly(TransportCompletionOutcome.TRANSPORT_COMPLETION_OUTCOME_SUCCESS);
  }

  @Test
  void a_source_that_fails_is_told_and_the_next_is_asked() throws Exception {
    registry.permit("t1", B.host(), B.port(), 3);
    registry.permit("t2", C.host(), C.port(), 3);
    daemon.faulty.put(B, new PeerTransferException("cgid:a", "it was cut", List.of()));
    assertThat(fetches.bring("cgid:a", Target.RAM).source()).contains(C);
    assertThat(outcomes())
        .containsExactly(
            TransportCompletionOutcome.TRANSPORT_COMPLETION_OUTCOME_FAILED,
            TransportCompletionOutcome.TRANSPORT_COMPLETION_OUTCOME_SUCCESS);
    assertThat(registry.completions.get(0).getOutcomeDetail()).contains("it was cut");
    assertThat(registry.replicas).as("no broken replica").hasSize(1);
  }

  @Test
  void when_all_fail_the_sentence_names_each() {
    registry.permit("t1", B.host(), B.port(), 3);
    daemon.faulty.put(B, new PeerTransferException("cgid:a", "it was cut", List.of()));
    assertThatThrownBy(() -> fetches.bring("cgid:a", Target.RAM))
        .isInstanceOfSatisfying(
            FetchFailure.class, e -> assertThat(e.reason()).isEqualTo(Reason.SOURCES_FAILED))
        .hasMessageContaining("10.0.0.2:62: it was cut");
    assertThat(registry.replicas).isEmpty();
  }

  @Test
  void a_full_memory_is_no_source_s_fault_and_still_completes_the_transport() {
    registry.permit("t1", B.host(), B.port(), 3);
    daemon.faulty.put(B, new MemoryExhaustedException("cgid:a", "RAM is full"));
    assertThatThrownBy(() -> fetches.bring("cgid:a", Target.RAM))
        .isInstanceOf(MemoryExhaustedException.class);
    assertThat(outcomes())
        .containsExactly(TransportCompletionOutcome.TRANSPORT_COMPLETION_OUTCOME_FAILED);
  }

  @Test
  void nobody_has_it() {
    assertThatThrownBy(() -> fetches.bring("cgid:a", Target.RAM))
        .isInstanceOfSatisfying(
            FetchFailure.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN));
  }

  @Test
  void this_node_is_no_source_for_itself() throws Exception {
    registry.permit("t1", TestRegistry.NODE.address(), TestRegistry.NODE.p2pPort(), 3);
    registry.permit("t2", C.host(), C.port(), 3);
    assertThat(fetches.bring("cgid:a", Target.RAM).source()).contains(C);
    assertThat(daemon.asked).containsExactly(C);
    assertThat(outcomes())
        .startsWith(TransportCompletionOutcome.TRANSPORT_COMPLETION_OUTCOME_FAILED);
  }

  @Test
  void without_the_registry_the_source_of_the_last_time_is_asked() throws Exception {
    registry.permit("t1", B.host(), B.port(), 3);
    fetches.bring("cgid:a", Target.RAM);
    daemon.lose(new ReplicaPlace("cgid:a", Memory.RAM, 0));
    registry.failure = Optional.of(io.grpc.Status.UNAVAILABLE);
    assertThat(fetches.bring("cgid:a", Target.RAM).source()).contains(B);
    assertThatThrownBy(() -> fetches.bring("cgid:other", Target.RAM))
        .isInstanceOfSatisfying(
            FetchFailure.class, e -> assertThat(e.reason()).isEqualTo(Reason.REGISTRY_AWAY));
  }

  @Test
  void a_completion_that_was_not_heard_is_said_again() {
    Permit permit = new Permit("t9", B, 3);
    registry.failure = Optional.of(io.grpc.Status.UNAVAILABLE);
    transports.succeeded(permit);
    assertThat(registry.completions).isEmpty();
    registry.failure = Optional.empty();
    transports.step();
    transports.step();
    assertThat(registry.completions)
        .extracting(CompleteReplicaTransportRequest::getTransportId)
        .containsExactly("t9");
  }

  private List<TransportCompletionOutcome> outcomes() {
    return registry.completions.stream().map(CompleteReplicaTransportRequest::getOutcome).toList();
  }
}
