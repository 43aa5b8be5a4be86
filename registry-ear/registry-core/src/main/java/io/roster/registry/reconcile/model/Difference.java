/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.model;

import io.roster.registry.reconcile.InventoryEntry;
import io.roster.registry.replica.ReplicaExport;
import io.roster.registry.replica.ReplicaPlace;
import io.roster.registry.replica.ReplicaView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A replica that its worker knows differently.
 *
 * @param before as it is registered
 * @param entry as the worker says it is
 * @param fields what differs, in the order of the wire's rules
 */
public record Difference(ReplicaView before, InventoryEntry entry, List<String> fields) {

  private static final List<String> OF_TRANSPORT =
      List.of(
          "export_state",
          "export_generation",
          "remote_memory_keys",
          "buffer_sizes",
          "verification_json");

  public Difference {
    fields = List.copyOf(fields);
  }

  /** Empty when there is none; what the worker does not say is not compared. */
  static Optional<Difference> between(InventoryEntry entry, ReplicaView replica) {
    List<String> fields = new ArrayList<>();
    ReplicaPlace place = Diff.placeOf(entry, replica.place());
    note(fields, "availability", entry.available() != replica.available());
    note(fields, "node_address", !place.nodeAddress().equals(replica.place().nodeAddress()));
    note(fields, "node_port", place.nodePort() != replica.place().nodePort());
    note(fields, "memory_size", sizeOf(entry, replica) != replica.memorySize());
    ReplicaExport export = exportOf(entry, replica);
    ReplicaExport former = replica.export();
    note(fields, "export_state", export.state() != former.state());
    note(fields, "export_generation", export.generation() != former.generation());
    note(
        fields, "remote_memory_keys", !export.remoteMemoryKeys().equals(former.remoteMemoryKeys()));
    note(fields, "buffer_sizes", !export.bufferSizes().equals(former.bufferSizes()));
    note(fields, "verification_json", !export.verificationJson().equals(former.verificationJson()));
    return fields.isEmpty()
        ? Optional.empty()
        : Optional.of(new Difference(replica, entry, fields));
  }

  private static void note(List<String> fields, String field, boolean differs) {
    if (differs) {
      fields.add(field);
    }
  }

  private static long sizeOf(InventoryEntry entry, ReplicaView replica) {
    return entry.memorySize() == 0 ? replica.memorySize() : entry.memorySize();
  }

  private static ReplicaExport exportOf(InventoryEntry entry, ReplicaView replica) {
    return entry
        .export()
        .map(said -> said.normalised(sizeOf(entry, replica)))
        .orElse(replica.export());
  }

  /** The replica as the worker says it is. */
  public ReplicaView after(Instant now) {
    return new ReplicaView(
        before.id(),
        Diff.placeOf(entry, before.place()),
        before.worker(),
        sizeOf(entry, before),
        entry.maxConcurrency() == 0 ? before.maxConcurrency() : entry.maxConcurrency(),
        entry.available(),
        exportOf(entry, before),
        before.createdAt(),
        now,
        before.expiresAt());
  }

  /** Whether it lies somewhere else now. */
  public boolean moves() {
    return fields.contains("node_address") || fields.contains("node_port");
  }

  public boolean concernsTransport() {
    return fields.stream().anyMatch(OF_TRANSPORT::contains);
  }

  public String reason() {
    return "Replica metadata changed (" + String.join(", ", fields) + ")";
  }
}
