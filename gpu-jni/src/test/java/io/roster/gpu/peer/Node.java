/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roster.gpu.EngineConfiguration;
import io.roster.gpu.GpuEngine;
import io.roster.gpu.MemoryStatus;
import io.roster.gpu.Place;
import io.roster.gpu.Replica;
import io.roster.gpu.engine.Engines;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** An engine that serves its peers and fetches from them; in its end nothing may be left over. */
final class Node implements AutoCloseable {

  static final long RAM = 64L << 20;

  static final PeerClientSettings IMPATIENT =
      PeerClientSettings.DEFAULT.withRetries(2, Duration.ofMillis(1));

  private final CountedThreads threads = new CountedThreads();
  private final GpuEngine engine;
  private final PeerServer server;
  private final PeerClient client;

  Node(Path disk) {
    this(disk, PeerServerSettings.on(loopback()), IMPATIENT);
  }

  Node(Path disk, PeerServerSettings serving, PeerClientSettings fetching) {
    engine =
        Engines.open(
            EngineConfiguration.usual().withRam(RAM).withGpu(RAM).withDisk(disk, RAM),
            Clock.systemUTC(),
            event -> {});
    server = new PeerServer(serving, engine::open, threads);
    server.start();
    client = new PeerClient(fetching, engine::create, threads);
  }

  static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  GpuEngine engine() {
    return engine;
  }

  PeerServer server() {
    return server;
  }

  PeerClient client() {
    return client;
  }

  PeerAddress address() {
    return new PeerAddress("127.0.0.1", server.address().getPort());
  }

  /** With that artifact in RAM. */
  Node holding(Sample sample) {
    return holding(sample, Place.RAM);
  }

  Node holding(Sample sample, Place place) {
    sample.putInto(engine, place);
    return this;
  }

  Replica fetch(Sample sample, PeerAddress... sources) {
    return fetch(FetchRequest.of(sample.id(), List.of(sources)));
  }

  Replica fetch(FetchRequest request) {
    return client.prepare(request, FetchListener.SILENT).run();
  }

  /** Nothing of any artifact is held, and no memory is taken. */
  void holdsNothing() {
    assertThat(engine.list()).isEmpty();
    for (MemoryStatus memory : engine.memories()) {
      assertThat(memory.usage().usedBytes()).as(memory.toString()).isZero();
    }
  }

  /** Every connection ends, every reader is closed, every thread goes. */
  @Override
  public void close() {
    await().until(() -> client.running() == 0 && server.connections() == 0);
    assertThat(engine.list()).noneMatch(Replica::inUse);
    client.close();
    client.close();
    server.stop();
    await().until(() -> threads.running() == 0);
    engine.close();
  }
}
