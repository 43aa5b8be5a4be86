/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.roster.connector.ArtifactContent;
import io.roster.connector.CanonicalIndex;
import io.roster.connector.FetchCancelledException;
import io.roster.connector.FetchProgress;
import io.roster.connector.FetchRequest;
import io.roster.connector.FetchedReplica;
import io.roster.connector.GpuDaemonConnection;
import io.roster.connector.GpuDaemonConnectionFactory;
import io.roster.connector.GpuDaemonEvent;
import io.roster.connector.GpuDaemonEvent.PeerLost;
import io.roster.connector.MemoryId;
import io.roster.connector.MemoryTarget;
import io.roster.connector.PeerAddress;
import io.roster.connector.PeerFailure;
import io.roster.connector.PeerTransferException;
import io.roster.connector.ra.GpuDaemonResourceAdapter;
import io.roster.connector.ra.TestEndpoints;
import io.roster.connector.ra.TestServer;
import io.roster.connector.ra.inbound.GpuDaemonActivationSpec;
import jakarta.resource.ResourceException;
import java.io.ByteArrayInputStream;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two adapters that give each other artifacts. */
class PeerFetchTest {

  private static final int SIZE = 9_000_000;
  private static final byte[] BYTES = bytes();

  @TempDir Path sourceDir;
  @TempDir Path targetDir;

  private final TestServer server = new TestServer();
  private final GpuDaemonResourceAdapter source = new GpuDaemonResourceAdapter();
  private final GpuDaemonResourceAdapter target = new GpuDaemonResourceAdapter();
  private GpuDaemonConnection here;
  private GpuDaemonConnection there;

  @BeforeEach
  void start() throws ResourceException {
    source.setP2pHost("127.0.0.1");
    there = started(source, sourceDir);
    here = started(target, targetDir);
    there.put(
        "cgid:a",
        CanonicalIndex.ofBytes(SIZE),
        SIZE,
        new ByteArrayInputStream(BYTES),
        MemoryTarget.RAM);
  }

  @AfterEach
  void every_thread_and_port_is_given_back() {
    source.stop();
    target.stop();
    await().until(() -> server.runningWorks() == 0);
  }

  @Test
  void an_artifact_comes_from_another_node() throws Exception {
    AtomicLong received = new AtomicLong();
    FetchedReplica fetched =
        here.fetch(
            request(peer()).expectingSize(SIZE).expectingSha256(there.sha256("cgid:a")),
            (bytes, total) -> received.accumulateAndGet(bytes, Math::max));
    assertThat(fetched.failures()).isEmpty();
    assertThat(fetched.replica().memory()).isEqualTo(MemoryId.RAM);
    assertThat(received).hasValue(SIZE);
    try (ArtifactContent content = here.get("cgid:a")) {
      assertThat(content.stream().readAllBytes()).isEqualTo(BYTES);
    }
    assertThat(here.getIndex("cgid:a")).isEqualTo(CanonicalIndex.ofBytes(SIZE));
  }

  @Test
  void the_next_source_is_asked_when_the_first_is_away() throws Exception {
    TestEndpoints endpoints = new TestEndpoints();
    GpuDaemonActivationSpec spec = new GpuDaemonActivationSpec();
    spec.setEvents("peer_lost");
    target.endpointActivation(endpoints, spec);
    PeerAddress away = away();

    FetchedReplica fetched = here.fetch(request(away, peer()), FetchProgress.IGNORED);

    assertThat(fetched.failures())
        .isNotEmpty()
        .allSatisfy(
            failure -> {
              assertThat(failure.peer()).isEqualTo(away);
              assertThat(failure.cause()).isEqualTo(PeerFailure.Cause.UNREACHABLE);
            });
    await().until(() -> !endpoints.events().isEmpty());
    assertThat(endpoints.events())
        .first()
        .isInstanceOfSatisfying(
            PeerLost.class,
            lost -> {
              assertThat(lost.artifactId()).isEqualTo("cgid:a");
              assertThat(lost.failure().peer()).isEqualTo(away);
            })
        .extracting(GpuDaemonEvent::kind)
        .isEqualTo(GpuDaemonEvent.Kind.PEER_LOST);
  }

  @Test
  void when_nobody_gives_it_each_source_is_blamed_for_what_it_did() throws Exception {
    there.unload("cgid:a", MemoryId.RAM);
    PeerAddress away = away();
    assertThatThrownBy(() -> here.fetch(request(away, peer()), FetchProgress.IGNORED))
        .isInstanceOfSatisfying(
            PeerTransferException.class,
            failed ->
                assertThat(failed.failures())
                    .extracting(PeerFailure::cause)
                    .contains(PeerFailure.Cause.UNREACHABLE, PeerFailure.Cause.LACKS_ARTIFACT));
    assertThat(here.list()).isEmpty();
  }

  @Test
  void what_lies_in_another_memory_here_is_not_fetched() throws Exception {
    here.fetch(request(peer()), FetchProgress.IGNORED);
    FetchedReplica again =
        here.fetch(
            FetchRequest.of("cgid:a", MemoryTarget.DISK, List.of(away())), FetchProgress.IGNORED);
    assertThat(again.failures()).isEmpty();
    assertThat(again.replica().memory()).isEqualTo(MemoryId.DISK);
  }

  @Test
  void an_interrupt_ends_a_fetch_and_leaves_nothing() throws Exception {
    assertThatThrownBy(
            () -> here.fetch(request(peer()), (bytes, total) -> Thread.currentThread().interrupt()))
        .isInstanceOf(FetchCancelledException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(here.list()).isEmpty();
  }

  @Test
  void the_status_tells_the_port_for_other_nodes() throws Exception {
    assertThat(there.status().peerPort()).isPositive();
    assertThat(here.status().peerPort()).isZero();
  }

  private GpuDaemonConnection started(GpuDaemonResourceAdapter adapter, Path dataDir)
      throws ResourceException {
    adapter.setMemory("32MiB");
    adapter.setDisk("32MiB");
    adapter.setDataDir(dataDir.toString());
    adapter.start(server);
    GpuDaemonManagedConnectionFactory factory = new GpuDaemonManagedConnectionFactory();
    factory.setResourceAdapter(adapter);
    return ((GpuDaemonConnectionFactory) factory.createConnectionFactory()).getConnection();
  }

  private PeerAddress peer() throws ResourceException {
    return new PeerAddress("127.0.0.1", there.status().peerPort());
  }

  /** Where nobody listens. */
  private static PeerAddress away() throws Exception {
    try (ServerSocket free = new ServerSocket(0)) {
      return new PeerAddress("127.0.0.1", free.getLocalPort());
    }
  }

  private static FetchRequest request(PeerAddress... sources) {
    return FetchRequest.of("cgid:a", MemoryTarget.RAM, List.of(sources));
  }

  private static byte[] bytes() {
    byte[] bytes = new byte[SIZE];
    new Random(4).nextBytes(bytes);
    return bytes;
  }
}
