/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.model;

import io.roster.registry.reconcile.InventoryEntry;
import io.roster.registry.reconcile.ReconcileRequest;
import io.roster.registry.reconcile.ReconcileRequest.Kind;
import io.roster.registry.replica.ReplicaPlace;
import io.roster.registry.replica.ReplicaView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an inventory differs from what is registered.
 *
 * @param added indexes of entries that are not registered
 * @param removed replicas that the worker does not hold
 * @param updated replicas that the worker knows differently
 */
public record Diff(List<Integer> added, List<ReplicaView> removed, List<Difference> updated) {

  public boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty() && updated.isEmpty();
  }

  /** How many replicas it touches. */
  public int size() {
    return added.size() + removed.size() + updated.size();
  }

  /** Compares; of several entries for one key the last counts. */
  public static Diff of(ReconcileRequest request, Collection<ReplicaView> registered) {
    Map<HeldKey, Integer> held = new LinkedHashMap<>();
    for (int i = 0; i < request.inventory().size(); i++) {
      held.put(HeldKey.of(request.inventory().get(i).place()), i);
    }
    Map<HeldKey, ReplicaView> known = new LinkedHashMap<>();
    List<ReplicaView> doubled = new ArrayList<>();
    for (ReplicaView replica : registered) {
      HeldKey key = HeldKey.of(replica.place());
      ReplicaView other = known.get(key);
      if (other == null) {
        known.put(key, replica);
      } else {
        // The worker has one copy, so one of the two is where it no longer lies.
        boolean better = isAt(replica, entry(request, held.get(key)));
        known.put(key, better ? replica : other);
        doubled.add(better ? other : replica);
      }
    }
    List<Integer> added =
        held.entrySet().stream()
            .filter(entry -> !known.containsKey(entry.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    return new Diff(added, removed(request, held, known, doubled), updated(request, held, known));
  }

  private static Optional<InventoryEntry> entry(ReconcileRequest request, @Nullable Integer index) {
    return Optional.ofNullable(index).map(request.inventory()::get);
  }

  private static boolean isAt(ReplicaView replica, Optional<InventoryEntry> entry) {
    return entry
        .map(InventoryEntry::place)
        .filter(
            place ->
                place.nodeAddress().equals(replica.place().nodeAddress())
                    && place.nodePort() == replica.place().nodePort())
        .isPresent();
  }

  /** A replica that was registered after the snapshot was taken is not missing from it. */
  private static List<ReplicaView> removed(
      ReconcileRequest request,
      Map<HeldKey, Integer> held,
      Map<HeldKey, ReplicaView> known,
      List<ReplicaView> doubled) {
    if (held.isEmpty()) {
      return request.kind() == Kind.SNAPSHOT
          ? Stream.concat(known.values().stream(), doubled.stream()).toList()
          : List.of();
    }
    Optional<Instant> taken =
        request.inventory().stream()
            .map(InventoryEntry::registeredAt)
            .flatMap(Optional::stream)
            .min(Instant::compareTo);
    List<ReplicaView> removed = new ArrayList<>();
    known.forEach(
        (key, replica) -> {
          if (!held.containsKey(key)) {
            removed.add(replica);
          }
        });
    removed.addAll(doubled);
    return removed.stream()
        .filter(replica -> taken.filter(replica.createdAt()::isAfter).isEmpty())
        .toList();
  }

  private static List<Difference> updated(
      ReconcileRequest request, Map<HeldKey, Integer> held, Map<HeldKey, ReplicaView> known) {
    List<Difference> updated = new ArrayList<>();
    held.forEach(
        (key, index) -> {
          ReplicaView replica = known.get(key);
          if (replica != null) {
            Difference.between(request.inventory().get(index), replica).ifPresent(updated::add);
          }
        });
    return updated;
  }

  /** Where the registry looks for an entry that says no address of its own. */
  static ReplicaPlace placeOf(InventoryEntry entry, ReplicaPlace former) {
    ReplicaPlace said = entry.place();
    return new ReplicaPlace(
        said.artifactId(),
        said.viewId(),
        said.nodeId(),
        said.nodeAddress().isEmpty() ? former.nodeAddress() : said.nodeAddress(),
        said.nodePort() == 0 ? former.nodePort() : said.nodePort(),
        said.memoryType(),
        said.deviceId());
  }
}
