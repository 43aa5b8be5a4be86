/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.grpc;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.roster.registry.chunk.ChunkService;
import io.roster.registry.cluster.Departure;
import io.roster.registry.cluster.HeartbeatAnswer;
import io.roster.registry.cluster.Heartbeats;
import io.roster.registry.cluster.RegisteredWorker;
import io.roster.registry.cluster.WorkerQuery;
import io.roster.registry.cluster.WorkerRegistration;
import io.roster.registry.cluster.WorkerService;
import io.roster.registry.cluster.WorkerView;
import io.roster.registry.cluster.grpc.ClusterRuntimeEndpoint;
import io.roster.registry.cluster.grpc.ClusterRuntimeEndpoint.Doors;
import io.roster.registry.instance.InstanceHeartbeats;
import io.roster.registry.instance.InstanceService;
import io.roster.registry.platform.Actor;
import io.roster.registry.reconcile.ReconcileService;
import io.roster.registry.replica.ReplicaService;
import io.roster.registry.shard.ShardService;
import io.roster.registry.transport.TransportService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * ClusterRuntimeService over a registry that answers what a test wants, behind the interceptors
 * under test.
 */
public final class ServedCalls implements AutoCloseable {

  private static final Registry NOBODY =
      new Registry(
          registration -> {
            throw new UnsupportedOperationException("no test registers here");
          });

  private final Server server;
  private final ManagedChannel channel;

  ServedCalls(
      Function<WorkerRegistration, RegisteredWorker> registering,
      ServerInterceptor... interceptors) {
    this(
        doors(new Registry(registering), none(ReplicaService.class), none(TransportService.class)),
        interceptors);
  }

  /** Serves replicas alone, with failures as the server maps them. */
  public ServedCalls(ReplicaService replicas) {
    this(doors(NOBODY, replicas, none(TransportService.class)), new ErrorMapping());
  }

  ServedCalls(TransportService transports, ServerInterceptor... interceptors) {
    this(doors(NOBODY, none(ReplicaService.class), transports), interceptors);
  }

  private static Doors doors(
      WorkerService workers, ReplicaService replicas, TransportService transports) {
    return new Doors(
        workers,
        replicas,
        none(ReconcileService.class),
        transports,
        none(InstanceService.class),
        none(ChunkService.class),
        none(ShardService.class));
  }

  /** A door that the test does not open. */
  private static <T> T none(Class<T> door) {
    return door.cast(
        Proxy.newProxyInstance(
            door.getClassLoader(),
            new Class<?>[] {door},
            (proxy, method, arguments) -> {
              if (method.getName().equals("heartbeats")) {
                // Asked for once, when the service is put together.
                return (InstanceHeartbeats) heartbeat -> false;
              }
              throw new UnsupportedOperationException(method.getName());
            }));
  }

  private ServedCalls(Doors doors, ServerInterceptor... interceptors) {
    String name = "test-" + UUID.randomUUID();
    InProcessServerBuilder builder =
        InProcessServerBuilder.forName(name)
            .addService(
                MalformedRequest.tolerated(ClusterRuntimeEndpoint.serving(doors).bindService()));
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

  public ManagedChannel channel() {
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
    public Heartbeats heartbeats() {
      return heartbeat -> new HeartbeatAnswer.Unknown();
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
