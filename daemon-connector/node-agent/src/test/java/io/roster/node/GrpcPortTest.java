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

class GrpcPortTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final NetworkThreads NETWORK =
      new NetworkThreads(work -> new Thread(work, "network"));

  @AfterAll
  static void end_the_network() {
    NETWORK.close();
  }

  @Test
  void the_grpc_port_says_whether_the_node_serves_and_is_registered() {
    try (GrpcPort port = open(0)) {
      ManagedChannel channel =
          NettyChannelBuilder.forAddress(new InetSocketAddress(LOOPBACK, port.number()))
              .usePlaintext()
              .build();
      try {
        assertThat(health(channel, "")).isEqualTo(ServingStatus.SERVING);
        assertThat(health(channel, GrpcPort.REGISTRATION)).isEqualTo(ServingStatus.NOT_SERVING);
        port.setRegistered(true);
        assertThat(health(channel, GrpcPort.REGISTRATION)).isEqualTo(ServingStatus.SERVING);
        port.close();
        assertThatThrownBy(() -> health(channel, "")).isInstanceOf(StatusRuntimeException.class);
      } finally {
        channel.shutdownNow();
      }
    }
  }

  @Test
  void a_taken_port_is_named() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
      assertThatThrownBy(() -> open(taken.getLocalPort()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("roster.node.grpc-port cannot be opened")
          .hasMessageContaining("choose another");
    }
  }

  private static ServingStatus health(ManagedChannel channel, String service) {
    return HealthGrpc.newBlockingStub(channel)
        .check(HealthCheckRequest.newBuilder().setService(service).build())
        .getStatus();
  }

  private static GrpcPort open(int number) {
    Settings settings =
        Settings.read(NodeSettings.TABLE, Map.of("roster.node.grpc-port", String.valueOf(number)));
    return GrpcPort.open(LOOPBACK, settings, NETWORK);
  }
}
