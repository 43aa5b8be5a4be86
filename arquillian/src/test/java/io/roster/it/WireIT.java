/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import io.roster.it.client.Wire;
import io.roster.it.product.Product;
import io.roster.it.product.Registry;
import io.roster.it.product.Setup;
import io.roster.wire.globalstore.v1.ArtifactCatalogServiceGrpc;
import io.roster.wire.globalstore.v1.AssemblyViewServiceGrpc;
import io.roster.wire.globalstore.v1.ClusterAdminServiceGrpc;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.GetServerInfoRequest;
import io.roster.wire.globalstore.v1.GetServerInfoResponse;
import io.roster.wire.globalstore.v1.HealthCheckResponse;
import io.roster.wire.globalstore.v1.WorkflowOrchestrationServiceGrpc;
import io.roster.wire.memorytier.v1.MemoryTierServiceGrpc;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The gRPC port itself: what it serves, what it says of itself, and how it takes nonsense. */
@ParameterizedClass
@EnumSource(Product.class)
class WireIT {

  /** The methods that are served. */
  static final Set<String> BUILT =
      Set.of(
          "RegisterWorker",
          "WorkerHeartbeat",
          "UnregisterWorker",
          "ListActiveWorkers",
          "RegisterInstance",
          "InstanceHeartbeat",
          "UnregisterInstance",
          "ListActiveInstances",
          "ReconcileWorkerState",
          "RegisterReplica",
          "UpdateReplica",
          "UnregisterReplica",
          "UnregisterReplicaByWorker",
          "MarkReplicaUnavailable",
          "WaitReplicaDrain",
          "ListReplicasV2",
          "BatchGetReplicaCounts",
          "RequestReplicaTransport",
          "CompleteReplicaTransport",
          "QueryTransportWindow",
          "QueryChunkLocations",
          "BatchUpdateChunkStates",
          "AcquireShardHomeLease",
          "KeepaliveShardHomeLease",
          "BatchKeepaliveShardHomeLeases",
          "ReleaseShardHomeLease",
          "GetShardHomeLease",
          "BatchGetShardHomeLeases",
          "UpsertArtifactMetadata",
          "GetArtifactIndex",
          "GetArtifactIndexById",
          "UpsertKeyMapping",
          "SwapKeyMapping",
          "ResolveKeyMapping",
          "RevokeKeyMapping",
          "GetArtifactInfoById",
          "HealthCheck",
          "GetServerInfo");

  private static final List<ServiceDescriptor> SERVICES =
      List.of(
          ClusterRuntimeServiceGrpc.getServiceDescriptor(),
          ClusterAdminServiceGrpc.getServiceDescriptor(),
          ArtifactCatalogServiceGrpc.getServiceDescriptor(),
          AssemblyViewServiceGrpc.getServiceDescriptor(),
          WorkflowOrchestrationServiceGrpc.getServiceDescriptor(),
          MemoryTierServiceGrpc.getServiceDescriptor());

  /** Ends in the middle of a number. */
  private static final byte[] GARBAGE = {(byte) 0xff, (byte) 0xff, (byte) 0xff};

  /** A text field that is no UTF-8. */
  private static final byte[] BAD_TEXT = {0x0a, 0x02, (byte) 0xc3, 0x28};

  private final Registry registry;
  private final Wire wire;

  WireIT(Product product) {
    registry = product.registry(Setup.PLAIN);
    wire = Wire.to(registry);
  }

  @AfterEach
  void disconnect() {
    wire.close();
  }

  private static List<MethodDescriptor<?, ?>> methods(boolean built) {
    return SERVICES.stream()
        .flatMap(service -> service.getMethods().stream())
        .filter(method -> BUILT.contains(method.getBareMethodName()) == built)
        .<MethodDescriptor<?, ?>>map(method -> method)
        .toList();
  }

  @Test
  void what_is_not_built_says_so() {
    assertThat(methods(false)).isNotEmpty();
    for (MethodDescriptor<?, ?> method : methods(false)) {
      assertThat(wire.send(method, new byte[0]).getCode())
          .as(method.getFullMethodName())
          .isEqualTo(Code.UNIMPLEMENTED);
    }
  }

