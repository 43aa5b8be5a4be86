/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.roster.registry.platform.Actor;
import io.roster.wire.globalstore.v1.ClusterAdminServiceGrpc;
import io.roster.wire.globalstore.v1.HealthCheckRequest;
import io.roster.wire.globalstore.v1.HealthCheckResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CallerTest {

  private final AtomicReference<Actor> seen = new AtomicReference<>();

  @Test
  void a_caller_is_known_by_the_address_that_it_calls_from() throws IOException {
    call(new Caller(Set.of()));

    assertThat(seen).hasValue(Actor.client("127.0.0.1"));
  }

  @Test
  void a_read_from_memory_goes_without() throws IOException {
    call(new Caller(Set.of("tensorcast.global_store.v1.ClusterAdminService/HealthCheck")));

    assertThat(seen).hasValue(Actor.client("in-process"));
  }

  private void call(Caller caller) throws IOException {
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0))
            .addService(
                new ClusterAdminServiceGrpc.ClusterAdminServiceImplBase() {
                  @Override
                  public void healthCheck(
                      HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
                    seen.set(Caller.actor());
                    answer.onNext(HealthCheckResponse.getDefaultInstance());
                    answer.onCompleted();
                  }
                })
            .intercept(caller)
            .build()
            .start();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
    try {
      assertThat(
              ClusterAdminServiceGrpc.newBlockingStub(channel)
                  .healthCheck(HealthCheckRequest.getDefaultInstance()))
          .isNotNull();
    } finally {
      channel.shutdownNow();
      server.shutdownNow();
    }
  }
}
