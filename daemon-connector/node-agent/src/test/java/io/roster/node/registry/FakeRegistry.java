/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.stub.StreamObserver;
import io.roster.client.ClusterToken;
import io.roster.client.Origin;
import io.roster.wire.globalstore.v1.ClusterAdminServiceGrpc;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.HealthCheckRequest;
import io.roster.wire.globalstore.v1.HealthCheckResponse;
import io.roster.wire.globalstore.v1.RegisterWorkerRequest;
import io.roster.wire.globalstore.v1.RegisterWorkerResponse;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.UnregisterWorkerRequest;
import io.roster.wire.globalstore.v1.UnregisterWorkerResponse;
import io.roster.wire.globalstore.v1.WorkerHeartbeatRequest;
import io.roster.wire.globalstore.v1.WorkerHeartbeatResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A registry of one coordinator in memory, on a real port. Several of them may share their workers,
 * as the coordinators of one site do.
 */
public final class FakeRegistry implements AutoCloseable {

  final List<RegisterWorkerRequest> registrations = new CopyOnWriteArrayList<>();
  final List<WorkerHeartbeatRequest> heartbeats = new CopyOnWriteArrayList<>();
  final List<UnregisterWorkerRequest> farewells = new CopyOnWriteArrayList<>();
  final List<Optional<String>> tokens = new CopyOnWriteArrayList<>();

  volatile String clusterToken = "";
  volatile Status health = Status.STATUS_OK;
  volatile Status registrationStatus = Status.STATUS_OK;
  volatile Optional<io.grpc.Status> failure = Optional.empty();
  volatile boolean silent;
  volatile int intervalMillis = 5000;
  volatile long stateVersion = 1;
  volatile boolean syncRequired;
  volatile Optional<Origin> origin = Optional.empty();

  private final Set<String> workers;
  private final Server server;
  private final String endpoint;

  FakeRegistry() throws IOException {
    this(ConcurrentHashMap.newKeySet(), Optional.empty(), 0);
  }

  FakeRegistry(Set<String> workers, Optional<SslContext> tls, int port) throws IOException {
    this.workers = workers;
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .addService(new Runtime())
            .addService(new Admin())
            .intercept(new TokenLog());
    tls.ifPresent(builder::sslContext);
    server = builder.build().start();
    endpoint = "127.0.0.1:" + server.getPort();
  }

  String endpoint() {
    return endpoint;
  }

  void forgetAll() {
    workers.clear();
  }

  @Override
  public void close() throws InterruptedException {
    server.shutdownNow();
    server.awaitTermination(5, TimeUnit.SECONDS);
  }

  private <T> void answer(StreamObserver<T> observer, T answer) {
    if (silent) {
      return;
    }
    if (failure.isPresent()) {
      observer.onError(failure.get().asRuntimeException());
      return;
    }
    observer.onNext(answer);
    observer.onCompleted();
  }

  private final class Runtime extends ClusterRuntimeServiceGrpc.ClusterRuntimeServiceImplBase {

    @Override
    public void registerWorker(
        RegisterWorkerRequest request, StreamObserver<RegisterWorkerResponse> observer) {
      registrations.add(request);
      String worker = "worker_" + request.getNodeId() + "_0000000" + registrations.size();
      workers.add(worker);
      answer(
          observer,
          RegisterWorkerResponse.newBuilder()
              .setStatus(registrationStatus)
              .setWorkerId(worker)
              .setHeartbeatIntervalMs(intervalMillis)
              .setExpectedStateVersion(stateVersion)
              .setReconcileGeneration(1)
              .build());
    }

    @Override
    public void workerHeartbeat(
        WorkerHeartbeatRequest request, StreamObserver<WorkerHeartbeatResponse> observer) {
      heartbeats.add(request);
      boolean known = workers.contains(request.getWorkerId());
      answer(
          observer,
          WorkerHeartbeatResponse.newBuilder()
              .setStatus(known ? Status.STATUS_OK : Status.STATUS_NOT_FOUND)
              .setStateSyncRequired(syncRequired)
              .setExpectedStateVersion(known ? stateVersion : 0)
              .build());
    }

    @Override
    public void unregisterWorker(
        UnregisterWorkerRequest request, StreamObserver<UnregisterWorkerResponse> observer) {
      farewells.add(request);
      boolean known = workers.remove(request.getWorkerId());
      answer(
          observer,
          UnregisterWorkerResponse.newBuilder()
              .setStatus(known ? Status.STATUS_OK : Status.STATUS_NOT_FOUND)
              .build());
    }
  }

  private final class Admin extends ClusterAdminServiceGrpc.ClusterAdminServiceImplBase {

    @Override
    public void healthCheck(
        HealthCheckRequest request, StreamObserver<HealthCheckResponse> observer) {
      answer(
          observer,
          HealthCheckResponse.newBuilder().setStatus(health).setClusterToken(clusterToken).build());
    }
  }

  private final class TokenLog implements ServerInterceptor {

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      tokens.add(Optional.ofNullable(headers.get(ClusterToken.KEY)));
      return Contexts.interceptCall(Context.current(), new Stamped<>(call, origin), headers, next);
    }
  }

  /** Says with each answer where it comes from. */
  private static final class Stamped<Q, A> extends SimpleForwardingServerCall<Q, A> {

    private final Optional<Origin> origin;
    private boolean sent;

    Stamped(ServerCall<Q, A> call, Optional<Origin> origin) {
      super(call);
      this.origin = origin;
    }

    @Override
    public void sendHeaders(Metadata headers) {
      stamp(headers);
      super.sendHeaders(headers);
    }

    @Override
    public void close(io.grpc.Status status, Metadata trailers) {
      if (!sent) {
        stamp(trailers);
      }
      super.close(status, trailers);
    }

    private void stamp(Metadata metadata) {
      sent = true;
      origin.ifPresent(
          known -> {
            metadata.put(key("roster-coordinator"), known.coordinator());
            metadata.put(key("roster-epoch"), Long.toString(known.epoch()));
            metadata.put(key("roster-revision"), Long.toString(known.revision()));
          });
    }

    private static Metadata.Key<String> key(String name) {
      return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
  }
}