  @Test
  void bytes_that_are_no_message_are_refused_without_a_stack_trace() {
    assertThat(methods(true)).hasSize(BUILT.size());
    for (MethodDescriptor<?, ?> method : methods(true)) {
      assertRefused(method, GARBAGE);
    }
    assertRefused(ClusterRuntimeServiceGrpc.getRegisterWorkerMethod(), BAD_TEXT);
    assertRefused(ClusterRuntimeServiceGrpc.getWorkerHeartbeatMethod(), BAD_TEXT);
  }

  private void assertRefused(MethodDescriptor<?, ?> method, byte[] request) {
    Status status = wire.send(method, request);
    assertThat(status.getCode()).as(method.getFullMethodName()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(status.getDescription()).doesNotContain("Exception").doesNotContain("\tat ");
  }

  @Test
  void health_check_answers_without_a_token_when_none_is_configured() {
    HealthCheckResponse answer =
        wire.admin()
            .healthCheck(io.roster.wire.globalstore.v1.HealthCheckRequest.getDefaultInstance());

    assertThat(answer.getStatus()).isEqualTo(io.roster.wire.globalstore.v1.Status.STATUS_OK);
    assertThat(answer.getClusterToken()).isEmpty();
  }

  @Test
  void the_server_tells_its_addresses_its_version_and_its_cluster() throws UnknownHostException {
    GetServerInfoResponse info =
        wire.admin().getServerInfo(GetServerInfoRequest.getDefaultInstance());

    assertThat(info.getStatus()).isEqualTo(io.roster.wire.globalstore.v1.Status.STATUS_OK);
    assertThat(info.getListenHost()).isEqualTo(Registry.HOST);
    assertThat(info.getListenPort()).isEqualTo(registry.grpcPort());
    assertThat(info.getListenAddress()).isEqualTo(Registry.HOST + ":" + registry.grpcPort());
    assertThat(info.getAdvertisePort()).isEqualTo(registry.grpcPort());
    assertThat(info.getAdvertiseAddress())
        .isEqualTo(info.getAdvertiseHost() + ":" + info.getAdvertisePort());
    assertThat(InetAddress.getByName(info.getAdvertiseHost()).isAnyLocalAddress()).isFalse();
    assertThat(info.getMetricsPort()).isEqualTo(registry.http().getPort());
    assertThat(info.getVersion()).matches("\\d+\\.\\d+.*");
    assertThat(info.getDbFile()).isEmpty();
    assertThat(info.getClusterId()).isNotBlank();
    assertThat(wire.admin().getServerInfo(GetServerInfoRequest.getDefaultInstance()).getClusterId())
        .isEqualTo(info.getClusterId());
  }

  @Test
  void the_standard_health_service_says_serving_for_the_server_and_each_service() {
    assertThat(health("")).isEqualTo(ServingStatus.SERVING);
    for (ServiceDescriptor service : SERVICES) {
      assertThat(health(service.getName())).isEqualTo(ServingStatus.SERVING);
    }
    assertThat(Wire.statusOf(() -> health("no.such.Service")).getCode()).isEqualTo(Code.NOT_FOUND);
  }

  private ServingStatus health(String service) {
    return HealthGrpc.newBlockingStub(wire.calls())
        .withDeadlineAfter(10, TimeUnit.SECONDS)
        .check(HealthCheckRequest.newBuilder().setService(service).build())
        .getStatus();
  }

  @Test
  void reflection_lists_every_service() throws Exception {
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> questions =
        ServerReflectionGrpc.newStub(wire.calls()).serverReflectionInfo(first(answer));
    questions.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());

    List<String> services = new ArrayList<>();
    answer
        .get(10, TimeUnit.SECONDS)
        .getListServicesResponse()
        .getServiceList()
        .forEach(service -> services.add(service.getName()));
    questions.onCompleted();

    assertThat(services).containsAll(SERVICES.stream().map(ServiceDescriptor::getName).toList());
    assertThat(services).contains("grpc.health.v1.Health");
  }

  private static <T> StreamObserver<T> first(CompletableFuture<T> answer) {
    return new StreamObserver<>() {
      @Override
      public void onNext(T value) {
        answer.complete(value);
      }

      @Override
      public void onError(Throwable failed) {
        answer.completeExceptionally(failed);
      }

      @Override
      public void onCompleted() {
        answer.completeExceptionally(new AssertionError("the stream ended without an answer"));
      }
    };
  }
}
