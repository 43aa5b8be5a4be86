/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.roster.registry.platform.Readiness;
import io.roster.wire.globalstore.v1.ArtifactCatalogServiceGrpc;
import io.roster.wire.globalstore.v1.AssemblyViewServiceGrpc;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalTest {

  private static final String LOOPBACK = InetAddress.getLoopbackAddress().getHostAddress();
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private final Board board = new Board();
  private final GrpcPort port =
      new GrpcPort(
          (address, health) ->
              NettyServerBuilder.forAddress(address).addService(health.getHealthService()).build(),
          new NoEndpoints(),
          new CallGate(Set.of(), Set.of()),
          board,
          LOOPBACK,
          0);

  @BeforeEach
  void listen() {
    port.listen();
  }

  @AfterEach
  void close() {
    port.close();
    port.cut();
  }

  @Test
  void callers_are_asked_to_come_when_the_start_is_over() {
    assertThat(health()).isEqualTo(ServingStatus.NOT_SERVING);
    assertThat(board.up).isFalse();

    port.welcome();

    assertThat(health()).isEqualTo(ServingStatus.SERVING);
    assertThat(board.up).isTrue();
  }

  @Test
  void nobody_is_asked_to_come_to_one_that_leaves_before_its_start_is_over() {
    port.announceLeaving();

    port.welcome();

    assertThat(health()).isEqualTo(ServingStatus.NOT_SERVING);
    assertThat(board.up).isFalse();
  }

  @Test
  void a_start_that_is_over_does_not_end_a_drain_that_was_cancelled() {
    port.announceLeaving();
    port.serve();

    port.welcome();

    assertThat(health()).isEqualTo(ServingStatus.SERVING);
  }

  private ServingStatus health() {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(LOOPBACK, port.port()).usePlaintext().build();
    try {
      return HealthGrpc.newBlockingStub(channel)
          .check(HealthCheckRequest.getDefaultInstance())
          .getStatus();
    } finally {
      channel.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"right", "wrong"})
  void a_rehearsal_makes_its_calls_with_the_token_of_its_stage(String token) throws IOException {
    Heard heard = new Heard(true);

    int calls = rehearse(heard, token, new Rehearsal.Length(2, Duration.ZERO, A_MINUTE));

    assertThat(calls).isEqualTo(2 * Rehearsal.SCENES.size());
    assertThat(heard.methods).hasSize(token.equals("right") ? Rehearsal.SCENES.size() : 0);
  }

  @Test
  void a_rehearsal_goes_on_for_a_while_though_each_call_was_made() throws IOException {
    int calls =
        rehearse(
            new Heard(true), "right", new Rehearsal.Length(1, Duration.ofSeconds(1), A_MINUTE));

    assertThat(calls).isGreaterThan(Rehearsal.SCENES.size());
  }

  @Test
  void a_rehearsal_ends_though_nobody_answers() throws IOException {
    int calls =
        rehearse(
            new Heard(false),
            "right",
            new Rehearsal.Length(1, Duration.ZERO, Duration.ofMillis(100)));

    assertThat(calls).isLessThan(Rehearsal.SCENES.size());
  }

  private static int rehearse(Heard heard, String token, Rehearsal.Length length)
      throws IOException {
    Server stage =
        NettyServerBuilder.forAddress(ANY_PORT)
            .intercept(heard)
            .intercept(new TokenGuard("right"))
            .addService(new ClusterRuntimeServiceGrpc.ClusterRuntimeServiceImplBase() {})
            .addService(new ArtifactCatalogServiceGrpc.ArtifactCatalogServiceImplBase() {})
            .addService(new AssemblyViewServiceGrpc.AssemblyViewServiceImplBase() {})
            .build()
            .start();
    try {
      return Rehearsal.at(stage.getListenSockets().get(0), token, length);
    } finally {
      stage.shutdownNow();
    }
  }

  private static final class NoEndpoints extends Endpoints {

    @Override
    synchronized List<Endpoint> all() {
      return List.of();
    }

    @Override
    void endStreams() {
      // There are none.
    }
  }

  private static final class Board implements Readiness {

    private boolean up;

    @Override
    public List<Check> checks() {
      return List.of();
    }

    @Override
    public boolean started() {
      return up;
    }

    @Override
    public void report(Check check) {
      up = check.up();
    }
  }

  private static final class Heard implements ServerInterceptor {

    private final Set<String> methods = ConcurrentHashMap.newKeySet();
    private final boolean answers;

    private Heard(boolean answers) {
      this.answers = answers;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      methods.add(call.getMethodDescriptor().getFullMethodName());
      return answers ? next.startCall(call, headers) : new ServerCall.Listener<>() {};
    }
  }
}
