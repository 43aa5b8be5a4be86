/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node;

import io.roster.node.catalog.Catalog;
import io.roster.node.catalog.MetadataPublisher;
import io.roster.node.chunk.ChunkSync;
import io.roster.node.command.CommandLoop;
import io.roster.node.command.CommandMemory;
import io.roster.node.command.Verbs;
import io.roster.node.daemon.ConnectorDaemon;
import io.roster.node.inventory.HeldReplica;
import io.roster.node.inventory.Memory;
import io.roster.node.inventory.MemoryState;
import io.roster.node.inventory.ReplicaPlace;
import io.roster.node.inventory.Target;
import io.roster.node.loop.Loop;
import io.roster.node.metrics.AgentMetrics;
import io.roster.node.reconcile.Exports;
import io.roster.node.reconcile.InventoryReports;
import io.roster.node.reconcile.ReconcileAnswers;
import io.roster.node.reconcile.Reconciler;
import io.roster.node.reconcile.ReplicaEntries;
import io.roster.node.reconcile.ReplicaIds;
import io.roster.node.reconcile.Retirement;
import io.roster.node.reconcile.Retirements;
import io.roster.node.reconcile.SyncSchedule;
import io.roster.node.registry.InventoryReport;
import io.roster.node.registry.LinkListener;
import io.roster.node.registry.LinkReports;
import io.roster.node.registry.LinkState;
import io.roster.node.registry.LinkStatus;
import io.roster.node.registry.Membership;
import io.roster.node.registry.NetworkThreads;
import io.roster.node.registry.NodeIdentity;
import io.roster.node.registry.NodeLoad;
import io.roster.node.registry.RegistryAccess;
import io.roster.node.registry.RegistryFailure;
import io.roster.node.registry.Standing;
import io.roster.node.service.NodeEndpoint;
import io.roster.node.transfer.FetchFailure;
import io.roster.node.transfer.Fetches;
import io.roster.node.transfer.Publication;
import io.roster.node.transfer.Transports;
import io.roster.settings.NodeSettings;
import io.roster.settings.Settings;
import jakarta.resource.ResourceException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running node: puts the parts of the agent together, starts them, and ends them in order. The
 * registry hears the goodbye while everything that serves others still runs.
 */
