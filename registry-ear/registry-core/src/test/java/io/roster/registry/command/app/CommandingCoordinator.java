/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app;

import io.roster.registry.TestCoordinator;
import io.roster.registry.access.Identity;
import io.roster.registry.artifact.jpa.ArtifactReadinessSql;
import io.roster.registry.audit.app.Audit;
import io.roster.registry.audit.jpa.SqlAuditLog;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.app.UnregisterWorker;
import io.roster.registry.cluster.jpa.ClientRequestsSql;
import io.roster.registry.cluster.jpa.JpaWorkerRepository;
import io.roster.registry.command.Command;
import io.roster.registry.command.CommandRequest;
import io.roster.registry.command.NodeCommands.Acknowledgement;
import io.roster.registry.command.NodeCommands.Outcome;
import io.roster.registry.command.NodeCommands.Taker;
import io.roster.registry.command.Order;
import io.roster.registry.command.app.verb.CancelTransport;
import io.roster.registry.command.app.verb.ChangeKey;
import io.roster.registry.command.app.verb.DrainWorker;
import io.roster.registry.command.app.verb.EvictReplica;
import io.roster.registry.command.app.verb.ForceUnregister;
import io.roster.registry.command.app.verb.HandOverLeadership;
import io.roster.registry.command.app.verb.MarkReplicaUnavailable;
import io.roster.registry.command.app.verb.PrefetchArtifact;
import io.roster.registry.command.app.verb.ReleaseLease;
import io.roster.registry.command.app.verb.RequestResync;
import io.roster.registry.command.jpa.JpaCommandRepository;
import io.roster.registry.command.jpa.SqlCommandPictures;
import io.roster.registry.journal.jpa.SubjectHistorySql;
import io.roster.registry.key.app.RevokeKey;
import io.roster.registry.key.app.SwapKey;
import io.roster.registry.key.app.Targets;
import io.roster.registry.key.jpa.JpaKeyRepository;
import io.roster.registry.leadership.jpa.SqlLease;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.platform.jdbc.DatabaseTime;
import io.roster.registry.platform.jdbc.ResidentConnection;
import io.roster.registry.replica.jpa.JpaReplicaRepository;
import io.roster.registry.shard.app.ReleaseShard;
import io.roster.registry.shard.jpa.JpaShardLeases;
import io.roster.registry.transport.app.EndTransport;
import io.roster.registry.transport.app.TransportDirectory;
import io.roster.registry.transport.app.TransportJournal;
import io.roster.registry.transport.jpa.JpaTransports;
import io.roster.registry.transport.jpa.SqlTransportLocks;
import io.roster.registry.transport.jpa.SqlTransportPictures;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A coordinator that takes commands and gives them to nodes. */
public final class CommandingCoordinator implements AutoCloseable {

  static final Identity ANN = Identity.trusted(Actor.user("ann"), "10.9.9.9");

  private final OpenCommands open;
  private final TestCoordinator core;
  private final CommandRegistry registry;
  private final AcknowledgeCommand acknowledging;
  private final WaitingNodes nodes;
  private final SettleCommands settling;
  private final ExpireCommands expiring;
  private final ForgetCommands forgetting;

  public CommandingCoordinator(String name, TestDatabase database) {
    this(name, database, Duration.ofSeconds(1));
  }

  CommandingCoordinator(String name, TestDatabase database, Duration lease) {
    SqlCommandPictures pictures = new SqlCommandPictures(database.dataSource());
    open = new OpenCommands(pictures);
    core = new TestCoordinator(name, database, lease, open);
    JpaCommandRepository commands = new JpaCommandRepository(core.entities());
    JpaWorkerRepository workers = new JpaWorkerRepository(core.entities());
    JpaReplicaRepository replicas = new JpaReplicaRepository(core.entities());
    CommandLog log = new CommandLog(core.journal());
    Audit audit = new Audit(new SqlAuditLog(core.entities()), core.changes());
    JpaKeyRepository keys = new JpaKeyRepository(core.entities());
    JpaShardLeases leases = new JpaShardLeases(core.entities());
    IssueCommand issuing =
        new IssueCommand(
            commands,
            log,
            new Expectation(new SubjectHistorySql(core.entities())),
            audit,
            List.of(
                new RequestResync(workers),
                new PrefetchArtifact(workers),
                new DrainWorker(workers, core.journal()),
                new ForceUnregister(
                    workers,
                    new UnregisterWorker(
                        workers, new ClientRequestsSql(core.entities()), core.journal())),
                new EvictReplica(replicas),
                new MarkReplicaUnavailable(replicas, core.journal()),
                new HandOverLeadership(
                    new SqlLease(core.entities(), new ResidentConnection(database.dataSource()))),
                new CancelTransport(ending(database)),
                new ChangeKey(
                    keys,
                    new SwapKey(
                        keys,
                        new Targets(new ArtifactReadinessSql(core.entities())),
                        core.journal()),
                    new RevokeKey(keys, core.journal())),
                new ReleaseLease(new ReleaseShard(leases, core.journal()))));
    nodes =
        new WaitingNodes(
            new DeliverCommands(commands, log),
            open,
            core.workers(),
            core.changes(),
            new DatabaseTime());
    acknowledging = new AcknowledgeCommand(commands, log);
    registry =
        new CommandRegistry(
            issuing,
            new CancelCommand(commands, log),
            acknowledging,
            nodes,
            open,
            pictures,
            audit,
            core.changes());
    settling = new SettleCommands(commands, log, open, core.leadership());
    expiring = new ExpireCommands(commands, log, open, core.leadership());
    forgetting = new ForgetCommands(commands, core.leadership(), Duration.ofHours(1));
    nodes.start(TestCoordinator.threads());
  }

  private EndTransport ending(TestDatabase database) {
    JpaTransports transports = new JpaTransports(core.entities());
    return new EndTransport(
        transports,
        new TransportDirectory(new SqlTransportPictures(database.dataSource()), new DatabaseTime()),
        new TransportJournal(core.journal(), core.workers()),
        new SqlTransportLocks(core.entities()));
  }

  public TestCoordinator core() {
    return core;
  }

  public CommandRegistry registry() {
    return registry;
  }

  public OpenCommands open() {
    return open;
  }

  WaitingNodes nodes() {
    return nodes;
  }

  Command issue(Order order, String key) {
    return registry.issue(CommandRequest.of(order, "a test wants it", key), ANN);
  }

  public Command issue(Order order) {
    return issue(order, UUID.randomUUID().toString());
  }

  CompletableFuture<List<Command>> take(WorkerId worker, String daemon, Duration patience) {
    return registry.take(new Taker(worker, daemon, patience, false));
  }

  Command acknowledge(Command command, Outcome outcome, String detail) {
    return registry.acknowledge(
        new Acknowledgement(command.id(), command.worker().orElseThrow(), "d1", outcome, detail));
  }

  AcknowledgeCommand acknowledging() {
    return acknowledging;
  }

  /** The leader's jobs, each for one round. */
  public void runJobs() {
    settling.run();
    expiring.run();
    forgetting.run();
  }

  @Override
  public void close() {
    nodes.stop();
    core.close();
  }
}
