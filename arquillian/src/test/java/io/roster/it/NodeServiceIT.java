/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static io.roster.wire.node.v1.ReplicaMemory.REPLICA_MEMORY_DISK;
import static io.roster.wire.node.v1.ReplicaMemory.REPLICA_MEMORY_GPU;
import static io.roster.wire.node.v1.ReplicaMemory.REPLICA_MEMORY_RAM;
import static io.roster.wire.node.v1.ReplicaMemory.REPLICA_MEMORY_UNSPECIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.roster.it.client.Wire;
import io.roster.it.product.Build;
import io.roster.it.product.FreePorts;
import io.roster.it.product.Product;
import io.roster.it.product.Registry;
import io.roster.it.product.RosterCommand;
import io.roster.it.product.RosterProcess;
import io.roster.it.product.Setup;
import io.roster.wire.globalstore.v1.ListActiveWorkersResponse.WorkerInfo;
import io.roster.wire.node.v1.ListReplicasRequest;
import io.roster.wire.node.v1.ListReplicasResponse;
import io.roster.wire.node.v1.LoadReplicaRequest;
import io.roster.wire.node.v1.NodeReplica;
import io.roster.wire.node.v1.NodeServiceGrpc;
import io.roster.wire.node.v1.NodeServiceGrpc.NodeServiceBlockingStub;
import io.roster.wire.node.v1.PinRequest;
import io.roster.wire.node.v1.ReplicaMemory;
import io.roster.wire.node.v1.ReplicaPlace;
import io.roster.wire.node.v1.StatusRequest;
import io.roster.wire.node.v1.StatusResponse;
import io.roster.wire.node.v1.UnloadReplicaRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that was started with a daemon's file of the reference, as programs use it. */
class NodeServiceIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final long CALL_SECONDS = 20;
  private static final int SIZE = 100_000;
  private static final String ARTIFACT = "cgid:node-service-it";
  private static final String DAEMON = "node-service-it";

  private static final int GRPC_PORT = FreePorts.one();
  private static final int PEER_PORT = FreePorts.one();

  @TempDir private static Path files;

  private static Registry registry;
  private static RosterProcess process;
  private static ManagedChannel channel;

  @BeforeAll
  static void start() throws IOException {
    registry = Product.ROSTER_UP.registry(Setup.PLAIN);
    process =
        RosterProcess.run(
            Map.of(),
            List.of(
                "node",
                "--config",
                configuration("").toString(),
                "--name",
                DAEMON,
                "--memory",
                "8MiB",
                "--gpu-memory",
                "8MiB",
                "--engine",
                "host",
                "--disk",
                "8MiB"));
    channel = NettyChannelBuilder.forAddress("127.0.0.1", GRPC_PORT).usePlaintext().build();
    process.awaitLine("Node is ready");
  }

  @AfterAll
  static void stop() {
    channel.shutdownNow();
    process.close();
  }

  private static Path configuration(String more) throws IOException {
    return Files.writeString(
        Files.createTempFile(files, "daemon", ".yaml"),
        """
        daemon_id: %s
        server:
          storage_path: %s
          num_threads: 8
          listen: {host: 0.0.0.0, port: %d}
          p2p_listen: {host: 0.0.0.0, port: %d}
        high_availability:
          enabled: true
          heartbeat_interval: 1s
          heartbeat_rpc_timeout: 1s
          state_sync_rpc_timeout: 5s
          periodic_sync_interval: 10s
          max_retries: 3
          global_store_endpoints:
            - {host: 127.0.0.1, port: %d}
        engine: {anything: goes}
        %s
        """
            .formatted(
                DAEMON,
                Build.work("node-service-" + GRPC_PORT),
                GRPC_PORT,
                PEER_PORT,
                registry.grpcPort(),
                more));
  }

  @BeforeEach
  void put() throws IOException {
    byte[] bytes = new byte[SIZE];
    new Random(4).nextBytes(bytes);
    Path file = Files.write(files.resolve("artifact"), bytes);
    RosterCommand.Result put =
        RosterCommand.run("put", file.toString(), "--id", ARTIFACT, "--node", endpoint());
    assertThat(put.status()).as(put.output()).isZero();
  }

  @AfterEach
  void unloadAll() {
    for (NodeReplica replica : page(0, "").getReplicasList()) {
      pin(replica.getPlace(), false);
      unload(replica.getPlace());
    }
  }

  @Test
  void the_node_is_what_the_file_says() {
    await().atMost(SOON).until(() -> status().getReasonsCount() == 0);
    StatusResponse status = status();
    assertThat(status.getDaemonId()).isEqualTo(DAEMON);
    assertThat(status.getNodeId()).isEqualTo(DAEMON);
    assertThat(status.getGrpcPort()).isEqualTo(GRPC_PORT);
    assertThat(status.getP2PPort()).isEqualTo(PEER_PORT);
    assertThat(status.getRegistration()).isEqualTo("REGISTERED");
    assertThat(status.getReconciled()).isTrue();
    assertThat(status.getRegistry()).isEqualTo("127.0.0.1:" + registry.grpcPort());
    assertThat(status.getReplicaCount()).isEqualTo(1);
    assertThat(status.getInventoryChecksum()).matches("[0-9a-f]{16}");
    assertThat(status.getMemoriesList())
        .allSatisfy(memory -> assertThat(memory.getCapacityBytes()).isEqualTo(8L << 20))
        .extracting(memory -> memory.getMemory())
        .containsExactlyInAnyOrder(REPLICA_MEMORY_GPU, REPLICA_MEMORY_RAM, REPLICA_MEMORY_DISK);
    try (Wire wire = Wire.to(registry)) {
      WorkerInfo worker = wire.find(status.getWorkerId()).orElseThrow();
      assertThat(worker.getDaemonId()).isEqualTo(DAEMON);
      assertThat(worker.getGrpcPort()).isEqualTo(GRPC_PORT);
      assertThat(worker.getP2PPort()).isEqualTo(PEER_PORT);
    }
  }

  @Test
  void a_replica_is_loaded_into_each_memory_and_the_registry_knows_those_that_it_counts() {
    assertThat(load(at(REPLICA_MEMORY_GPU)).getPlace()).isEqualTo(at(REPLICA_MEMORY_GPU));
    assertThat(load(at(REPLICA_MEMORY_DISK)).getSizeBytes()).isEqualTo(SIZE);
    assertThat(load(at(REPLICA_MEMORY_DISK)).getPlace()).isEqualTo(at(REPLICA_MEMORY_DISK));
    assertThat(page(0, "").getReplicasList())
        .extracting(NodeReplica::getPlace)
        .containsExactlyInAnyOrder(
            at(REPLICA_MEMORY_GPU), at(REPLICA_MEMORY_RAM), at(REPLICA_MEMORY_DISK));
    assertThat(status().getReplicaCount()).isEqualTo(3);
    await().atMost(SOON).until(() -> registered() >= 2);

    unload(at(REPLICA_MEMORY_GPU));
    assertThat(page(0, "").getReplicasList())
        .extracting(NodeReplica::getPlace)
        .doesNotContain(at(REPLICA_MEMORY_GPU));
    unload(at(REPLICA_MEMORY_DISK));
    await().atMost(SOON).until(() -> registered() == 1);
    assertThat(codeOf(() -> unload(at(REPLICA_MEMORY_GPU)))).isEqualTo(Status.Code.NOT_FOUND);
  }

  @Test
  void what_is_pinned_stays_until_it_is_unpinned() {
    assertThat(pin(at(REPLICA_MEMORY_RAM), true).getPinned()).isTrue();
    assertThat(codeOf(() -> unload(at(REPLICA_MEMORY_RAM))))
        .isEqualTo(Status.Code.FAILED_PRECONDITION);
    assertThat(pin(at(REPLICA_MEMORY_RAM), false).getPinned()).isFalse();
    unload(at(REPLICA_MEMORY_RAM));
    assertThat(codeOf(() -> pin(at(REPLICA_MEMORY_RAM), true))).isEqualTo(Status.Code.NOT_FOUND);
  }

  @Test
  void a_list_comes_in_pages() {
    load(at(REPLICA_MEMORY_GPU));
    load(at(REPLICA_MEMORY_DISK));
    ListReplicasResponse first = page(2, "");
    assertThat(first.getReplicasList()).hasSize(2);
    ListReplicasResponse last = page(2, first.getNextPageToken());
    assertThat(last.getReplicasList())
        .hasSize(1)
        .doesNotContainAnyElementsOf(first.getReplicasList());
    assertThat(last.getNextPageToken()).isEmpty();
    assertThat(codeOf(() -> page(10_001, ""))).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(codeOf(() -> page(1, "%"))).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void what_cannot_be_loaded_is_said() {
    assertThat(codeOf(() -> load(at(REPLICA_MEMORY_UNSPECIFIED))))
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    ReplicaPlace noSuchCard = at(REPLICA_MEMORY_GPU).toBuilder().setDevice(7).build();
    assertThat(codeOf(() -> load(noSuchCard))).isEqualTo(Status.Code.NOT_FOUND);
    ReplicaPlace unknown =
        at(REPLICA_MEMORY_RAM).toBuilder().setArtifactId("cgid:nobody-has-it").build();
    assertThat(codeOf(() -> load(unknown))).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(page(0, "").getReplicasList()).hasSize(1);
  }

  @Test
  void a_key_that_the_reference_does_not_know_is_refused() throws IOException {
    RosterCommand.Result refused =
        RosterCommand.run("node", "--config", configuration("nonsense: 1").toString());
    assertThat(refused.status()).as(refused.output()).isEqualTo(1);
    assertThat(refused.output()).contains("nonsense");
  }

  private static NodeReplica load(ReplicaPlace place) {
    return service()
        .loadReplica(LoadReplicaRequest.newBuilder().setPlace(place).build())
        .getReplica();
  }

  private static Object unload(ReplicaPlace place) {
    return service().unloadReplica(UnloadReplicaRequest.newBuilder().setPlace(place).build());
  }

  private static NodeReplica pin(ReplicaPlace place, boolean pinned) {
    return service()
        .pin(PinRequest.newBuilder().setPlace(place).setPinned(pinned).build())
        .getReplica();
  }

  private static ListReplicasResponse page(int size, String token) {
    return service()
        .listReplicas(
            ListReplicasRequest.newBuilder()
                .setArtifactId(ARTIFACT)
                .setPageSize(size)
                .setPageToken(token)
                .build());
  }

  private static StatusResponse status() {
    return service().status(StatusRequest.getDefaultInstance());
  }

  private static int registered() {
    try (Wire wire = Wire.to(registry)) {
      return wire.replicasOf(ARTIFACT).size();
    }
  }

  private static Status.Code codeOf(Supplier<?> call) {
    return Wire.statusOf(call).getCode();
  }

  private static ReplicaPlace at(ReplicaMemory memory) {
    return ReplicaPlace.newBuilder().setArtifactId(ARTIFACT).setMemory(memory).build();
  }

  private static String endpoint() {
    return "127.0.0.1:" + GRPC_PORT;
  }

  private static NodeServiceBlockingStub service() {
    return NodeServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
  }
}
