/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.app;

import io.roster.registry.cluster.UnknownWorker;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.app.WorkerDirectory;
import io.roster.registry.cluster.model.KnownWorker;
import io.roster.registry.journal.model.Changes;
import io.roster.registry.platform.ConcurrentChange;
import io.roster.registry.platform.Names;
import io.roster.registry.platform.RegistryException;
import io.roster.registry.reconcile.InventoryEntry;
import io.roster.registry.reconcile.ReconcileRequest;
import io.roster.registry.reconcile.ReconcileService;
import io.roster.registry.reconcile.Reconciliation;
import io.roster.registry.reconcile.Reconciliation.Result;
import io.roster.registry.replica.app.RegisterReplicas;
import io.roster.registry.replica.app.ReplicaDirectory;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The door to reconciling. */
@Singleton
@Local(ReconcileService.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Reconciliations implements ReconcileService {

  /** A larger inventory would keep those who share its transaction waiting. */
  private static final int MOST_TOGETHER = 500;

  /** The largest inventory that one message can bring. */
  private static final int MOST_IN_BULK = 100_000;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration LATER = Duration.ofMillis(500);

  private final Bulk bulk = new Bulk(MOST_IN_BULK, PATIENCE);

  private ReconcileWorkers reconciling;
  private AgreedInventories agreed;
  private WorkerDirectory workers;
  private ReplicaDirectory replicas;
  private Changes changes;

  /** For the container. */
  @SuppressWarnings("NullAway.Init")
  public Reconciliations() {}

  @Inject
  public Reconciliations(
      ReconcileWorkers reconciling,
      AgreedInventories agreed,
      WorkerDirectory workers,
      ReplicaDirectory replicas,
      Changes changes) {
    this.reconciling = reconciling;
    this.agreed = agreed;
    this.workers = workers;
    this.replicas = replicas;
    this.changes = changes;
  }

  @Override
  public Reconciliation reconcile(ReconcileRequest request) {
    long begun = System.nanoTime();
    try {
      validate(request);
      Reconciliation outcome = decide(request);
      ReconcileMetrics.succeeded(outcome.result().name());
      return outcome;
    } catch (RegistryException failed) {
      ReconcileMetrics.failed();
      throw failed;
    } finally {
      ReconcileMetrics.took(System.nanoTime() - begun);
    }
  }

  private static void validate(ReconcileRequest request) {
    if (!Names.isPlausible(request.worker().value())) {
      throw new UnknownWorker(request.worker());
    }
    Names.requireSound("daemon_id", request.daemonId().strip());
    for (InventoryEntry entry : request.inventory()) {
      Names.require("artifact_id", entry.place().artifactId());
      Names.requireSound("byte_space.id", entry.place().viewId());
      Names.requireSound("node_id", entry.place().nodeId());
      Names.requireSound("node_address", entry.place().nodeAddress());
      entry.export().ifPresent(RegisterReplicas::requireSound);
    }
  }

  private Reconciliation decide(ReconcileRequest request) {
    WorkerId worker = request.worker();
    try {
      Optional<ReconcileWorkers.Decided> done = compare(request);
      if (done.isEmpty()) {
        ReconcileMetrics.later("overloaded");
        return later(worker);
      }
      ReconcileWorkers.Decided decided = done.get();
      decided.agreement().ifPresent(agreement -> agreed.remember(worker, agreement));
      if (decided.answer().result() == Result.RETRY_LATER) {
        ReconcileMetrics.later("request_seq_gap");
      }
      return counted(decided.answer());
    } catch (ConcurrentChange exhausted) {
      ReconcileMetrics.later("tx_conflict_exhausted");
      return later(worker);
    } catch (UnknownWorker gone) {
      agreed.forget(worker);
      throw gone;
    }
  }

  /** Empty when too much is compared already. */
  private Optional<ReconcileWorkers.Decided> compare(ReconcileRequest request) {
    WorkerId worker = request.worker();
    int reported = request.inventory().size();
    // What is registered counts as well: it is read and compared, whatever little is reported.
    int registered = replicas.size(worker);
    if (Math.max(reported, registered) <= MOST_TOGETHER) {
      return Optional.of(
          known(worker, changes.change("worker:" + worker.value(), reconciling, request)));
    }
    return bulk.whenThereIsRoom(
        reported + registered,
        () ->
            known(
                worker,
                changes.changeAlone(
                    reconciling.operation(), () -> reconciling.runPatiently(request))));
  }

  private static ReconcileWorkers.Decided known(
      WorkerId worker, Optional<ReconcileWorkers.Decided> decided) {
    return decided.orElseThrow(() -> new UnknownWorker(worker));
  }

  private Reconciliation counted(Reconciliation outcome) {
    Map<UUID, Long> serving = new HashMap<>();
    outcome
        .named()
        .forEach(
            replica -> {
              long requests = replicas.load(replica.id()).currentRequests();
              if (requests > 0) {
                serving.put(replica.id(), requests);
              }
            });
    return serving.isEmpty() ? outcome : outcome.withCurrentRequests(serving);
  }

  private Reconciliation later(WorkerId worker) {
    KnownWorker known = workers.find(worker).orElseThrow(() -> new UnknownWorker(worker));
    return new Reconciliation(
        Result.RETRY_LATER,
        LATER,
        known.stateVersion(),
        known.checksum(),
        List.of(),
        List.of(),
        Map.of());
  }
}
