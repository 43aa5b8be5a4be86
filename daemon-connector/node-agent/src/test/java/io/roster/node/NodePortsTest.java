/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.roster.node.registry.NetworkThreads;
import io.roster.settings.NodeSettings;
import io.roster.settings.Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class NodePortsTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final NetworkThreads NETWORK =
      new NetworkThreads(work -> new Thread(work, "network"));

  @AfterAll
  static void end_the_network() {
    NETWORK.close();
  }

  @Test
  void the_grpc_port_says_whether_the_node_serves_and_is_registered() {
    try (NodePorts ports = open(0, 0)) {
      ManagedChannel channel =
          NettyChannelBuilder.forAddress(new InetSocketAddress(LOOPBACK, ports.grpcPort()))
              .usePlaintext()
              .build();
      try {
        assertThat(health(channel, "")).isEqualTo(ServingStatus.SERVING);
        assertThat(health(channel, NodePorts.REGISTRATION)).isEqualTo(ServingStatus.NOT_SERVING);
        ports.setRegistered(true);
        assertThat(health(channel, NodePorts.REGISTRATION)).isEqualTo(ServingStatus.SERVING);
        ports.close();
        assertThatThrownBy(() -> health(channel, "")).isInstanceOf(StatusRuntimeException.class);
      } finally {
        channel.shutdownNow();
      }
    }
  }

  @Test
  void a_taken_port_is_named_and_the_other_one_let_go() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK);
        ServerSocket probe = new ServerSocket(0, 1, LOOPBACK)) {
      int free = probe.getLocalPort();
      probe.close();
      assertThatThrownBy(() -> open(free, taken.getLocalPort()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("roster.node.p2p-port cannot be opened")
          .hasMessageContaining("choose another");
      assertThatThrownBy(() -> open(taken.getLocalPort(), free))
          .hasMessageContaining("roster.node.grpc-port cannot be opened");
      open(free, 0).close();
    }
  }

  private static ServingStatus health(ManagedChannel channel, String service) {
    return HealthGrpc.newBlockingStub(channel)
        .check(HealthCheckRequest.newBuilder().setService(service).build())
        .getStatus();
  }

  private static NodePorts open(int grpcPort, int p2pPort) {
    Settings settings =
        Settings.read(
            NodeSettings.TABLE,
            Map.of(
                "roster.node.grpc-port", String.valueOf(grpcPort),
                "roster.node.p2p-port", String.valueOf(p2pPort)));
    return NodePorts.open(
        LOOPBACK,
        settings,
        (artifactId, use) -> {},
        work -> new Thread(work, "node-ports"),
        NETWORK);
  }
}
