/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.app;

import io.roster.registry.account.app.FirstAdministrator;
import io.roster.registry.admin.ServerInfoService;
import io.roster.registry.admin.app.SayPresence;
import io.roster.registry.admin.model.ClusterIdentity;
import io.roster.registry.backup.app.BackupMetrics;
import io.roster.registry.cluster.app.FlapMetrics;
import io.roster.registry.cluster.app.FlapWatch;
import io.roster.registry.cluster.app.HeartbeatBuffer;
import io.roster.registry.cluster.app.HeartbeatIntake;
import io.roster.registry.cluster.app.WorkerDirectory;
import io.roster.registry.command.app.CommandMetrics;
import io.roster.registry.command.app.OpenCommands;
import io.roster.registry.command.app.WaitingNodes;
import io.roster.registry.instance.app.InstanceDirectory;
import io.roster.registry.instance.app.InstanceIntake;
import io.roster.registry.journal.app.GroupCommit;
import io.roster.registry.journal.app.JournalMetrics;
import io.roster.registry.journal.app.JournalTail;
import io.roster.registry.journal.app.ReadModel;
import io.roster.registry.journal.app.Watches;
import io.roster.registry.leadership.app.LeaderTimers;
import io.roster.registry.leadership.app.Leadership;
import io.roster.registry.leadership.app.LeadershipMetrics;
import io.roster.registry.platform.CapabilityMetrics;
import io.roster.registry.platform.CoordinatorIdentity;
import io.roster.registry.platform.RegistryMetrics;
import io.roster.registry.platform.health.DatabaseWatch;
import io.roster.registry.platform.health.ReadinessBoard;
import io.roster.registry.platform.jdbc.DatabaseTime;
import io.roster.registry.platform.jdbc.MigratingDataSource;
import io.roster.registry.platform.jdbc.Schema;
import io.roster.registry.platform.jdbc.SchemaProduct;
import io.roster.registry.replica.app.DrainWatch;
import io.roster.registry.replica.app.ReplicaDirectory;
import io.roster.registry.replica.app.ReplicaMetrics;
import io.roster.registry.transport.app.TransportDispatcher;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops the coordinator. The order matters: the schema before anything reads it; memory
 * is loaded before it is asked, and follows the journal from where it was loaded; the gRPC port, in
 * a module of its own, opens after all this.
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
  @Inject private FlapWatch flaps;
  @Inject private HeartbeatIntake heartbeats;
  @Inject private InstanceDirectory instances;
  @Inject private InstanceIntake instanceHeartbeats;
  @Inject private FirstAdministrator firstAdministrator;
  @Inject private ClusterIdentity cluster;
  @Inject private ReadModel model;
  @Inject private GroupCommit commits;
  @Inject private JournalTail journal;
  @Inject private Watches watches;
  @Inject private Leadership leadership;
  @Inject private ReplicaDirectory replicas;
  @Inject private DrainWatch drains;
  @Inject private OpenCommands commands;
  @Inject private WaitingNodes waitingNodes;
  @Inject private TransportDispatcher transports;
  @Inject private SayPresence presence;
  @Inject private DatabaseTime clock;
  @EJB private ServerInfoService server;
  @EJB private ReadinessBoard readiness;
  @EJB private LeaderTimers timers;
  private @Nullable DatabaseWatch databaseWatch;

  // Said of the method too, since the container begins a transaction for it otherwise.
  @PostConstruct
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  void start() {
    Schema schema = new Schema(new MigratingDataSource(), SchemaProduct.THIS);
    schema.join(identity.name(), server.info().version());
    cluster.establish();
    model.load();
    commits.start(threads);
    journal.start(threads);
    watches.start(threads);
    waitingNodes.start(threads);
    firstAdministrator.ensure();
    RegistryMetrics.watch(directory::size, buffer::size);
    FlapMetrics.watch(flaps::size);
    ReplicaMetrics.watch(replicas::size);
    drains.start(threads);
    JournalMetrics.watch(journal.position(), watches::size);
    LeadershipMetrics.watch(leadership::leads);
    CommandMetrics.watch(commands);
    BackupMetrics.show();
    CapabilityMetrics.watchWorkers(directory::capabilityFlags);
    CapabilityMetrics.watchInstances(instances::capabilityFlags);
    DatabaseWatch watch = new DatabaseWatch(schema, readiness, commits, clock);
    watch.start(threads);
    databaseWatch = watch;
    heartbeats.start(threads, () -> readiness.isUp("grpc"));
    transports.start(threads);
    instanceHeartbeats.start(threads);
    leadership.whenTaken(timers::beginNow);
    leadership.start(threads);
    presence.start(threads, server::info);
    timers.start(threads);
    LOG.info(
        "coordinator_started coordinator={} schema={} revision={} workers={}",
        identity.name(),
        schema.version(),
        model.revision(),
        directory.size());
  }

  @PreDestroy
  void stop() {
    timers.stop();
    drains.stop();
    heartbeats.stop();
    instanceHeartbeats.stop();
    presence.stop();
    leadership.stop();
    waitingNodes.stop();
    transports.stop();
    commits.stop();
    watches.stop();
    journal.stop();
    if (databaseWatch != null) {
      databaseWatch.stop();
    }
    LOG.info("coordinator_stopped coordinator={}", identity.name());
  }
}
