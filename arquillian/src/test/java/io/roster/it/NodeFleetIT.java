/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Timestamp;
import io.roster.it.client.StateChecksum;
import io.roster.it.client.Wire;
import io.roster.it.product.Build;
import io.roster.it.product.FreePorts;
import io.roster.it.product.NodeProcess;
import io.roster.it.product.Registry;
import io.roster.it.product.RosterCommand;
import io.roster.it.product.RosterProcess;
import io.roster.it.product.Standstill;
import io.roster.v1.Command;
import io.roster.v1.CommandState;
import io.roster.v1.EvictReplicaRequest;
import io.roster.v1.GetCommandRequest;
import io.roster.v1.Intent;
import io.roster.v1.OperatorServiceGrpc;
import io.roster.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import io.roster.v1.PrefetchArtifactRequest;
import io.roster.v1.RequestResyncRequest;
import io.roster.wire.common.v1.ReplicaInfo;
import io.roster.wire.common.v1.ReplicaRef;
import io.roster.wire.common.v1.ReplicaStats;
import io.roster.wire.globalstore.v1.ArtifactReplicaRecord;
import io.roster.wire.globalstore.v1.ListReplicasV2Request;
import io.roster.wire.globalstore.v1.QueryTransportWindowRequest;
import io.roster.wire.globalstore.v1.ResolveKeyMappingRequest;
import io.roster.wire.globalstore.v1.TransportWindowRow;
import io.roster.wire.node.v1.NodeReplica;
import io.roster.wire.node.v1.StatusResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes of one fleet, from the command line, with everything that may go away going away. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodeFleetIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration BACK = Duration.ofMinutes(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int SMALL = 3_000_001;

  /** At the limit below it takes several seconds, so there is a middle to be killed in. */
  private static final int LARGE = 96 << 20;

  private static final Map<String, String> SLOW =
      Map.of(
          "ROSTER_NODE_P2P_BANDWIDTH",
          "8MiB",
          "ROSTER_NODE_HEARTBEAT_INTERVAL",
          "PT1S",
          "ROSTER_NODE_HEARTBEAT_RPC_TIMEOUT",
          "PT1S");

  /** Longer makes no difference to anybody, only to the patience of whoever waits here. */
  private static final Duration AWAY =
      Duration.ofSeconds(Long.getLong("roster.test.away-seconds", 3 * TIMEOUT.toSeconds()));

  private static final int GRPC_PORT = FreePorts.one();
  private static final int HTTP_PORT = FreePorts.one();
  private static final Path DATA = Build.work("fleet-registry-" + GRPC_PORT);

  private static RosterProcess registry;
  private static NodeProcess one;
  private static NodeProcess other;

  @TempDir private static Path files;

  @BeforeAll
  static void start() {
    registry = up();
    registry.awaitReady();
    one = NodeProcess.start("one", "127.0.0.1:" + GRPC_PORT, SLOW);
    other = NodeProcess.start("other", "127.0.0.1:" + GRPC_PORT, SLOW);
    one.awaitReady();
    other.awaitReady();
  }

  private static RosterProcess up() {
    return RosterProcess.run(
        Map.of(
            "ROSTER_WORKER_HEARTBEAT_TIMEOUT",
            TIMEOUT.toString(),
            "ROSTER_WORKER_HEARTBEAT_INTERVAL",
            "PT1S"),
        List.of(
            "up",
            "--data",
            DATA.toString(),
            "--http-port",
            String.valueOf(HTTP_PORT),
            "--grpc-port",
            String.valueOf(GRPC_PORT)));
  }

  @AfterAll
  static void stop() {
    other.close();
    one.close();
    registry.close();
  }

  @Test
  @Order(1)
  void what_is_put_on_one_node_comes_out_of_the_other_and_the_registry_lists_both() {
    Path file = random("small.bin", SMALL);
    assertDone(put(file, "small", one));
    Path out = files.resolve("small.out");
    RosterCommand.Result got = get("small", out, other);
    assertDone(got);
    assertThat(got.output()).contains("fetched from");
    assertThat(out).hasSameBinaryContentAs(file);
    assertThat(get("small", out, other).output()).contains("held by this node");

    RosterCommand.Result list =
        RosterCommand.run("replicas", "small", "--registry", "127.0.0.1:" + GRPC_PORT);
    assertDone(list);
    assertThat(list.output().lines().filter(line -> line.contains("exportable"))).hasSize(2);
    assertThat(list.output()).contains(" one ", " other ", "2.9 MiB");
    assertThat(RosterCommand.run("replicas", "--node", other.endpoint()).output())
        .contains("RAM", "2.9 MiB");
    await().atMost(SOON).until(() -> one.isReady() && other.isReady());
  }

  @Test
  @Order(2)
  void what_is_wrong_is_said_and_the_status_tells() {
    RosterCommand.Result unknown = get("nothing", files.resolve("none"), one);
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.output()).contains("roster: The key nothing names nothing.");
    assertThat(files.resolve("none")).doesNotExist();
    RosterCommand.Result taken = put(random("other.bin", 10), "small", one);
    assertThat(taken.status()).isEqualTo(1);
    assertThat(taken.output()).contains("names another artifact");
    assertThat(RosterCommand.run("get").status()).isEqualTo(2);
    RosterCommand.Result away =
        RosterCommand.run(
            "get", "small", "-o", files.resolve("x").toString(), "--node", "127.0.0.1:1");
    assertThat(away.status()).isEqualTo(1);
    assertThat(away.output()).contains("127.0.0.1:1 does not answer");
  }

  @Test
  @Order(3)
  void what_an_operator_asks_of_a_node_is_done_once_and_told() {
    String artifact = artifactOf("small");
    try (Wire wire = wire()) {
      OperatorServiceBlockingStub operator = OperatorServiceGrpc.newBlockingStub(wire.channel());
      String worker = other.status().orElseThrow().getWorkerId();
      String replica =
          wire.replicas(listing(artifact)).stream()
              .filter(record -> isAt(record, other.status().orElseThrow()))
              .map(record -> record.getMemoryInfo().getReplicaId())
              .findFirst()
              .orElseThrow();
      assertEndsDone(
          operator,
          operator.evictReplica(
              EvictReplicaRequest.newBuilder().setIntent(intent()).setReplicaId(replica).build()));
      assertThat(other.replicas()).noneMatch(held -> isOf(held, artifact));
      await().atMost(SOON).until(() -> registered(artifact) == 1);

      Command prefetch;
      try (Standstill away = other.standstill()) {
        prefetch =
            operator.prefetchArtifact(
                PrefetchArtifactRequest.newBuilder()
                    .setIntent(intent())
                    .setWorkerId(worker)
                    .setArtifactId(artifact)
                    .setMemoryType("RAM")
                    .build());
      }
      assertEndsDone(operator, prefetch);
      assertThat(other.replicas()).filteredOn(held -> isOf(held, artifact)).hasSize(1);
      await().atMost(SOON).until(() -> registered(artifact) == 2);

      assertEndsDone(
          operator,
          operator.requestResync(
              RequestResyncRequest.newBuilder().setIntent(intent()).setWorkerId(worker).build()));
      await().atMost(SOON).until(() -> other.isReady());
      assertAgrees(other);
    }
  }

  private static Intent intent() {
    return Intent.newBuilder()
        .setReason("tried by a test")
        .setIdempotencyKey(UUID.randomUUID().toString())
        .build();
  }

  private static void assertEndsDone(OperatorServiceBlockingStub operator, Command given) {
    Command ended =
        await()
            .atMost(SOON)
            .until(
                () ->
                    operator.getCommand(
                        GetCommandRequest.newBuilder().setCommandId(given.getCommandId()).build()),
                command -> command.getState().getNumber() >= CommandState.COMMAND_STATE_DONE_VALUE);
    assertThat(ended.getState()).as(ended.getDetail()).isEqualTo(CommandState.COMMAND_STATE_DONE);
  }

  @Test
  @Order(4)
  void a_registry_that_was_killed_and_is_back_finds_everything_as_it_was() {
    assertDone(put(random("kept.bin", SMALL / 2), "kept", one));
    List<NodeReplica> before = one.replicas();
    await().atMost(SOON).until(() -> one.isReady());

    List<ProcessHandle> processes = registry.children();
    registry.kill();
    processes.forEach(ProcessHandle::destroyForcibly);
    await().atMost(SOON).until(() -> !one.isReady());
    assertThat(get("kept", files.resolve("kept.out"), one).status())
        .as("a node serves what it holds")
        .isZero();

    registry = up();
    registry.awaitReady();
    await().atMost(BACK).until(() -> one.isReady() && other.isReady());
    assertHolds(one, before);
    assertThat(registered(artifactOf("kept"))).isEqualTo(1);
    assertDone(get("kept", files.resolve("kept.out"), other));
  }

  @Test
  @Order(5)
  void a_registry_that_was_without_its_database_finds_everything_as_it_was() {
    List<NodeReplica> ofOne = one.replicas();
    List<NodeReplica> ofOther = other.replicas();

    try (Standstill database = Standstill.of(processes("postgres"))) {
      long begun = System.nanoTime();
      await()
          .atMost(BACK)
          .until(() -> System.nanoTime() - begun > TIMEOUT.multipliedBy(2).toNanos());
      assertThat(get("kept", files.resolve("kept.out"), one).status())
          .as("a node serves what it holds")
          .isZero();
    }

    await().atMost(BACK).until(() -> one.isReady() && other.isReady());
    assertHolds(one, ofOne);
    assertHolds(other, ofOther);
    assertDone(put(random("after.bin", SMALL / 3), "after", other));
    await().atMost(SOON).untilAsserted(() -> assertAgrees(other));
  }

  @Test
  @Order(6)
  void a_registry_that_did_not_answer_for_long_finds_everything_as_it_was() {
    List<NodeReplica> ofOne = one.replicas();
    List<NodeReplica> ofOther = other.replicas();

    try (Standstill all = Standstill.of(registry.children())) {
      await().atMost(SOON).until(() -> !one.isReady() && !other.isReady());
      long begun = System.nanoTime();
      await()
          .atMost(BACK.plus(AWAY))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> System.nanoTime() - begun > AWAY.toNanos());
      assertThat(get("kept", files.resolve("kept.out"), other).status())
          .as("a node serves what it holds")
          .isZero();
    }

    await().atMost(BACK).until(() -> one.isReady() && other.isReady());
    assertHolds(one, ofOne);
    assertHolds(other, ofOther);
    assertDone(get("after", files.resolve("after.out"), one));
    await().atMost(SOON).untilAsserted(() -> assertAgrees(one));
  }

  private static List<ProcessHandle> processes(String command) {
    return registry.children().stream()
        .filter(process -> process.info().command().orElse("").endsWith(command))
        .toList();
  }

  /** It holds what it held, and the registry knows it so. */
  private static void assertHolds(NodeProcess node, List<NodeReplica> before) {
    assertThat(node.replicas())
        .extracting(NodeReplica::getPlace)
        .containsExactlyInAnyOrderElementsOf(before.stream().map(NodeReplica::getPlace).toList());
    assertAgrees(node);
  }

  /** The checksum of what the registry lists for it, computed here, is the node's own. */
  private static void assertAgrees(NodeProcess node) {
    StatusResponse status = node.status().orElseThrow();
    try (Wire wire = wire()) {
      List<ReplicaInfo> listed =
          node.replicas().stream()
              .map(replica -> replica.getPlace().getArtifactId())
              .distinct()
              .flatMap(artifact -> wire.replicas(listing(artifact)).stream())
              .filter(record -> isAt(record, status))
              .map(NodeFleetIT::entry)
              .toList();
      assertThat(StateChecksum.of(listed)).isEqualTo(status.getInventoryChecksum());
    }
  }

  private static ListReplicasV2Request.Builder listing(String artifact) {
    return ListReplicasV2Request.newBuilder().setArtifactId(artifact);
  }

  private static boolean isAt(ArtifactReplicaRecord record, StatusResponse node) {
    return record.getMemoryInfo().getNodeId().equals(node.getNodeId())
        && record.getMemoryInfo().getNodePort() == node.getP2PPort();
  }

  private static ReplicaInfo entry(ArtifactReplicaRecord record) {
    return ReplicaInfo.newBuilder()
        .setRef(ReplicaRef.newBuilder().setArtifactId(record.getArtifactId()))
        .setMemoryInfo(record.getMemoryInfo())
        .setStats(ReplicaStats.newBuilder().setIsAvailable(true))
        .build();
  }

  @Test
  @Order(7)
  void a_receiver_that_is_killed_in_mid_transfer_leaves_no_replica_behind() {
    assertDone(put(random("large.bin", LARGE), "large", one));
    String artifact = artifactOf("large");
    CompletableFuture<RosterCommand.Result> fetching =
        CompletableFuture.supplyAsync(() -> get("large", files.resolve("large.out"), other));
    awaitTransportOf(artifact);

    other.kill();

    assertThat(fetching.join().status()).isEqualTo(1);
    assertThat(files.resolve("large.out")).doesNotExist();
    assertThat(registered(artifact)).isEqualTo(1);
    assertThat(one.isReady()).isTrue();
  }

  @Test
  @Order(8)
  void a_source_that_is_killed_in_mid_transfer_ends_the_get_with_a_sentence() {
    other.restart();
    String artifact = artifactOf("large");
    CompletableFuture<RosterCommand.Result> fetching =
        CompletableFuture.supplyAsync(() -> get("large", files.resolve("large.out"), other));
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> transports(artifact).stream().filter(NodeFleetIT::isOpen).count() > 1);

    one.kill();

    RosterCommand.Result failed = fetching.join();
    assertThat(failed.status()).isEqualTo(1);
    assertThat(failed.output()).startsWith("roster: ").doesNotContain("Exception");
    assertThat(other.replicas()).noneMatch(replica -> isOf(replica, artifact));
    await()
        .atMost(SOON)
        .until(() -> transports(artifact).stream().filter(NodeFleetIT::isOpen).count() <= 1);
  }

  private static RosterCommand.Result put(Path file, String key, NodeProcess node) {
    return RosterCommand.run("put", file.toString(), "--name", key, "--node", node.endpoint());
  }

  private static RosterCommand.Result get(String key, Path out, NodeProcess node) {
    return RosterCommand.run("get", key, "-o", out.toString(), "--node", node.endpoint());
  }

  private static void assertDone(RosterCommand.Result result) {
    assertThat(result.status()).as(result.output()).isZero();
  }

  private static String artifactOf(String key) {
    try (Wire wire = wire()) {
      return wire.catalog()
          .resolveKeyMapping(ResolveKeyMappingRequest.newBuilder().setKey(key).build())
          .getArtifactId();
    }
  }

  private static void awaitTransportOf(String artifact) {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> transports(artifact).stream().anyMatch(NodeFleetIT::isOpen));
  }

  private static List<TransportWindowRow> transports(String artifact) {
    try (Wire wire = wire()) {
      return wire
          .runtime()
          .queryTransportWindow(
              QueryTransportWindowRequest.newBuilder()
                  .setCreatedAtStart(Timestamp.newBuilder().setSeconds(1))
                  .setCreatedAtEnd(
                      Timestamp.newBuilder().setSeconds(Instant.now().getEpochSecond() + 60))
                  .build())
          .getRowsList()
          .stream()
          .filter(row -> row.getArtifactId().equals(artifact))
          .toList();
    }
  }

  private static boolean isOpen(TransportWindowRow row) {
    return row.getStatus().equals("in_progress");
  }

  private static int registered(String artifact) {
    try (Wire wire = wire()) {
      return wire.runtime().listReplicasV2(listing(artifact).build()).getReplicasCount();
    }
  }

  private static Wire wire() {
    return Wire.to(new Registry("fleet", GRPC_PORT, Registry.httpOf(HTTP_PORT), "", () -> ""));
  }

  private static boolean isOf(NodeReplica replica, String artifact) {
    return replica.getPlace().getArtifactId().equals(artifact);
  }

  private static Path random(String name, int length) {
    byte[] bytes = new byte[length];
    new Random(name.hashCode()).nextBytes(bytes);
    try {
      return Files.write(files.resolve(name), bytes);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
