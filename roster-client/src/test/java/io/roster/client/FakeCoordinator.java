/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.StreamObserver;
import io.roster.v1.Command;
import io.roster.v1.DrainWorkerRequest;
import io.roster.v1.OperatorServiceGrpc;
import io.roster.v1.WatchRequest;
import io.roster.v1.WatchResponse;
import io.roster.v1.WatchServiceGrpc;
import io.roster.wire.globalstore.v1.ClusterAdminServiceGrpc;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.HealthCheckRequest;
import io.roster.wire.globalstore.v1.HealthCheckResponse;
import io.roster.wire.globalstore.v1.ListActiveWorkersRequest;
import io.roster.wire.globalstore.v1.ListActiveWorkersResponse;
import io.roster.wire.globalstore.v1.RegisterReplicaRequest;
import io.roster.wire.globalstore.v1.RegisterReplicaResponse;
import io.roster.wire.globalstore.v1.RegisterWorkerRequest;
import io.roster.wire.globalstore.v1.RegisterWorkerResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A coordinator on a port of its own whose answers a test decides. */
final class FakeCoordinator implements AutoCloseable {

  private static final Metadata.Key<String> ERROR = key("roster-error");
  private static final Metadata.Key<String> MINIMUM = key("roster-min-revision");

  final List<String> calls = new CopyOnWriteArrayList<>();
  final List<Object> requests = new CopyOnWriteArrayList<>();
  final List<Optional<String>> minimums = new CopyOnWriteArrayList<>();
  final List<WatchRequest> watches = new CopyOnWriteArrayList<>();
  final List<StreamObserver<WatchResponse>> streams = new CopyOnWriteArrayList<>();

  volatile Optional<Status> failure = Optional.empty();
  volatile Optional<String> error = Optional.empty();
  volatile Optional<Status> watchFailure = Optional.empty();
  volatile String clusterToken = "";
  volatile long revision = 1;
  volatile boolean hangs;
  private final HealthStatusManager health = new HealthStatusManager();
  private final boolean healthAnswers;
  private final Server server;
  private final int port;

  private FakeCoordinator(int port, boolean healthAnswers) throws IOException {
    this.healthAnswers = healthAnswers;
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
            .addService(ServerInterceptors.intercept(new Runtime(), new Behaviour()))
            .addService(ServerInterceptors.intercept(new Operator(), new Behaviour()))
            .addService(new Admin())
            .addService(new Watch())
            .addService(ServerInterceptors.intercept(health.getHealthService(), new Health()))
            .build()
            .start();
    this.port = server.getPort();
  }

  static FakeCoordinator started() throws IOException {
    return new FakeCoordinator(0, true);
  }

  /** One that takes connections, and says nothing at all. */
  static FakeCoordinator paused() throws IOException {
    FakeCoordinator silent = new FakeCoordinator(0, false);
    silent.hangs = true;
    return silent;
  }

  String endpoint() {
    return "127.0.0.1:" + port();
  }

  int port() {
    return port;
  }

  void serves(ServingStatus status) {
    health.setStatus("", status);
  }

  /** Refuses everything that does not carry the token. */
  private boolean refuses(Metadata headers) {
    return !clusterToken.isEmpty() && !clusterToken.equals(headers.get(ClusterToken.KEY));
  }

  @Override
  public void close() throws InterruptedException {
    server.shutdownNow();
    server.awaitTermination(5, TimeUnit.SECONDS);
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  private static <A> void answer(StreamObserver<A> to, A answer) {
    to.onNext(answer);
    to.onCompleted();
  }

  private final class Behaviour implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      calls.add(call.getMethodDescriptor().getBareMethodName());
      minimums.add(Optional.ofNullable(headers.get(MINIMUM)));
      Optional<Status> how = refuses(headers) ? Optional.of(Status.UNAUTHENTICATED) : failure;
      if (how.isPresent()) {
        Metadata trailers = new Metadata();
        error.ifPresent(code -> trailers.put(ERROR, code));
        call.close(how.get(), trailers);
        return new ServerCall.Listener<>() {};
      }
      return hangs ? new ServerCall.Listener<>() {} : next.startCall(stamped(call), headers);
    }

    private <Q, A> ServerCall<Q, A> stamped(ServerCall<Q, A> call) {
      return new io.grpc.ForwardingServerCall.SimpleForwardingServerCall<>(call) {
        @Override
        public void sendHeaders(Metadata answer) {
          answer.put(key("roster-epoch"), "3");
          answer.put(key("roster-revision"), Long.toString(revision));
          answer.put(key("roster-coordinator"), endpoint());
          super.sendHeaders(answer);
        }
      };
    }
  }

  private final class Health implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      calls.add("health");
      return healthAnswers ? next.startCall(call, headers) : new ServerCall.Listener<>() {};
    }
  }

  private final class Runtime extends ClusterRuntimeServiceGrpc.ClusterRuntimeServiceImplBase {
    @Override
    public void listActiveWorkers(
        ListActiveWorkersRequest request, StreamObserver<ListActiveWorkersResponse> to) {
      answer(to, ListActiveWorkersResponse.getDefaultInstance());
    }

    @Override
    public void registerWorker(
        RegisterWorkerRequest request, StreamObserver<RegisterWorkerResponse> to) {
      answer(to, RegisterWorkerResponse.newBuilder().setWorkerId(endpoint()).build());
    }

    @Override
    public void registerReplica(
        RegisterReplicaRequest request, StreamObserver<RegisterReplicaResponse> to) {
      requests.add(request);
      answer(to, RegisterReplicaResponse.getDefaultInstance());
    }
  }

  private final class Operator extends OperatorServiceGrpc.OperatorServiceImplBase {
    @Override
    public void drainWorker(DrainWorkerRequest request, StreamObserver<Command> to) {
      requests.add(request);
      answer(to, Command.getDefaultInstance());
    }
  }

  private final class Admin extends ClusterAdminServiceGrpc.ClusterAdminServiceImplBase {
    @Override
    public void healthCheck(HealthCheckRequest request, StreamObserver<HealthCheckResponse> to) {
      answer(to, HealthCheckResponse.newBuilder().setClusterToken(clusterToken).build());
    }
  }

  private final class Watch extends WatchServiceGrpc.WatchServiceImplBase {
    @Override
    public void watch(WatchRequest request, StreamObserver<WatchResponse> to) {
      watches.add(request);
      if (watchFailure.isPresent()) {
        to.onError(watchFailure.get().asRuntimeException());
        return;
      }
      streams.add(to);
    }
  }
}
