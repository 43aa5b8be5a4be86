/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node;

import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.roster.node.peer.ArtifactSource;
import io.roster.node.peer.PeerServer;
import io.roster.node.registry.NetworkThreads;
import io.roster.settings.NodeSettings;
import io.roster.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The ports that the node advertises, held from before it registers until after it said goodbye.
 * The gRPC port serves the standard health service; the other serves artifacts to other nodes.
 */
final class NodePorts implements AutoCloseable {

  /** The name under which the health service says whether the node is registered. */
  static final String REGISTRATION = "roster.node.Registration";

  private static final long STOP_WAIT_SECONDS = 5;
  private static final long PERMITTED_KEEP_ALIVE_SECONDS = 10;

  private final HealthStatusManager health = new HealthStatusManager();
  private final Server grpc;
  private final PeerServer peers;
  private final AtomicBoolean closed = new AtomicBoolean();

  private NodePorts(
      InetAddress address,
      Settings settings,
      ArtifactSource source,
      ThreadFactory threads,
      NetworkThreads network) {
    health.setStatus(REGISTRATION, ServingStatus.NOT_SERVING);
    grpc =
        network
            .serve(
                NettyServerBuilder.forAddress(
                    new InetSocketAddress(address, settings.get(NodeSettings.GRPC_PORT))))
            // The health service only looks into a map, so Netty's own threads serve it.
            .directExecutor()
            .permitKeepAliveTime(PERMITTED_KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .addService(health.getHealthService())
            .build();
    peers =
        new PeerServer(
            new InetSocketAddress(address, settings.get(NodeSettings.P2P_PORT)), source, threads);
  }

  /**
   * Binds both ports and begins to serve.
   *
   * @throws IllegalStateException with a sentence, if one of them is taken
   */
  static NodePorts open(
      InetAddress address,
      Settings settings,
      ArtifactSource source,
      ThreadFactory threads,
      NetworkThreads network) {
    NodePorts ports = new NodePorts(address, settings, source, threads, network);
    boolean open = false;
    try {
      bind(NodeSettings.GRPC_PORT.key(), ports.grpc::start);
      bind(NodeSettings.P2P_PORT.key(), ports.peers::start);
      open = true;
      return ports;
    } finally {
      if (!open) {
        ports.close();
      }
    }
  }

  int grpcPort() {
    return grpc.getPort();
  }

  int p2pPort() {
    return peers.port();
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
    peers.close();
    grpc.shutdownNow();
    try {
      grpc.awaitTermination(STOP_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void bind(String key, Start start) {
    try {
      start.run();
    } catch (IOException e) {
      throw new IllegalStateException(
          key + " cannot be opened: " + cause(e) + "; free the port or choose another", e);
    }
  }

  private static String cause(IOException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }

  @FunctionalInterface
  private interface Start {
    void run() throws IOException;
  }
}
