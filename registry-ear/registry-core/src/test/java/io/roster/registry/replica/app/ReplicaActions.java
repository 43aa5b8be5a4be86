/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.app;

import io.roster.registry.TestCoordinator;
import io.roster.registry.cluster.jpa.ClientRequestsSql;
import io.roster.registry.journal.jpa.SqlJournalReader;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.replica.ReplicaRegistration;
import io.roster.registry.replica.ReplicaService;
import io.roster.registry.replica.jpa.JpaReplicaRepository;
import io.roster.registry.replica.jpa.SqlArtifactNotes;
import io.roster.registry.replica.jpa.SqlManyReplicas;
import io.roster.registry.replica.jpa.SqlReplicaPages;
import io.roster.registry.replica.model.OldestTransport;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;

/** The uses of replicas on one coordinator of a test's cluster. */
public final class ReplicaActions implements AutoCloseable {

  private final PlaceReplicas placing;
  private final NoteArtifacts artifacts;
  private final SqlManyReplicas many;
  private final RegisterReplicas registering;
  private final DrainWatch drains;
  private final ReplicaRegistry door;

  public ReplicaActions(TestCoordinator coordinator, TestDatabase database) {
    this(coordinator, database, Optional.empty());
  }

  public ReplicaActions(
      TestCoordinator coordinator, TestDatabase database, Optional<OldestTransport> transports) {
    ReplicaOwners owners = new ReplicaOwners(coordinator.workers());
    ClientRequestsSql answered = new ClientRequestsSql(coordinator.entities());
    many = new SqlManyReplicas(coordinator.entities());
    artifacts =
        new NoteArtifacts(new SqlArtifactNotes(coordinator.entities()), coordinator.journal());
    placing = new PlaceReplicas(many, coordinator.journal(), owners);
    registering = new RegisterReplicas(answered, many, artifacts, placing, owners);
    drains =
        new DrainWatch(
            coordinator.replicas(),
            coordinator.tail(),
            new SqlJournalReader(database.dataSource()),
            transports);
    drains.start(TestCoordinator.threads());
    door =
        new ReplicaRegistry(
            registering,
            new UpdateReplica(
                new JpaReplicaRepository(coordinator.entities()),
                answered,
                coordinator.journal(),
                owners),
            drains,
            coordinator.replicas(),
            new SqlReplicaPages(database.dataSource()),
            coordinator.changes());
  }

  public ReplicaService door() {
    return door;
  }

  public RegisterReplicas registering() {
    return registering;
  }

  public PlaceReplicas placing() {
    return placing;
  }

  public NoteArtifacts artifacts() {
    return artifacts;
  }

  public SqlManyReplicas many() {
    return many;
  }

  /** Registers and waits for the answer, or throws what it failed with. */
  public UUID register(ReplicaRegistration registration) {
    try {
      return door.register(registration).toCompletableFuture().join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
  }

  @Override
  public void close() {
    drains.stop();
  }
}
