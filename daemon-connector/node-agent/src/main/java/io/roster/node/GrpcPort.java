/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.util.MutableHandlerRegistry;
import io.roster.node.registry.NetworkThreads;
import io.roster.node.registry.NodeToken;
import io.roster.node.service.TokenGuard;
import io.roster.settings.NodeSettings;
import io.roster.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The gRPC port that the node advertises, held from before it registers until after it said
 * goodbye. It is open on this host's loopback address too, for those who are here.
 */
final class GrpcPort implements AutoCloseable {

  /** The name under which the health service says whether the node is registered. */
  static final String REGISTRATION = "roster.node.Registration";

  private static final long STOP_WAIT_SECONDS = 5;
  private static final long PERMITTED_KEEP_ALIVE_SECONDS = 10;

  private final HealthStatusManager health = new HealthStatusManager();
  private final MutableHandlerRegistry services = new MutableHandlerRegistry();
  private final Optional<TokenGuard> guard;
  private final Server server;
  private final AtomicBoolean closed = new AtomicBoolean();

  private GrpcPort(InetAddress address, Settings settings, NetworkThreads network) {
    guard = NodeToken.of(settings).map(TokenGuard::new);
    int port = settings.get(NodeSettings.GRPC_PORT);
    NettyServerBuilder builder =
        network
            .serve(NettyServerBuilder.forAddress(new InetSocketAddress(address, port)))
            // Whatever may wait goes to threads of its own, so Netty's own threads serve the calls.
            .directExecutor()
            .permitKeepAliveTime(PERMITTED_KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .addService(health.getHealthService())
            .fallbackHandlerRegistry(services);
    if (port != 0 && !address.isAnyLocalAddress() && !address.isLoopbackAddress()) {
      builder.addListenAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
    server = builder.build();
    health.setStatus(REGISTRATION, ServingStatus.NOT_SERVING);
  }

  /**
   * Binds the port; nothing but the health service is served yet.
   *
   * @throws IllegalStateException with a sentence, if it is taken
   */
  static GrpcPort open(InetAddress address, Settings settings, NetworkThreads network) {
    GrpcPort port = new GrpcPort(address, settings, network);
    try {
      port.server.start();
      return port;
    } catch (IOException e) {
      port.close();
      throw new IllegalStateException(
          NodeSettings.GRPC_PORT.key()
              + " cannot be opened: "
              + cause(e)
              + "; free the port or choose another",
          e);
    }
  }

  void serve(BindableService service) {
    services.addService(
        guard
            .map(asking -> ServerInterceptors.intercept(service, asking))
            .orElseGet(service::bindService));
  }

  int number() {
    return server.getPort();
  }

  void setRegistered(boolean registered) {
    health.setStatus(REGISTRATION, registered ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    health.enterTerminalState();
    server.shutdownNow();
    try {
      server.awaitTermination(STOP_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String cause(IOException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }
}
