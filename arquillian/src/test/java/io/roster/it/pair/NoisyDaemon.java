/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.roster.it.client.Fresh;
import io.roster.it.client.Replica;
import io.roster.it.client.Stamped;
import io.roster.it.client.StateChecksum;
import io.roster.it.client.Wire;
import io.roster.it.client.Worker;
import io.roster.wire.common.v1.ByteSpaceKind;
import io.roster.wire.common.v1.MemoryInfo;
import io.roster.wire.common.v1.MemoryType;
import io.roster.wire.common.v1.ReplicaInfo;
import io.roster.wire.globalstore.v1.ArtifactReplicaRecord;
import io.roster.wire.globalstore.v1.ListReplicasV2Request;
import io.roster.wire.globalstore.v1.ReconcileRequestKind;
import io.roster.wire.globalstore.v1.ReconcileResultKind;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateRequest;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateResponse;
import io.roster.wire.globalstore.v1.RegisterReplicaRequest;
import io.roster.wire.globalstore.v1.StateChange;
import io.roster.wire.globalstore.v1.StateChange.ChangeType;
import io.roster.wire.globalstore.v1.UnregisterReplicaRequest;
import io.roster.wire.globalstore.v1.WorkerHeartbeatResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/**
 * A daemon over a bad network, in bad hands: its inventory drifts behind the registry's back, its
 * messages get lost, come twice, come late, and some are simply wrong. What it does is decided by
 * its seed alone.
 */
final class NoisyDaemon {

  /** What can happen. */
  enum Event {
    GAIN,
    LOSE,
    CHANGE,
    REGISTER,
    REGISTER_TWICE,
    UNREGISTER,
    REPORT,
    REPORT_TWICE,
    REQUEST_LOST,
    ANSWER_LOST,
    OLD_MESSAGE_ARRIVES,
    NUMBER_SKIPPED,
    WRONG_NAME,
    GENERATION_MADE_UP,
    EMPTY_SNAPSHOT,
    EMPTY_DELTA,
    PARTIAL_SNAPSHOT,
    PARTIAL_DELTA,
    NOBODY_REPORTS,
    COME_BACK
  }

  /** How the registry tells replicas of one worker apart. */
  private record Key(String artifact, String view, MemoryType memory, int device) {

    static Key of(Replica replica) {
      return new Key(replica.artifact(), replica.view(), replica.memory(), replica.device());
    }

    static Key of(ReplicaInfo entry) {
      return of(entry.getRef().getArtifactId(), entry.getMemoryInfo());
    }

    static Key of(String artifact, MemoryInfo info) {
      boolean isView = info.getByteSpace().getKind() == ByteSpaceKind.BYTE_SPACE_KIND_VIEW;
      return new Key(
          artifact,
          isView ? info.getByteSpace().getId() : "",
          info.getMemoryType(),
          info.getDeviceId());
    }
  }

  private static final Duration SOON = Duration.ofSeconds(1);

  private final Random random;
  private final List<Wire> wires;
  private final Worker worker;
  private final List<String> artifacts;
  private final Map<Key, Replica> inventory = new LinkedHashMap<>();
  private final Deque<ReconcileWorkerStateRequest> underWay = new ArrayDeque<>();
  private final Map<ReconcileResultKind, Integer> outcomes = new HashMap<>();
  private long version = 1;
  private long revision;
  private Instant quietSince = Instant.EPOCH;

  NoisyDaemon(long seed, Worker worker, List<Wire> wires) {
    this.random = new Random(seed);
    this.worker = worker;
    this.wires = wires;
    this.artifacts =
        List.of(Fresh.name("artifact"), Fresh.name("artifact"), Fresh.name("artifact"));
  }

  /** Lets each event happen once, and then as many more as are wanted. */
  void live(int events) {
    List<Event> first = new ArrayList<>(List.of(Event.values()));
    Collections.shuffle(first, random);
    first.forEach(this::happen);
    for (int i = 0; i < events; i++) {
      happen(Event.values()[random.nextInt(Event.values().length)]);
    }
    quietSince = Instant.now();
  }

  Map<ReconcileResultKind, Integer> outcomes() {
    return outcomes;
  }

  /** When its life was over. */
  Instant quietSince() {
    return quietSince;
  }

