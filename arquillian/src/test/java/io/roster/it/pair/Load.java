/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.pair;

import io.grpc.StatusRuntimeException;
import io.roster.it.client.Artifact;
import io.roster.it.client.Fresh;
import io.roster.it.client.Replica;
import io.roster.it.client.Wire;
import io.roster.it.client.Worker;
import io.roster.wire.globalstore.v1.RegisterReplicaResponse;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.SwapKeyMappingRequest;
import io.roster.wire.globalstore.v1.SwapKeyMappingResponse;
import io.roster.wire.globalstore.v1.UnregisterReplicaRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A client that changes things without a pause and writes down what was acknowledged. A change
 * whose answer did not come may have happened or not, and nothing is said about it.
 */
final class Load implements AutoCloseable {

  /** Short, since a coordinator that hangs answers nobody. */
  private static final long PATIENCE_SECONDS = 2;

  private final List<Wire> wires;
  private final Worker worker;
  private final Random random;
  private final List<Artifact> targets;
  private final String key = Fresh.name("key");
  private final Deque<Held> present = new ArrayDeque<>();
  private final Set<String> withdrawn = new HashSet<>();
  private final Thread thread = new Thread(this::run, "load");
  private final AtomicInteger acknowledged = new AtomicInteger();
  private volatile boolean stopped;
  private volatile @Nullable AssertionError broken;
  private int preferred;
  private long generation = -1;

  private record Held(String artifact, String replica) {}

  /**
   * Begins at once.
   *
   * @param wires the coordinators, the one that is asked first at the beginning
   * @param worker whose replicas come and go; nobody reports its inventory meanwhile
   */
  Load(long seed, Worker worker, Wire... wires) {
    this.random = new Random(seed);
    this.worker = worker;
    this.wires = List.of(wires);
    this.targets = List.of(publish(), publish(), publish());
    thread.start();
  }

  private Artifact publish() {
    return Artifact.fresh().publish(wires.get(0));
  }

  private void run() {
    while (!stopped) {
      try {
        change();
        acknowledged.incrementAndGet();
      } catch (StatusRuntimeException unanswered) {
        preferred = (preferred + 1) % wires.size();
      } catch (AssertionError promise) {
        broken = promise;
        return;
      }
    }
  }

  private void change() {
    switch (random.nextInt(4)) {
      case 0 -> swap();
      case 1 -> withdraw();
      default -> register();
    }
  }

  private Wire wire() {
    return wires.get(preferred);
  }

  private void register() {
    Replica replica = Replica.of(worker.daemon());
    RegisterReplicaResponse answer =
        wire()
            .runtime()
            .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .registerReplica(replica.registration(worker.id()).build());
    if (answer.getStatus() == Status.STATUS_OK) {
      present.add(new Held(replica.artifact(), answer.getReplicaId()));
    }
  }

  private void withdraw() {
    // It leaves the list before the call: without an answer nobody knows whether it is there.
    Held oldest = present.poll();
    if (oldest == null) {
      return;
    }
    Status status =
        wire()
            .runtime()
            .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .unregisterReplica(
                UnregisterReplicaRequest.newBuilder()
                    .setArtifactId(oldest.artifact())
                    .setReplicaId(oldest.replica())
                    .build())
            .getStatus();
    if (status == Status.STATUS_OK) {
      withdrawn.add(oldest.artifact());
    } else {
      throw new AssertionError(oldest + " was acknowledged, and cannot be withdrawn: " + status);
    }
  }

  private void swap() {
    SwapKeyMappingResponse answer =
        wire()
            .catalog()
            .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .swapKeyMapping(
                SwapKeyMappingRequest.newBuilder()
                    .setKey(key)
                    .setNewArtifactId(targets.get(random.nextInt(targets.size())).id())
                    .build());
    if (answer.getStatus() == Status.STATUS_OK) {
      generation = answer.getGeneration();
    }
  }

  /** How many changes were acknowledged so far. */
  int acknowledged() {
    return acknowledged.get();
  }

  /** Ends; what was written down can be read after it. */
  @Override
  public void close() {
    stopped = true;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(30));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
    if (thread.isAlive()) {
      throw new AssertionError("the load does not end");
    }
    AssertionError promise = broken;
    if (promise != null) {
      throw promise;
    }
  }

  /** The artifacts that must have their replica. */
  List<String> presentArtifacts() {
    return new ArrayList<>(present.stream().map(Held::artifact).toList());
  }

  /** The artifacts that must have none. */
  List<String> withdrawnArtifacts() {
    return List.copyOf(withdrawn);
  }

  String key() {
    return key;
  }

  /** The generation that the key has at least; negative when it was never swapped. */
  long generation() {
    return generation;
  }
}
