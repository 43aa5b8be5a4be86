/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry;

import io.roster.registry.cluster.app.WorkerDirectory;
import io.roster.registry.cluster.jpa.SqlWorkerPictures;
import io.roster.registry.journal.app.GroupCommit;
import io.roster.registry.journal.app.JournalTail;
import io.roster.registry.journal.app.ReadModel;
import io.roster.registry.journal.jpa.JpaJournal;
import io.roster.registry.journal.jpa.SqlJournalReader;
import io.roster.registry.journal.model.Changes;
import io.roster.registry.journal.model.Journal;
import io.roster.registry.journal.model.Projection;
import io.roster.registry.leadership.app.Leadership;
import io.roster.registry.leadership.jpa.SqlLease;
import io.roster.registry.leadership.model.LeasePolicy;
import io.roster.registry.platform.CoordinatorIdentity;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.platform.TestTransactions;
import io.roster.registry.platform.jdbc.ResidentConnection;
import io.roster.registry.platform.tx.Transactions;
import io.roster.registry.replica.app.ReplicaDirectory;
import io.roster.registry.replica.jpa.SqlReplicaPictures;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/**
 * What every feature of a coordinator stands on, put together as the container does it, without the
 * container. Several of them on one database are a cluster.
 */
public final class TestCoordinator implements AutoCloseable {

  private static final ThreadFactory THREADS =
      work -> {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
      };

  private final CoordinatorIdentity identity;
  private final TestTransactions transactions;
  private final JpaJournal journal;
  private final ReplicaDirectory replicas;
  private final WorkerDirectory workers;
  private final ReadModel model;
  private final JournalTail tail;
  private final GroupCommit changes;
  private final Leadership leadership;

  /** Starts one; further parts of its memory may be given. */
  public TestCoordinator(String name, TestDatabase database, Projection... more) {
    this(name, database, Duration.ofSeconds(5), more);
  }

  public TestCoordinator(String name, TestDatabase database, Duration lease, Projection... more) {
    identity = new CoordinatorIdentity(name);
    transactions = new TestTransactions(database);
    journal = new JpaJournal(transactions.entities(), identity);
    replicas = new ReplicaDirectory(new SqlReplicaPictures(database.dataSource()));
    workers = new WorkerDirectory(new SqlWorkerPictures(database.dataSource()));
    List<Projection> projections = new ArrayList<>(List.of(workers, replicas));
    projections.addAll(List.of(more));
    SqlJournalReader reader = new SqlJournalReader(database.dataSource());
    model = new ReadModel(projections, reader);
    tail = new JournalTail(model, reader, identity);
    changes = new GroupCommit(new Transactions(transactions), journal, model, tail);
    leadership =
        new Leadership(
            new SqlLease(transactions.entities(), new ResidentConnection(database.dataSource())),
            new LeasePolicy(lease),
            changes,
            journal,
            model,
            identity);
    model.load();
    changes.start(THREADS);
    tail.start(THREADS);
  }

  /** Takes part in the election from now on. */
  public TestCoordinator electing() {
    leadership.start(THREADS);
    return this;
  }

  public EntityManager entities() {
    return transactions.entities();
  }

  public Changes changes() {
    return changes;
  }

  public Journal journal() {
    return journal;
  }

  public ReadModel model() {
    return model;
  }

  public JournalTail tail() {
    return tail;
  }

  public ReplicaDirectory replicas() {
    return replicas;
  }

  public WorkerDirectory workers() {
    return workers;
  }

  public Leadership leadership() {
    return leadership;
  }

  public CoordinatorIdentity identity() {
    return identity;
  }

  public static ThreadFactory threads() {
    return THREADS;
  }

  @Override
  public void close() {
    leadership.stop();
    changes.stop();
    tail.stop();
  }
}