  private void happen(Event event) {
    switch (event) {
      case GAIN -> gain();
      case LOSE -> any().ifPresent(replica -> inventory.remove(Key.of(replica)));
      case CHANGE -> any().map(this::changed).ifPresent(this::hold);
      case REGISTER -> any().ifPresent(replica -> register(replica, 1));
      case REGISTER_TWICE -> any().ifPresent(replica -> register(replica, 2));
      case UNREGISTER -> any().ifPresent(this::unregister);
      case REPORT -> report(whole(), ReconcileRequestKind.RECONCILE_REQUEST_KIND_SNAPSHOT);
      case REPORT_TWICE -> reportTwice();
      case REQUEST_LOST -> underWay.add(next(whole()).build());
      case ANSWER_LOST -> send(next(whole()).build());
      case OLD_MESSAGE_ARRIVES -> oldMessageArrives();
      case NUMBER_SKIPPED -> skipNumbers();
      case WRONG_NAME -> send(next(whole()).setDaemonId("somebody-else").build());
      case GENERATION_MADE_UP ->
          send(next(whole()).setGeneration(worker.generation() + 1 + random.nextInt(5)).build());
      case EMPTY_SNAPSHOT ->
          report(List.of(), ReconcileRequestKind.RECONCILE_REQUEST_KIND_SNAPSHOT);
      case EMPTY_DELTA -> report(List.of(), ReconcileRequestKind.RECONCILE_REQUEST_KIND_DELTA);
      case PARTIAL_SNAPSHOT -> report(part(), ReconcileRequestKind.RECONCILE_REQUEST_KIND_SNAPSHOT);
      case PARTIAL_DELTA -> report(part(), ReconcileRequestKind.RECONCILE_REQUEST_KIND_DELTA);
      case NOBODY_REPORTS -> send(next(whole()).setWorkerId("nobody").build());
      case COME_BACK -> comeBack();
    }
  }

  // What the daemon holds

  private Optional<Replica> any() {
    List<Replica> all = List.copyOf(inventory.values());
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
  }

  private void hold(Replica replica) {
    inventory.put(Key.of(replica), replica);
  }

  private void gain() {
    Replica replica =
        Replica.of(worker.daemon())
            .of(artifacts.get(random.nextInt(artifacts.size())))
            .ofView(random.nextInt(4) == 0 ? "view-" + random.nextInt(2) : "");
    hold(
        random.nextInt(3) == 0
            ? replica.in(MemoryType.MEMORY_TYPE_RAM)
            : replica.onDevice(random.nextInt(3)));
  }

  private Replica changed(Replica replica) {
    return switch (random.nextInt(4)) {
      case 0 -> replica.unavailable();
      case 1 -> {
        long bytes = 1L + random.nextInt(10_000);
        yield replica.withBytes(bytes).with(Replica.exportable(bytes));
      }
      case 2 -> replica.with(Replica.present());
      default -> replica.withoutTransport();
    };
  }

  private List<ReplicaInfo> whole() {
    Instant snapshot = Instant.now();
    List<ReplicaInfo> entries =
        new ArrayList<>(
            inventory.values().stream().map(replica -> replica.entry(snapshot)).toList());
    Collections.shuffle(entries, random);
    return entries;
  }

  private List<ReplicaInfo> part() {
    List<ReplicaInfo> entries = whole();
    return entries.subList(0, (entries.size() + 1) / 2);
  }

  // What it tells

  private Wire wire() {
    return wires.get(random.nextInt(wires.size()));
  }

  /** Makes a call at either coordinator, and remembers how far that one had seen. */
  private <A> A call(Function<Wire, A> call) {
    Stamped<A> stamped = wire().stamped(call);
    revision = Math.max(revision, stamped.stamp().revision());
    return stamped.answer();
  }

  private void register(Replica replica, int times) {
    RegisterReplicaRequest request =
        replica.registration(worker.id()).setClientRequestId(Fresh.name("request")).build();
    for (int i = 0; i < times; i++) {
      call(wire -> wire.runtime().registerReplica(request));
    }
  }

  private void unregister(Replica replica) {
    String id = held().get(Key.of(replica));
    inventory.remove(Key.of(replica));
    if (id != null) {
      call(
          wire ->
              wire.runtime()
                  .unregisterReplica(
                      UnregisterReplicaRequest.newBuilder()
                          .setArtifactId(replica.artifact())
                          .setReplicaId(id)
                          .build()));
    }
  }

  private void comeBack() {
    call(worker::registerAgain);
  }

  private ReconcileWorkerStateRequest.Builder next(Collection<ReplicaInfo> entries) {
    return worker.next(entries);
  }

