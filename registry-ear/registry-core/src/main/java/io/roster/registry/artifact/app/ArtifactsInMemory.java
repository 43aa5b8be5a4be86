/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact.app;

import io.roster.registry.artifact.ArtifactLookup;
import io.roster.registry.artifact.ArtifactView;
import io.roster.registry.replica.ReplicaView;
import io.roster.registry.replica.app.ReplicaDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Answers who has an artifact from what memory knows of artifacts and replicas. */
@ApplicationScoped
public class ArtifactsInMemory implements ArtifactLookup {

  private static final Comparator<Offer> BEST_FIRST =
      Comparator.<Offer, Enum<?>>comparing(
              offer -> offer.replica().place().memoryType(), Comparator.comparingInt(Enum::ordinal))
          .thenComparingDouble(Offer::load);

  private ArtifactDirectory artifacts;
  private ReplicaDirectory replicas;

  /** A replica and the part of its slots that are taken now, so that sorting asks only once. */
  private record Offer(ReplicaView replica, double load) {}

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public ArtifactsInMemory() {}

  @Inject
  public ArtifactsInMemory(ArtifactDirectory artifacts, ReplicaDirectory replicas) {
    this.artifacts = artifacts;
    this.replicas = replicas;
  }

  @Override
  public Optional<ArtifactView> find(String artifactId) {
    return artifacts.find(artifactId);
  }

  @Override
  public List<ReplicaView> available(String artifactId) {
    return bestFirst(artifactId, replica -> true);
  }

  @Override
  public List<ReplicaView> availableView(String artifactId, String viewId) {
    return bestFirst(artifactId, replica -> replica.place().viewId().equals(viewId));
  }

  private List<ReplicaView> bestFirst(String artifactId, Predicate<ReplicaView> wanted) {
    List<Offer> offers = new ArrayList<>();
    for (ReplicaView replica : replicas.of(artifactId)) {
      if (replica.available() && wanted.test(replica)) {
        offers.add(new Offer(replica, load(replica)));
      }
    }
    offers.sort(BEST_FIRST);
    List<ReplicaView> sorted = new ArrayList<>(offers.size());
    for (Offer offer : offers) {
      sorted.add(offer.replica());
    }
    return sorted;
  }

  private double load(ReplicaView replica) {
    return (double) replicas.load(replica.id()).currentRequests()
        / Math.max(1, replica.maxConcurrency());
  }
}
