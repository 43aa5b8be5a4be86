/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.grpc;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.roster.registry.cluster.Departure;
import io.roster.registry.cluster.Heartbeat;
import io.roster.registry.cluster.HeartbeatAnswer;
import io.roster.registry.cluster.RegisteredWorker;
import io.roster.registry.cluster.WorkerQuery;
import io.roster.registry.cluster.WorkerRegistration;
import io.roster.registry.cluster.WorkerService;
import io.roster.registry.cluster.WorkerView;
import io.roster.registry.cluster.grpc.ClusterRuntimeEndpoint;
import io.roster.registry.platform.Actor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * ClusterRuntimeService over a registry that answers what a test wants, behind the interceptors
 * under test.
 */
final class ServedCalls implements AutoCloseable {

  private final Server server;
  private final ManagedChannel channel;

  ServedCalls(
      Function<WorkerRegistration, RegisteredWorker> registering,
      ServerInterceptor... interceptors) {
    String name = "test-" + UUID.randomUUID();
    InProcessServerBuilder builder =
        InProcessServerBuilder.forName(name)
            .addService(
                MalformedRequest.tolerated(
                    ClusterRuntimeEndpoint.serving(new Registry(registering)).bindService()));
    for (ServerInterceptor interceptor : interceptors) {
      builder.intercept(interceptor);
    }
    try {
      server = builder.build().start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    channel = InProcessChannelBuilder.forName(name).build();
  }

  ManagedChannel channel() {
    return channel;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  private record Registry(Function<WorkerRegistration, RegisteredWorker> registering)
      implements WorkerService {

    @Override
    public RegisteredWorker register(WorkerRegistration registration, Actor actor) {
      return registering.apply(registration);
    }

    @Override
    public HeartbeatAnswer beat(Heartbeat heartbeat) {
      return new HeartbeatAnswer.Unknown();
    }

    @Override
    public Departure.Outcome unregister(Departure departure) {
      return Departure.Outcome.NOT_FOUND;
    }

    @Override
    public List<WorkerView> list(WorkerQuery query) {
      return List.of();
    }
  }
}