final class NodeRuntime implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NodeRuntime.class);

  private static final int CALLS = 16;
  private static final int CALLS_WAITING = 64;
  private static final int CHORES = 8;
  private static final int CHORES_WAITING = 10_000;

  private final NodeIdentity node;
  private final ConnectorDaemon daemon;
  private final DaemonEventCounters counters;
  private final Consumer<LinkStatus> registration;
  private final Membership membership = new Membership();
  private final AtomicBoolean draining = new AtomicBoolean();
  private final InventoryReports reports;
  private final DaemonHealth daemonHealth = new DaemonHealth();
  private final Outage outage;
  private final SyncSchedule schedule;
  private final MetadataPublisher metadata;
  private final Fetches fetches;
  private final NodeEndpoint endpoint;
  private final RegistryAccess registry;
  private final Workers calls;
  private final Workers chores;
  private final Loop heartbeats;
  private final Loop reconciles;
  private final Loop completions;
  private final Loop commands;
  private final Optional<Loop> chunks;

  NodeRuntime(
      Settings settings,
      NodeIdentity node,
      ConnectorDaemon daemon,
      DaemonEventCounters counters,
      ThreadFactory threads,
      NetworkThreads network,
      Consumer<LinkStatus> registration) {
    Clock clock = Clock.systemUTC();
    SecureRandom random = new SecureRandom();
    this.node = node;
    this.daemon = daemon;
    this.counters = counters;
    this.registration = registration;
    reports = new InventoryReports(daemon, node);
    outage = new Outage(clock);
    calls = new Workers(CALLS, CALLS_WAITING, threads);
    chores = new Workers(CHORES, CHORES_WAITING, threads);
    schedule = new SyncSchedule(() -> reconciles().wake(), AgentMetrics.SYNCS_JOINED::inc);
    registry =
        RegistryAccess.create(settings, node, membership, new Reports(), network, new Listener());
    Catalog catalog = new Catalog(registry.client());
    metadata = new MetadataPublisher(catalog, daemon, chores);
    Exports exports = new Exports();
    ReplicaIds replicaIds = new ReplicaIds();
    ReplicaEntries entries =
        new ReplicaEntries(node, exports, settings.get(NodeSettings.TRANSFERS_PER_REPLICA));
    Retirement retirement =
        new Retirement(
            daemon,
            registry.client(),
            schedule,
            exports,
            replicaIds,
            clock,
            settings.get(NodeSettings.DRAIN_TIMEOUT));
    Transports transports = new Transports(registry.client(), membership, entries);
    Publication publication =
        new Publication(registry.client(), membership, daemon, entries, replicaIds, metadata);
    fetches = new Fetches(daemon, daemon, transports, publication, schedule, node);
    endpoint =
        new NodeEndpoint(
            calls,
            daemon,
            daemon,
            catalog,
            fetches,
            publication,
            retirement,
            () -> StatusMessages.message(report()));
    Reconciler reconciler =
        new Reconciler(
            node,
            membership,
            registry.client(),
            daemon,
            entries,
            schedule,
            new ReconcileAnswers(
                new Retirements(retirement, chores, clock),
                exports,
                replicaIds,
                this::prefetch,
                this::agreed),
            this::rejoin,
            clock,
            random,
            settings.get(NodeSettings.STATE_SYNC_TIMEOUT),
            settings.get(NodeSettings.HEARTBEAT_INTERVAL));
    CommandLoop taking =
        new CommandLoop(
            node,
            membership,
            registry.client(),
            CommandMemory.open(settings.get(NodeSettings.DATA_DIR)),
            new Verbs(schedule, daemon, daemon, retirement, replicaIds, fetches, draining),
            chores,
            random);
    heartbeats = new Loop("heartbeat", registry.link(), threads);
    reconciles = new Loop("reconcile", reconciler, threads);
    completions = new Loop("completion", transports, threads);
    commands = new Loop("command", taking, threads);
    Duration interval = settings.get(NodeSettings.CHUNK_SYNC_INTERVAL);
    chunks =
        interval.isZero()
            ? Optional.empty()
            : Optional.of(
                new Loop(
                    "chunk",
                    new ChunkSync(node, membership, registry.client(), daemon, interval),
                    threads));
  }

  private Loop reconciles() {
    return reconciles;
  }

  NodeEndpoint endpoint() {
    return endpoint;
  }

  void start() {
    heartbeats.start();
    reconciles.start();
    completions.start();
    commands.start();
    chunks.ifPresent(Loop::start);
  }

  /** Something came into a memory of this node, or left it. */
  void inventoryChanged() {
    schedule.request("the inventory has changed");
  }

  NodeReport report() {
    Optional<String> failure = Optional.empty();
    List<MemoryState> memories = List.of();
    List<HeldReplica> replicas = List.of();
    InventoryReport inventory = InventoryReport.UNKNOWN;
    try {
      memories = daemon.memories();
      replicas = daemon.held();
      inventory = reports.report();
    } catch (ResourceException e) {
      failure = Optional.of(String.valueOf(e.getMessage()));
    }
    return new NodeReport(
        node,
        registry.link().status(),
        membership.standing().flatMap(Standing::agreedAt),
        failure,
        memories,
        replicas,
        inventory.checksum(),
        counters.counts());
  }

  @Override
  public void close() {
    commands.quit();
    chunks.ifPresent(Loop::stop);
    reconciles.stop();
    heartbeats.stop();
    completions.stop();
    calls.close();
    chores.close();
    registry.close();
    commands.stop();
  }

  private void rejoin() {
    membership.renew();
    heartbeats.wake();
  }

  private void agreed(Collection<HeldReplica> held) {
    outage.ends();
    AgentMetrics.RECONCILED.set(1);
    metadata.publish(held);
  }

  private void prefetch(ReplicaPlace place) {
    chores.offer(
        () -> {
          try {
            fetches.bring(place.artifactId(), Target.of(place));
          } catch (FetchFailure | RegistryFailure | ResourceException e) {
            LOG.debug("prefetch_failed replica=\"{}\" reason=\"{}\"", place, e.getMessage());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** A node whose daemon does not answer stays registered, but takes nothing. */
  private final class Reports implements LinkReports {

    @Override
    public NodeLoad load() {
      try {
        List<MemoryState> pool =
            daemon.memories().stream().filter(state -> state.memory() != Memory.DISK).toList();
        daemonHealth.answers();
        long total = pool.stream().mapToLong(MemoryState::capacityBytes).sum();
        long used = pool.stream().mapToLong(MemoryState::usedBytes).sum();
        return new NodeLoad(total, Math.max(0, total - used), !draining.get());
      } catch (ResourceException e) {
        daemonHealth.silent(e);
        return new NodeLoad(0, 0, false);
      }
    }

    @Override
    public InventoryReport inventory() {
      try {
        return reports.report();
      } catch (ResourceException e) {
        daemonHealth.silent(e);
        return InventoryReport.UNKNOWN;
      }
    }
  }

  private final class Listener implements LinkListener {

    @Override
    public void inventoryInDoubt(String reason) {
      schedule.request(reason);
    }

    @Override
    public void registryMayHaveForgotten() {
      metadata.forget();
      AgentMetrics.RECONCILED.set(0);
    }

    @Override
    public void changed(LinkStatus now) {
      AgentMetrics.REGISTERED.set(now.isRegistered() ? 1 : 0);
      if (now.state() == LinkState.LOST) {
        outage.begins();
      }
      if (now.isRegistered() && outage.isOn()) {
        schedule.request("the registry is back");
      }
      registration.accept(now);
    }

    @Override
    public void beat() {
      AgentMetrics.HEARTBEATS.inc();
    }

    @Override
    public void failed() {
      AgentMetrics.HEARTBEAT_FAILURES.inc();
    }
  }
}
