/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.app;

import io.roster.registry.account.app.FirstAdministrator;
import io.roster.registry.admin.model.ClusterIdentity;
import io.roster.registry.cluster.app.ClusterTimers;
import io.roster.registry.cluster.app.HeartbeatBuffer;
import io.roster.registry.cluster.app.HeartbeatIntake;
import io.roster.registry.cluster.app.WorkerDirectory;
import io.roster.registry.journal.JournalFeed;
import io.roster.registry.journal.jpa.JournalTail;
import io.roster.registry.platform.CoordinatorIdentity;
import io.roster.registry.platform.RegistryMetrics;
import io.roster.registry.platform.health.DatabaseWatch;
import io.roster.registry.platform.health.ReadinessBoard;
import io.roster.registry.platform.jdbc.ConfiguredDataSource;
import io.roster.registry.platform.jdbc.Schema;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops the coordinator. The order matters: the schema before anything reads it; the
 * journal is followed before the directory is loaded, so that no change falls between; the gRPC
 * port, in a module of its own, opens after all this.
 */
@Startup
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Coordinator {

  private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);

  @Resource private ManagedThreadFactory threads;
  @Inject private CoordinatorIdentity identity;
  @Inject private WorkerDirectory directory;
  @Inject private HeartbeatBuffer buffer;
  @Inject private HeartbeatIntake heartbeats;
  @Inject private FirstAdministrator firstAdministrator;
  @Inject private ClusterIdentity cluster;
  @EJB private ReadinessBoard readiness;
  @EJB private JournalTail journal;
  @EJB private ClusterTimers timers;
  private @Nullable DatabaseWatch databaseWatch;
  private JournalFeed.@Nullable Subscription directoryFeed;

  @PostConstruct
  void start() {
    Schema schema = Schema.migrate(new ConfiguredDataSource());
    cluster.establish();
    firstAdministrator.ensure();
    directoryFeed = journal.subscribe(directory::follow);
    long revision = follow();
    directory.load();
    RegistryMetrics.watch(directory::size, buffer::size);
    DatabaseWatch watch = new DatabaseWatch(schema, readiness);
    watch.start(threads);
    databaseWatch = watch;
    heartbeats.start(threads, () -> readiness.isUp("grpc"));
    timers.start();
    LOG.info(
        "coordinator_started coordinator={} schema={} revision={} workers={}",
        identity.name(),
        schema.version(),
        revision,
        directory.size());
  }

  private long follow() {
    try {
      return journal.start(threads);
    } catch (SQLException away) {
      throw new IllegalStateException("The journal cannot be read: " + away.getMessage(), away);
    }
  }

  @PreDestroy
  void stop() {
    timers.stop();
    heartbeats.stop();
    if (directoryFeed != null) {
      directoryFeed.close();
    }
    journal.stop();
    if (databaseWatch != null) {
      databaseWatch.stop();
    }
    LOG.info("coordinator_stopped coordinator={}", identity.name());
  }
}
