/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.engine;

import io.roster.connector.DaemonStatus;
import io.roster.connector.FetchProgress;
import io.roster.connector.FetchRequest;
import io.roster.connector.FetchedReplica;
import io.roster.connector.GpuDaemonEvent;
import io.roster.connector.MemoryId;
import io.roster.connector.MemoryTarget;
import io.roster.connector.PeerFailure;
import io.roster.connector.port.EnginePlan;
import io.roster.gpu.ArtifactId;
import io.roster.gpu.DuplicateArtifact;
import io.roster.gpu.GpuEngine;
import io.roster.gpu.MemoryStatus;
import io.roster.gpu.Place;
import io.roster.gpu.Replica;
import io.roster.gpu.engine.Engines;
import io.roster.gpu.peer.FetchListener;
import io.roster.gpu.peer.PeerClient;
import io.roster.gpu.peer.PeerException;
import io.roster.gpu.peer.PeerServer;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine from one start to the next stop. It is built up from the memories to the port for
 * other nodes, and taken down in the opposite order: nobody is served by half a daemon, and
 * transfers end before the memory that they move.
 */
final class StartedEngine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StartedEngine.class);

  private final String daemonId;
  private final GpuEngine engine;
  private final PeerClient peers;
  private final Optional<PeerServer> server;
  private final Consumer<GpuDaemonEvent> events;
  private final Clock clock;

  private StartedEngine(
      String daemonId,
      GpuEngine engine,
      PeerClient peers,
      Optional<PeerServer> server,
      Consumer<GpuDaemonEvent> events,
      Clock clock) {
    this.daemonId = daemonId;
    this.engine = engine;
    this.peers = peers;
    this.server = server;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Starts it; what was built before a failure is taken down again.
   *
   * @throws io.roster.gpu.GpuException if the engine or the port cannot be had
   */
  static StartedEngine start(
      String daemonId,
      EnginePlan plan,
      ThreadFactory threads,
      Clock clock,
      Consumer<GpuDaemonEvent> events) {
    Deque<AutoCloseable> built = new ArrayDeque<>();
    boolean complete = false;
    try {
      GpuEngine engine =
          pushed(
              built,
              Engines.open(
                  Plans.memories(plan),
                  clock,
                  event -> Values.event(event).ifPresent(events),
                  threads));
      PeerClient peers =
          pushed(built, new PeerClient(Plans.fetching(plan), engine::create, threads));
      Optional<PeerServer> server =
          Plans.serving(plan)
              .map(settings -> pushed(built, new PeerServer(settings, engine::open, threads)));
      server.ifPresent(PeerServer::start);
      complete = true;
      return new StartedEngine(daemonId, engine, peers, server, events, clock);
    } finally {
      if (!complete) {
        built.forEach(StartedEngine::closeQuietly);
      }
    }
  }

  private static <T extends AutoCloseable> T pushed(Deque<AutoCloseable> built, T part) {
    built.push(part);
    return part;
  }

  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      // What made the start fail is what its caller must hear.
      LOG.warn("daemon_part_not_closed code=ROS-2204", e);
    }
  }

  /** The engine; it refuses every call once this daemon was closed. */
  GpuEngine engine() {
    return engine;
  }

  /** Where other nodes are served; empty if they are not. */
  Optional<InetSocketAddress> peerAddress() {
    return server.map(PeerServer::address);
  }

  DaemonStatus status() {
    return new DaemonStatus(
        daemonId,
        engine.memories().stream().map(Values::status).toList(),
        peerAddress().map(InetSocketAddress::getPort).orElse(0),
        server.map(PeerServer::connections).orElse(0));
  }

  /** Copies an artifact to a target; of several devices to the one with most room. */
  Replica load(ArtifactId id, MemoryTarget target) {
    return engine.load(id, placeFor(target));
  }

  /** Fetches an artifact; a copy in another memory here is nearer than any other node. */
  FetchedReplica fetch(ArtifactId id, FetchRequest request, FetchProgress progress) {
    Instant begun = clock.instant();
    Queue<PeerFailure> failures = new ConcurrentLinkedQueue<>();
    Replica replica =
        engine.replicas(id).isEmpty()
            ? fetchFromPeers(id, request, new Watch(id, progress, failures))
            : load(id, request.target());
    return new FetchedReplica(
        Values.info(replica), List.copyOf(failures), Duration.between(begun, clock.instant()));
  }

  private Replica fetchFromPeers(ArtifactId id, FetchRequest request, FetchListener watch) {
    try {
      return peers.prepare(Values.peerRequest(id, request), watch).run();
    } catch (DuplicateArtifact e) {
      if (engine.replicas(id).isEmpty()) {
        throw e;
      }
      // It came in by another way meanwhile.
      return load(id, request.target());
    }
  }

  private Place placeFor(MemoryTarget target) {
    if (target.device().isPresent()) {
      return Values.place(new MemoryId(target.kind(), target.device().getAsInt()));
    }
    return engine.memories().stream()
        .filter(memory -> memory.place().memory() == Values.kind(target.kind()))
        .max(Comparator.comparingLong(memory -> memory.usage().freeBytes()))
        .map(MemoryStatus::place)
        .orElseGet(() -> new Place(Values.kind(target.kind()), 0));
  }

  @Override
  public void close() {
    server.ifPresent(PeerServer::close);
    peers.close();
    engine.close();
  }

  /** Passes on how a fetch goes. */
  private final class Watch implements FetchListener {

    private final ArtifactId id;
    private final FetchProgress progress;
    private final Queue<PeerFailure> failures;

    Watch(ArtifactId id, FetchProgress progress, Queue<PeerFailure> failures) {
      this.id = id;
      this.progress = progress;
      this.failures = failures;
    }

    @Override
    public void progressed(io.roster.gpu.peer.FetchProgress far) {
      progress.received(far.verifiedBytes(), far.sizeBytes());
    }

    @Override
    public void sourceFailed(PeerException reason) {
      PeerFailure failure = Values.failure(reason);
      failures.add(failure);
      events.accept(new GpuDaemonEvent.PeerLost(id.value(), failure));
    }
  }
}