  private void report(List<ReplicaInfo> entries, ReconcileRequestKind kind) {
    ReconcileWorkerStateRequest request = next(entries).setRequestKind(kind).build();
    take(request, send(request));
  }

  private void reportTwice() {
    ReconcileWorkerStateRequest request = next(whole()).build();
    ReconcileWorkerStateResponse first = send(request);
    send(request);
    take(request, first);
  }

  private void oldMessageArrives() {
    ReconcileWorkerStateRequest old = underWay.poll();
    if (old != null) {
      send(old);
    }
  }

  /** The registry may be one number ahead, of a report whose answer was lost, but never two. */
  private void skipNumbers() {
    send(next(whole()).setRequestSeq(worker.acknowledged() + 3 + random.nextInt(5)).build());
  }

  private void take(ReconcileWorkerStateRequest request, ReconcileWorkerStateResponse answer) {
    worker.acknowledge(request.getRequestSeq(), answer);
    version = answer.getNewStateVersion();
  }

  /**
   * Sends a report, and looks whether it did what no report may do: take away what it lists and
   * what the registry held.
   */
  private ReconcileWorkerStateResponse send(ReconcileWorkerStateRequest request) {
    Map<Key, String> before = held();
    ReconcileWorkerStateResponse answer = reconcile(request);
    outcomes.merge(answer.getResultKind(), 1, Integer::sum);
    Map<Key, String> after = held();
    for (ReplicaInfo entry : request.getInventoryList()) {
      Key key = Key.of(entry);
      String id = before.get(key);
      if (id != null) {
        assertThat(after).as("listed, and held before " + answer).containsEntry(key, id);
      }
      assertThat(removed(answer)).as("what is removed").doesNotContain(key);
    }
    return answer;
  }

  /** A worker that is unknown is told by a status, which stands for the outcome FATAL. */
  private ReconcileWorkerStateResponse reconcile(ReconcileWorkerStateRequest request) {
    Wire chosen = wire();
    try {
      Stamped<ReconcileWorkerStateResponse> stamped =
          chosen.stamped(each -> each.runtime().reconcileWorkerState(request));
      revision = Math.max(revision, stamped.stamp().revision());
      return stamped.answer();
    } catch (StatusRuntimeException refused) {
      if (refused.getStatus().getCode() != Code.NOT_FOUND) {
        throw refused;
      }
      return ReconcileWorkerStateResponse.newBuilder()
          .setResultKind(ReconcileResultKind.RECONCILE_RESULT_KIND_FATAL)
          .build();
    }
  }

  private static List<Key> removed(ReconcileWorkerStateResponse answer) {
    return answer.getStateChangesList().stream()
        .filter(change -> change.getType() == ChangeType.CHANGE_TYPE_REMOVE_REPLICA)
        .map(StateChange::getReplicaInfo)
        .map(Key::of)
        .toList();
  }

  /** What the registry holds of this worker, as of everything that this daemon knows of. */
  private Map<Key, String> held() {
    Map<Key, String> held = new HashMap<>();
    for (ArtifactReplicaRecord record :
        wire()
            .since(revision)
            .replicas(ListReplicasV2Request.newBuilder().setNodeId(worker.daemon().node()))) {
      held.put(
          Key.of(record.getArtifactId(), record.getMemoryInfo()),
          record.getMemoryInfo().getReplicaId());
    }
    return held;
  }

  // When the noise is over

  /** Whether registry and daemon agree, as a beat finds out. */
  boolean agrees() {
    List<ReplicaInfo> entries = whole();
    WorkerHeartbeatResponse answer =
        wire()
            .since(revision)
            .runtime()
            .workerHeartbeat(
                worker
                    .beat(version, StateChecksum.of(entries))
                    .addAllRegisteredArtifactIds(
                        entries.stream()
                            .map(entry -> entry.getRef().getArtifactId())
                            .distinct()
                            .toList())
                    .build());
    return !answer.getStateSyncRequired() && answer.getExpectedStateVersion() == version;
  }

  /** A beat, and a report if the beat asks for one. */
  void round() {
    if (!agrees()) {
      report(whole(), ReconcileRequestKind.RECONCILE_REQUEST_KIND_SNAPSHOT);
    }
  }

  /** That nothing is left to report; a coordinator may take a moment to hear of the last one. */
  void assertSame() {
    assertThat(held().keySet())
        .as(worker.id() + " and what the registry holds of it")
        .containsExactlyInAnyOrderElementsOf(inventory.keySet());
    await(worker.id() + " and its registry agree").atMost(SOON).until(this::agrees);
  }
}
