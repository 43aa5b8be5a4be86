/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.app;

import io.roster.registry.cluster.RegisteredWorker;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.model.StateChecksum;
import io.roster.registry.reconcile.InventoryEntry;
import io.roster.registry.reconcile.ReconcileRequest;
import io.roster.registry.reconcile.ReconcileRequest.Kind;
import io.roster.registry.replica.MemoryType;
import io.roster.registry.replica.ReplicaExport;
import io.roster.registry.replica.ReplicaPlace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A daemon that holds replicas and reconciles them. */
final class Daemon {

  private final String id;
  private final WorkerId worker;
  private final long generation;
  private final Map<String, InventoryEntry> held = new LinkedHashMap<>();
  private long seq;

  Daemon(String id, RegisteredWorker registered) {
    this.id = id;
    this.worker = registered.worker();
    this.generation = registered.generation();
  }

  WorkerId worker() {
    return worker;
  }

  ReplicaPlace place(String artifact) {
    return new ReplicaPlace(artifact, "", "node-" + id, "10.0.0.1", 65_090, MemoryType.GPU, 0);
  }

  void hold(String artifact) {
    hold(artifact, true, Optional.empty());
  }

  void hold(String artifact, boolean available, Optional<ReplicaExport> export) {
    held.put(
        artifact, new InventoryEntry(place(artifact), 100, 4, available, export, Optional.empty()));
  }

  void drop(String artifact) {
    held.remove(artifact);
  }

  Map<String, InventoryEntry> held() {
    return held;
  }

  /** The next request; it may be sent, lost or sent twice. */
  ReconcileRequest next() {
    seq++;
    return request(Kind.SNAPSHOT, List.copyOf(held.values()));
  }

  ReconcileRequest next(Kind kind, List<InventoryEntry> inventory) {
    seq++;
    return request(kind, inventory);
  }

  /** The same number again. */
  ReconcileRequest request(Kind kind, List<InventoryEntry> inventory) {
    return new ReconcileRequest(worker, id, generation, seq, kind, inventory);
  }

  /** After it was told of a gap: the one before was lost. */
  void stepBack() {
    seq--;
  }

  String checksum() {
    return StateChecksum.of(
        held.values().stream()
            .map(
                entry ->
                    new StateChecksum.Line(
                        entry.place().artifactId(),
                        entry.place().viewId(),
                        entry.place().nodeId(),
                        entry.place().nodeAddress(),
                        entry.place().nodePort(),
                        entry.place().deviceId(),
                        entry.place().memoryType().name(),
                        entry.available()))
            .toList());
  }
}
