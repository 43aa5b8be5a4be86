/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.app;

import io.roster.registry.TestCoordinator;
import io.roster.registry.artifact.app.ArtifactDirectory;
import io.roster.registry.artifact.jpa.SqlArtifactPictures;
import io.roster.registry.cluster.jpa.ClientRequestsSql;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.reconcile.ReconcileRequest;
import io.roster.registry.reconcile.Reconciliation;
import io.roster.registry.reconcile.jpa.SqlReconcileRows;
import io.roster.registry.reconcile.model.ReconcileRows;
import io.roster.registry.replica.ReplicaView;
import io.roster.registry.replica.app.ReplicaActions;
import java.util.List;
import java.util.Optional;

/** A coordinator that reconciles and registers replicas. */
final class ReconcilingCoordinator implements AutoCloseable {

  private final TestCoordinator coordinator;
  private final ReplicaActions replicas;
  private final ReconcileWorkers reconciling;
  private final Reconciliations door;

  ReconcilingCoordinator(String name, TestDatabase database) {
    ArtifactDirectory known = new ArtifactDirectory(new SqlArtifactPictures(database.dataSource()));
    coordinator = new TestCoordinator(name, database, known);
    replicas = new ReplicaActions(coordinator, database);
    ReconcileRows rows = new SqlReconcileRows(coordinator.entities());
    AgreedInventories agreed = new AgreedInventories();
    reconciling =
        new ReconcileWorkers(
            rows,
            new ApplyDiffs(
                rows,
                known,
                replicas.artifacts(),
                replicas.placing(),
                replicas.many(),
                new ClientRequestsSql(coordinator.entities()),
                coordinator.journal()),
            agreed);
    door =
        new Reconciliations(
            reconciling,
            agreed,
            coordinator.workers(),
            coordinator.replicas(),
            coordinator.changes());
  }

  Reconciliation reconcile(ReconcileRequest request) {
    return door.reconcile(request);
  }

  /** As if they had all waited for the same transaction; empty for an unknown worker. */
  List<Optional<Reconciliation>> reconcileTogether(List<ReconcileRequest> requests) {
    return coordinator.changes().changeAlone("Test", () -> reconciling.run(requests)).stream()
        .map(decided -> decided.map(ReconcileWorkers.Decided::answer))
        .toList();
  }

  ReplicaActions replicaActions() {
    return replicas;
  }

  TestCoordinator coordinator() {
    return coordinator;
  }

  List<ReplicaView> replicas(Daemon daemon) {
    return coordinator.replicas().of(daemon.worker());
  }

  List<String> held(Daemon daemon) {
    return replicas(daemon).stream().map(replica -> replica.place().artifactId()).toList();
  }

  @Override
  public void close() {
    replicas.close();
    coordinator.close();
  }
}
