/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.app;

import io.roster.registry.journal.model.Journal;
import io.roster.registry.platform.ConcurrentChange;
import io.roster.registry.replica.ReplicaPlace;
import io.roster.registry.replica.ReplicaView;
import io.roster.registry.replica.model.ManyReplicas;
import io.roster.registry.replica.model.Placement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts copies to their places, however many, with the same few statements. Several for one place
 * are applied in their order, and each has its entry in the journal.
 */
@ApplicationScoped
public class PlaceReplicas {

  /** A place that another coordinator fills between two statements is tried again. */
  private static final int PASSES = 4;

  private ManyReplicas replicas;
  private Journal journal;
  private ReplicaOwners owners;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public PlaceReplicas() {}

  @Inject
  public PlaceReplicas(ManyReplicas replicas, Journal journal, ReplicaOwners owners) {
    this.replicas = replicas;
    this.journal = journal;
    this.owners = owners;
  }

  /** What becomes of a place. */
  private record Step(@Nullable ReplicaView before, ReplicaView after) {}

  /**
   * Runs inside one transaction, in which the workers are held. The replicas are in the order of
   * the placements.
   */
  public List<ReplicaView> run(List<Placement> placements, Instant now) {
    return place(placements, now, false);
  }

  /**
   * The same for a caller who saw nothing at these places; it costs more where there is something.
   */
  public List<ReplicaView> runAtEmptyPlaces(List<Placement> placements, Instant now) {
    return place(placements, now, true);
  }

  private List<ReplicaView> place(
      List<Placement> placements, Instant now, boolean areThoughtEmpty) {
    Map<ReplicaPlace, List<Integer>> open = new LinkedHashMap<>();
    for (int i = 0; i < placements.size(); i++) {
      open.computeIfAbsent(placements.get(i).place(), unused -> new ArrayList<>()).add(i);
    }
    @Nullable ReplicaView[] placed = new ReplicaView[placements.size()];
    for (int pass = 1; !open.isEmpty(); pass++) {
      if (pass > PASSES) {
        throw new ConcurrentChange("Placing a replica");
      }
      Map<ReplicaPlace, ReplicaView> there =
          areThoughtEmpty && pass == 1 ? Map.of() : replicas.lockAt(open.keySet());
      Map<ReplicaPlace, List<Step>> steps = steps(open, there, placements, now);
      Set<UUID> added = write(steps);
      steps.forEach(
          (place, ofPlace) -> {
            Step first = ofPlace.get(0);
            if (first.before() != null || added.contains(first.after().id())) {
              List<Integer> indexes = Objects.requireNonNull(open.remove(place));
              for (int i = 0; i < indexes.size(); i++) {
                placed[indexes.get(i)] = ofPlace.get(i).after();
              }
              ofPlace.forEach(this::tell);
            }
          });
    }
    return Arrays.asList(placed);
  }

  private static Map<ReplicaPlace, List<Step>> steps(
      Map<ReplicaPlace, List<Integer>> open,
      Map<ReplicaPlace, ReplicaView> there,
      List<Placement> placements,
      Instant now) {
    Map<ReplicaPlace, List<Step>> steps = new LinkedHashMap<>();
    open.forEach(
        (place, indexes) -> {
          List<Step> ofPlace = new ArrayList<>(indexes.size());
          ReplicaView former = there.get(place);
          for (int index : indexes) {
            Placement placement = placements.get(index);
            ReplicaView after =
                former == null
                    ? placement.fresh(UUID.randomUUID(), now)
                    : placement.over(former, now);
            ofPlace.add(new Step(former, after));
            former = after;
          }
          steps.put(place, ofPlace);
        });
    return steps;
  }

  /** Returns which of the new ones could be added. */
  private Set<UUID> write(Map<ReplicaPlace, List<Step>> steps) {
    List<ReplicaView> fresh = new ArrayList<>();
    List<ReplicaView> changed = new ArrayList<>();
    for (List<Step> ofPlace : steps.values()) {
      ReplicaView last = ofPlace.get(ofPlace.size() - 1).after();
      (ofPlace.get(0).before() == null ? fresh : changed).add(last);
    }
    if (!changed.isEmpty()) {
      replicas.put(changed);
    }
    return fresh.isEmpty() ? Set.of() : replicas.add(fresh);
  }

  private void tell(Step step) {
    ReplicaView before = step.before();
    journal.append(
        owners.of(step.after().worker()),
        "replica.registered",
        step.after().id().toString(),
        before == null ? JsonValue.NULL : ReplicaJson.of(before),
        ReplicaJson.of(step.after()));
  }
}
