/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.roster.node.TestRegistry;
import io.roster.node.catalog.Catalog;
import io.roster.node.catalog.MetadataPublisher;
import io.roster.node.inventory.Memory;
import io.roster.node.inventory.MemoryDaemon;
import io.roster.node.inventory.Peer;
import io.roster.node.reconcile.Exports;
import io.roster.node.reconcile.ReplicaEntries;
import io.roster.node.reconcile.ReplicaIds;
import io.roster.node.reconcile.Retirement;
import io.roster.node.reconcile.SyncSchedule;
import io.roster.node.transfer.Fetches;
import io.roster.node.transfer.Publication;
import io.roster.node.transfer.Transports;
import io.roster.wire.node.v1.GetArtifactRequest;
import io.roster.wire.node.v1.GetArtifactResponse;
import io.roster.wire.node.v1.GetOrigin;
import io.roster.wire.node.v1.ListReplicasRequest;
import io.roster.wire.node.v1.ListReplicasResponse;
import io.roster.wire.node.v1.NodeServiceGrpc;
import io.roster.wire.node.v1.NodeServiceGrpc.NodeServiceBlockingStub;
import io.roster.wire.node.v1.PinRequest;
import io.roster.wire.node.v1.PutArtifactHeader;
import io.roster.wire.node.v1.PutArtifactRequest;
import io.roster.wire.node.v1.PutArtifactResponse;
import io.roster.wire.node.v1.ReplicaMemory;
import io.roster.wire.node.v1.ReplicaPlace;
import io.roster.wire.node.v1.StatusRequest;
import io.roster.wire.node.v1.StatusResponse;
import io.roster.wire.node.v1.UnloadReplicaRequest;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeEndpointTest {

  private final MemoryDaemon daemon = new MemoryDaemon();
  private final ExecutorService workers = Executors.newFixedThreadPool(4);
  private TestRegistry registry;
  private Server server;
  private ManagedChannel channel;
  private NodeServiceBlockingStub node;

  @BeforeEach
  void start() throws Exception {
    registry = new TestRegistry();
    registry.register();
    SyncSchedule schedule = new SyncSchedule(() -> {}, () -> {});
    Exports exports = new Exports();
    ReplicaIds replicaIds = new ReplicaIds();
    ReplicaEntries entries = new ReplicaEntries(TestRegistry.NODE, exports, 4);
    Catalog catalog = new Catalog(registry.client());
    Publication publication =
        new Publication(
            registry.client(),
            registry.membership,
            daemon,
            entries,
            replicaIds,
            new MetadataPublisher(catalog, daemon, Runnable::run));
    Fetches fetches =
        new Fetches(
            daemon,
            daemon,
            new Transports(registry.client(), registry.membership, entries),
            publication,
            schedule,
            TestRegistry.NODE);
    Retirement retirement =
        new Retirement(
            daemon,
            registry.client(),
            schedule,
            exports,
            replicaIds,
            Clock.systemUTC(),
            Duration.ofMillis(200));
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .directExecutor()
            .addService(
                new NodeEndpoint(
                    workers,
                    daemon,
                    daemon,
                    catalog,
                    fetches,
                    publication,
                    retirement,
                    () -> StatusResponse.newBuilder().setNodeId("n").build()))
            .build()
            .start();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
    node = NodeServiceGrpc.newBlockingStub(channel);
  }

  @AfterEach
  void stop() throws Exception {
    channel.shutdownNow();
    server.shutdownNow();
    server.awaitTermination(5, TimeUnit.SECONDS);
    workers.shutdownNow();
    registry.close();
  }

  @Test
  void what_was_put_comes_out_and_the_registry_knows_it() throws Exception {
    byte[] bytes = random(5 << 20);
    PutArtifactResponse put = put(header(bytes).setKey("k").build(), bytes);
    assertThat(put.getAlreadyHeld()).isFalse();
    assertThat(put.getReplicaId()).isEqualTo("replica-1");
    assertThat(registry.keys).containsEntry("k", put.getReplica().getPlace().getArtifactId());
    assertThat(get(GetArtifactRequest.newBuilder().setKey("k").build())).isEqualTo(bytes);
  }

  @Test
  void putting_it_again_changes_nothing() throws Exception {
    byte[] bytes = random(1_000);
    put(header(bytes).setKey("k").build(), bytes);
    assertThat(put(header(bytes).setKey("k").build(), bytes).getAlreadyHeld()).isTrue();
    PutArtifactHeader named = header(bytes).setArtifactId("cgid:x").build();
    put(named, bytes);
    assertThat(put(named, bytes).getAlreadyHeld()).isTrue();
  }

  @Test
  void an_id_with_other_bytes_and_a_key_with_another_artifact_are_taken() throws Exception {
    byte[] bytes = random(1_000);
    put(header(bytes).setArtifactId("cgid:x").setKey("k").build(), bytes);
    byte[] others = random(2_000);
    assertRefused(
        Code.ALREADY_EXISTS,
        "cgid:x",
        () -> put(header(others).setArtifactId("cgid:x").build(), others));
    assertRefused(
        Code.ALREADY_EXISTS,
        "choose another key",
        () -> put(header(others).setKey("k").build(), others));
  }

  @Test
  void a_registry_that_is_away_leaves_the_bytes_and_says_so() {
    registry.failure = Optional.of(io.grpc.Status.UNAVAILABLE);
    byte[] bytes = random(10);
    assertRefused(
        Code.UNAVAILABLE,
        "holds the bytes now",
        () -> put(header(bytes).setArtifactId("cgid:x").build(), bytes));
  }

  @Test
  void messages_in_a_wrong_order_are_refused() {
    byte[] bytes = random(10);
    assertRefused(Code.INVALID_ARGUMENT, "header", () -> put(null, bytes));
    assertRefused(
        Code.INVALID_ARGUMENT,
        "at least one byte",
        () -> put(PutArtifactHeader.getDefaultInstance(), new byte[0]));
  }

  @Test
  void what_another_node_holds_is_fetched() throws Exception {
    byte[] bytes = random(3 << 20);
    daemon.peers.put(new Peer("10.0.0.2", 62), Map.of("cgid:p", bytes));
    registry.permit("t1", "10.0.0.2", 62, bytes.length);
    Iterator<GetArtifactResponse> answer =
        node.getArtifact(GetArtifactRequest.newBuilder().setArtifactId("cgid:p").build());
    GetArtifactResponse first = answer.next();
    assertThat(first.getHeader().getOrigin()).isEqualTo(GetOrigin.GET_ORIGIN_PEER);
    assertThat(first.getHeader().getSource()).isEqualTo("10.0.0.2:62");
    assertThat(rest(answer)).isEqualTo(bytes);
    assertThat(registry.replicas).hasSize(1);
    assertThat(registry.completions).hasSize(1);
  }

  @Test
  void what_nobody_knows_is_not_found() {
    assertRefused(
        Code.NOT_FOUND,
        "names nothing",
        () -> get(GetArtifactRequest.newBuilder().setKey("nothing").build()));
    assertRefused(
        Code.NOT_FOUND,
        "No node holds",
        () -> get(GetArtifactRequest.newBuilder().setArtifactId("cgid:none").build()));
    assertRefused(
        Code.INVALID_ARGUMENT, "Say which", () -> get(GetArtifactRequest.getDefaultInstance()));
  }

  @Test
  void a_pinned_replica_stays_until_it_is_unpinned() {
    daemon.hold("cgid:a", Memory.RAM);
    ReplicaPlace place = place("cgid:a", ReplicaMemory.REPLICA_MEMORY_RAM);
    assertThat(pin(place, true)).isTrue();
    assertRefused(Code.FAILED_PRECONDITION, "unpin it first", () -> unload(place));
    assertThat(pin(place, false)).isFalse();
    unload(place);
    assertRefused(Code.NOT_FOUND, "does not hold", () -> unload(place));
    assertRefused(
        Code.INVALID_ARGUMENT,
        "GPU, RAM or DISK",
        () -> unload(place("cgid:a", ReplicaMemory.REPLICA_MEMORY_UNSPECIFIED)));
  }

  @Test
  void replicas_are_listed_page_by_page() {
    for (int i = 0; i < 5; i++) {
      daemon.hold("cgid:" + i, i % 2 == 0 ? Memory.RAM : Memory.DISK);
    }
    List<String> listed = new ArrayList<>();
    String token = "";
    do {
      ListReplicasResponse page =
          node.listReplicas(
              ListReplicasRequest.newBuilder().setPageSize(2).setPageToken(token).build());
      page.getReplicasList().forEach(each -> listed.add(each.getPlace().getArtifactId()));
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    assertThat(listed).containsExactly("cgid:0", "cgid:1", "cgid:2", "cgid:3", "cgid:4");
    assertRefused(
        Code.INVALID_ARGUMENT,
        "page_token",
        () -> node.listReplicas(ListReplicasRequest.newBuilder().setPageToken("?").build()));
  }

  @Test
  void the_status_is_told() {
    assertThat(node.status(StatusRequest.getDefaultInstance()).getNodeId()).isEqualTo("n");
  }

  private boolean pin(ReplicaPlace place, boolean pinned) {
    return node.pin(PinRequest.newBuilder().setPlace(place).setPinned(pinned).build())
        .getReplica()
        .getPinned();
  }

  private void unload(ReplicaPlace place) {
    node.unloadReplica(UnloadReplicaRequest.newBuilder().setPlace(place).build());
  }

  private static ReplicaPlace place(String artifact, ReplicaMemory memory) {
    return ReplicaPlace.newBuilder().setArtifactId(artifact).setMemory(memory).build();
  }

  private static PutArtifactHeader.Builder header(byte[] bytes) {
    return PutArtifactHeader.newBuilder().setSizeBytes(bytes.length);
  }

  private PutArtifactResponse put(@Nullable PutArtifactHeader header, byte[] bytes)
      throws Exception {
    CompletableFuture<PutArtifactResponse> answer = new CompletableFuture<>();
    StreamObserver<PutArtifactRequest> call =
        NodeServiceGrpc.newStub(channel)
            .putArtifact(
                new StreamObserver<>() {
                  @Override
                  public void onNext(PutArtifactResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable problem) {
                    answer.completeExceptionally(problem);
                  }

                  @Override
                  public void onCompleted() {
                    // The answer has come.
                  }
                });
    if (header != null) {
      call.onNext(PutArtifactRequest.newBuilder().setHeader(header).build());
    }
    for (int offset = 0; offset < bytes.length; offset += 1 << 20) {
      call.onNext(
          PutArtifactRequest.newBuilder()
              .setBytes(
                  ByteString.copyFrom(bytes, offset, Math.min(1 << 20, bytes.length - offset)))
              .build());
    }
    call.onCompleted();
    try {
      return answer.get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }

  private byte[] get(GetArtifactRequest request) {
    Iterator<GetArtifactResponse> answer = node.getArtifact(request);
    assertThat(answer.next().hasHeader()).isTrue();
    return rest(answer);
  }

  private static byte[] rest(Iterator<GetArtifactResponse> answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    answer.forEachRemaining(message -> bytes.writeBytes(message.getBytes().toByteArray()));
    return bytes.toByteArray();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static void assertRefused(Code code, String sentence, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            refusal -> assertThat(refusal.getStatus().getCode()).isEqualTo(code))
        .hasMessageContaining(sentence);
  }
}
