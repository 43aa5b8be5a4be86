/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.app;

import io.roster.registry.journal.model.Changes;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.Names;
import io.roster.registry.platform.RequestIdReused;
import io.roster.registry.replica.Drain;
import io.roster.registry.replica.HeldCopy;
import io.roster.registry.replica.MemoryType;
import io.roster.registry.replica.ReplicaCount;
import io.roster.registry.replica.ReplicaPage;
import io.roster.registry.replica.ReplicaQuery;
import io.roster.registry.replica.ReplicaRegistration;
import io.roster.registry.replica.ReplicaService;
import io.roster.registry.replica.ReplicaView;
import io.roster.registry.replica.model.ReplicaPages;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door to everything about replicas. Each use has a class of its own; this one puts
 * transactions around them.
 */
@Singleton
@Local(ReplicaService.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ReplicaRegistry implements ReplicaService {

  private static final Logger LOG = LoggerFactory.getLogger(ReplicaRegistry.class);

  private static final Comparator<ReplicaView> BY_PLACE =
      Comparator.comparing((ReplicaView replica) -> replica.place().artifactId())
          .thenComparing(replica -> replica.place().viewId())
          .thenComparing(replica -> replica.place().nodeId())
          .thenComparing(replica -> replica.place().nodeAddress())
          .thenComparing(replica -> replica.place().nodePort())
          .thenComparing(replica -> replica.place().memoryType().name())
          .thenComparing(replica -> replica.place().deviceId());

  @Inject private RegisterReplicas registering;
  @Inject private UpdateReplica updating;
  @Inject private DrainWatch drains;
  @Inject private ReplicaDirectory directory;
  @Inject private ReplicaPages pages;
  @Inject private Changes changes;

  /** For the container. */
  public ReplicaRegistry() {}

  public ReplicaRegistry(
      RegisterReplicas registering,
      UpdateReplica updating,
      DrainWatch drains,
      ReplicaDirectory directory,
      ReplicaPages pages,
      Changes changes) {
    this.registering = registering;
    this.updating = updating;
    this.drains = drains;
    this.directory = directory;
    this.pages = pages;
    this.changes = changes;
  }

  @Override
  public CompletionStage<UUID> register(ReplicaRegistration registration) {
    RegisterReplicas.validate(registration);
    return changes
        .begin(lane(registration.place().artifactId()), registering, registration)
        .thenApply(answer -> registered(registration, answer));
  }

  private static UUID registered(ReplicaRegistration request, RegisterReplicas.Answer answer) {
    if (answer instanceof RegisterReplicas.Answer.Registered fresh) {
      ReplicaMetrics.registered(request.place().memoryType());
      return fresh.replica();
    }
    if (answer instanceof RegisterReplicas.Answer.Repeated repeated) {
      ReplicaMetrics.repeated();
      return repeated.replica();
    }
    ReplicaMetrics.idReused();
    throw new RequestIdReused();
  }

  private static String lane(String artifactId) {
    return "artifact:" + artifactId;
  }

  @Override
  public boolean touch(String artifactId, UUID replica) {
    return Names.isPlausible(artifactId)
        && changes.change(
            lane(artifactId), "UpdateReplica", () -> updating.touch(artifactId, replica));
  }

  @Override
  public boolean unregister(String artifactId, UUID replica) {
    return Names.isPlausible(artifactId)
        && removed(
            changes.change(
                lane(artifactId), "UnregisterReplica", () -> updating.remove(artifactId, replica)));
  }

  @Override
  public boolean unregister(HeldCopy copy) {
    Names.require("artifact_id", copy.artifactId());
    Names.require("worker_id", copy.worker().value());
    return removed(
        changes.change(
            lane(copy.artifactId()), "UnregisterReplicaByWorker", () -> updating.remove(copy)));
  }

  private static boolean removed(Optional<MemoryType> from) {
    from.ifPresent(ReplicaMetrics::unregistered);
    return from.isPresent();
  }

  @Override
  public boolean markUnavailable(UUID replica, Optional<String> artifactId) {
    String artifact = directory.find(replica).map(known -> known.place().artifactId()).orElse("");
    return changes.change(
        lane(artifact), "MarkReplicaUnavailable", () -> updating.withdraw(replica, artifactId));
  }

  @Override
  public CompletionStage<Drain> awaitDrain(UUID replica, Duration longest) {
    return drains.await(replica, longest);
  }

  @Override
  public ReplicaPage list(ReplicaQuery query) {
    boolean plausible =
        Stream.concat(query.artifactId().stream(), query.nodeId().stream())
            .allMatch(Names::isPlausible);
    if (!plausible) {
      return new ReplicaPage(List.of(), OptionalLong.empty(), 0);
    }
    try {
      return pages.list(query);
    } catch (DatabaseAway away) {
      LOG.debug("list_from_memory", away);
      return listFromMemory(query);
    }
  }

  private ReplicaPage listFromMemory(ReplicaQuery query) {
    List<ReplicaView> found =
        query
            .artifactId()
            .map(directory::of)
            .map(List::stream)
            .orElse(directory.all().stream())
            .filter(replica -> query.nodeId().map(replica.place().nodeId()::equals).orElse(true))
            .filter(
                replica ->
                    query.memoryType().map(replica.place().memoryType()::equals).orElse(true))
            .sorted(BY_PLACE)
            .toList();
    List<ReplicaView> page = found.stream().skip(query.offset()).limit(query.limit()).toList();
    long end = query.offset() + page.size();
    return new ReplicaPage(
        page,
        !page.isEmpty() && end < found.size() ? OptionalLong.of(end) : OptionalLong.empty(),
        found.size());
  }

  @Override
  public List<ReplicaCount> count(List<String> artifactIds) {
    return artifactIds.stream().map(this::count).toList();
  }

  private ReplicaCount count(String artifactId) {
    List<ReplicaView> copies = directory.of(artifactId);
    return new ReplicaCount(
        artifactId, copies.size(), (int) copies.stream().filter(ReplicaView::available).count());
  }
}
