/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.reconcile;

import io.roster.node.inventory.HeldReplica;
import io.roster.node.inventory.Memory;
import io.roster.node.inventory.ReplicaPlace;
import io.roster.wire.common.v1.ReplicaInfo;
import io.roster.wire.globalstore.v1.StateChange;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What this node does with what a reconcile's answer asks for. Nothing that is held is given up
 * before two snapshots in a row said so. For one thread.
 */
public final class ReconcileAnswers {

  private final Retirements retirements;
  private final Exports exports;
  private final ReplicaIds replicaIds;
  private final Consumer<ReplicaPlace> prefetch;
  private final Consumer<Collection<HeldReplica>> agreed;
  private final TwiceMissed removed = new TwiceMissed();
  private final TwiceMissed unexpected = new TwiceMissed();

  /**
   * Makes it.
   *
   * @param prefetch gets what the registry wishes here, without waiting for it
   * @param agreed told what is held whenever registry and node agree
   */
  public ReconcileAnswers(
      Retirements retirements,
      Exports exports,
      ReplicaIds replicaIds,
      Consumer<ReplicaPlace> prefetch,
      Consumer<Collection<HeldReplica>> agreed) {
    this.retirements = retirements;
    this.exports = exports;
    this.replicaIds = replicaIds;
    this.prefetch = prefetch;
    this.agreed = agreed;
  }

  void maintain() {
    retirements.retry();
  }

  void changes(Snapshot snapshot, List<StateChange> changes) {
    Set<ReplicaPlace> gone = new HashSet<>();
    for (StateChange change : changes) {
      ReplicaInfo entry = change.getReplicaInfo();
      if (!ReplicaEntries.isCanonical(entry)) {
        continue;
      }
      ReplicaPlace place = ReplicaEntries.placeOf(entry);
      switch (change.getType()) {
        case CHANGE_TYPE_REMOVE_REPLICA -> gone.add(place);
        case CHANGE_TYPE_ADD_REPLICA -> wish(snapshot, place);
        case CHANGE_TYPE_UPDATE_REPLICA -> update(entry, place);
        default -> {
          // A later registry may know more kinds; what they mean cannot be guessed.
          continue;
        }
      }
    }
    // On disk a replica costs little and may be the last one: it goes by eviction or command only.
    gone.removeIf(place -> place.memory() == Memory.DISK);
    Set<ReplicaPlace> believed = removed.named(gone);
    believed.forEach(retirements::add);
    gone.forEach(replicaIds::forget);
  }

  /** The registry's whole picture: what it does not name, it does not want here. */
  void expected(Snapshot snapshot, List<ReplicaInfo> replicas) {
    Set<ReplicaPlace> missing = new HashSet<>(snapshot.replicas().keySet());
    missing.removeIf(place -> place.memory() == Memory.DISK);
    replicas.stream()
        .filter(ReplicaEntries::isCanonical)
        .forEach(
            entry -> {
              ReplicaPlace place = ReplicaEntries.placeOf(entry);
              missing.remove(place);
              remember(entry, place);
            });
    unexpected.named(missing).forEach(retirements::add);
  }

  void agreed(Snapshot snapshot) {
    unexpected.forget();
    replicaIds.retain(snapshot.replicas().keySet());
    agreed.accept(snapshot.replicas().values());
  }

  /** What was in the snapshot is only echoed; when it has gone since, that was on purpose. */
  private void wish(Snapshot snapshot, ReplicaPlace place) {
    if (place.memory() != Memory.DISK && !snapshot.replicas().containsKey(place)) {
      prefetch.accept(place);
    }
  }

  private void update(ReplicaInfo entry, ReplicaPlace place) {
    remember(entry, place);
    if (entry.getStats().getIsAvailable()) {
      exports.open(place);
    } else {
      exports.withhold(place);
    }
  }

  private void remember(ReplicaInfo entry, ReplicaPlace place) {
    Optional.of(entry.getRef().getReplicaId())
        .filter(id -> !id.isEmpty())
        .ifPresent(id -> replicaIds.learn(place, id));
  }
}
