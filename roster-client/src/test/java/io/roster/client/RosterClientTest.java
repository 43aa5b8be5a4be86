/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.NameResolverRegistry;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.roster.v1.DrainWorkerRequest;
import io.roster.v1.OperatorServiceGrpc;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.ListActiveWorkersRequest;
import io.roster.wire.globalstore.v1.RegisterReplicaRequest;
import io.roster.wire.globalstore.v1.RegisterWorkerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RosterClientTest {

  private final ManualTimers timers = new ManualTimers();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private FakeCoordinator a;
  private FakeCoordinator b;
  private Optional<RosterClient> open = Optional.empty();

  @BeforeEach
  void start() throws IOException {
    a = FakeCoordinator.started();
    b = FakeCoordinator.started();
  }

  @AfterEach
  void stop() throws InterruptedException {
    open.ifPresent(RosterClient::close);
    a.close();
    b.close();
  }

  @Test
  void channels_of_others_resolve_their_targets_as_before() {
    assertThat(NameResolverRegistry.getDefaultRegistry().getDefaultScheme()).isEqualTo("dns");
  }

  @Test
  void calls_go_to_the_first_and_tell_the_origin() {
    RosterClient client = client(a, b);
    a.revision = 41;
    read(client.channel());
    assertThat(a.calls).containsExactly("ListActiveWorkers");
    assertThat(b.calls).isEmpty();
    assertThat(client.origin()).contains(new Origin(a.endpoint(), 3, 41));
    a.revision = 40;
    read(client.channel());
    assertThat(client.revision()).as("never goes back").isEqualTo(41);
  }

  @Test
  void one_failed_call_moves_on_for_all_and_the_caller_notices_nothing() {
    RosterClient client = client(a, b);
    a.failure = Optional.of(Status.UNAVAILABLE);
    read(client.channel());
    read(client.channel());
    assertThat(a.calls).hasSize(1);
    assertThat(b.calls).hasSize(2);
    assertThat(client.endpoint()).hasToString(b.endpoint());
    assertThat(heard).containsExactly("moved on from " + a.endpoint() + " UNAVAILABLE");
  }

  @Test
  void a_dead_endpoint_is_skipped_even_by_a_call_that_must_not_be_doubled() throws Exception {
    a.close();
    assertThat(register(client(a, b))).isEqualTo(b.endpoint());
  }

  @Test
  void a_change_that_may_have_been_carried_out_is_not_made_again() {
    RosterClient client = client(a, b);
    a.failure = Optional.of(Status.UNAVAILABLE.withDescription("who knows"));
    assertFails(Code.UNAVAILABLE, "who knows", () -> register(client));
    assertThat(b.calls).isEmpty();
  }

  @Test
  void the_next_change_goes_elsewhere_although_the_one_before_was_not_made_again() {
    RosterClient client = client(a, b);
    a.failure = Optional.of(Status.UNAVAILABLE.withDescription("its database is away"));
    assertFails(Code.UNAVAILABLE, "its database is away", () -> register(client));
    assertThat(register(client)).isEqualTo(b.endpoint());
    assertThat(a.calls).hasSize(1);
  }

  @Test
  void a_change_that_was_refused_before_it_began_is() {
    RosterClient client = client(a, b);
    a.failure = Optional.of(Status.RESOURCE_EXHAUSTED);
    a.error = Optional.of("ROS-2001");
    assertThat(register(client)).isEqualTo(b.endpoint());
  }

  @Test
  void a_refusal_is_an_answer() {
    RosterClient client = client(a, b);
    a.failure = Optional.of(Status.FAILED_PRECONDITION.withDescription("why"));
    assertFails(Code.FAILED_PRECONDITION, "why", () -> read(client.channel()));
    assertThat(b.calls).isEmpty();
    assertThat(client.endpoint()).hasToString(a.endpoint());
  }

  @Test
  void a_change_with_a_key_is_made_again_with_the_same_key() {
    RosterClient client = client(a, b);
    var stub = ClusterRuntimeServiceGrpc.newBlockingStub(client.channel());
    a.failure = Optional.of(Status.UNAVAILABLE);
    var unused = stub.registerReplica(RegisterReplicaRequest.getDefaultInstance());
    RegisterReplicaRequest first = (RegisterReplicaRequest) b.requests.get(0);
    assertThat(first.getClientRequestId()).as("made by the client").hasSize(36);

    unused = stub.registerReplica(first.toBuilder().setClientRequestId("mine").build());
    assertThat(((RegisterReplicaRequest) b.requests.get(1)).getClientRequestId()).isEqualTo("mine");
  }

  @Test
  void an_operators_call_gets_an_idempotency_key() {
    RosterClient client = client(a, b);
    var unused =
        OperatorServiceGrpc.newBlockingStub(client.channel())
            .drainWorker(DrainWorkerRequest.getDefaultInstance());
    assertThat(((DrainWorkerRequest) a.requests.get(0)).getIntent().getIdempotencyKey())
        .hasSize(36);
  }

  @Test
  void when_all_have_failed_it_pauses_and_goes_round_again() {
    RosterClient client = client(a, b);
    a.failure = Optional.of(Status.UNAVAILABLE);
    b.failure = Optional.of(Status.UNAVAILABLE);
    CompletableFuture<String> answer = later(() -> read(client.channel()));
    await().until(() -> a.calls.size() + b.calls.size() == 2);
    b.failure = Optional.empty();
    assertThat(answer).isNotDone();
    await()
        .until(
            () -> {
              timers.pass(Duration.ofMillis(50));
              return answer.isDone();
            });
    assertThat(answer).isCompleted();
    assertThat(a.calls).hasSize(2);
  }

  @Test
  void when_the_rounds_are_over_it_says_what_each_said() {
    RosterClient client = open(builder(a, b).rounds(1));
    a.failure = Optional.of(Status.UNAVAILABLE.withDescription("no database"));
    b.failure = Optional.of(Status.UNAVAILABLE.withDescription("stops"));
    assertFails(
        Code.UNAVAILABLE,
        "None of the 2 coordinators answers: "
            + (a.endpoint() + ": no database; " + b.endpoint() + ": stops"),
        () -> read(client.channel()));
  }

  @Test
  void a_coordinator_that_takes_its_time_is_left_alone_and_a_silent_one_is_left() throws Exception {
    try (FakeCoordinator paused = FakeCoordinator.paused()) {
      RosterClient client = client(paused, b);
      CompletableFuture<String> call = later(() -> read(client.channel()));
      await().until(() -> paused.calls.contains("ListActiveWorkers"));
      timers.pass(Duration.ofMillis(400));
      assertThat(paused.calls).doesNotContain("health");
      timers.pass(Duration.ofMillis(200));
      await().until(() -> paused.calls.contains("health"));
      assertThat(call).isNotDone();
      timers.pass(Duration.ofSeconds(1));
      assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo("done");
      assertThat(b.calls).containsExactly("ListActiveWorkers");
    }
  }

  @Test
  void a_change_that_must_not_be_doubled_ends_with_a_silent_coordinator() throws Exception {
    try (FakeCoordinator paused = FakeCoordinator.paused()) {
      RosterClient client = client(paused, b);
      CompletableFuture<String> call = later(() -> register(client));
      await().until(() -> paused.calls.contains("RegisterWorker"));
      timers.pass(Duration.ofMillis(600));
      await().until(() -> paused.calls.contains("health"));
      assertThat(call).isNotDone();
      timers.pass(Duration.ofSeconds(1));
      assertThatThrownBy(() -> call.get(30, TimeUnit.SECONDS))
          .hasRootCauseInstanceOf(StatusRuntimeException.class)
          .hasStackTraceContaining("UNAVAILABLE: " + paused.endpoint() + " does not answer");
      assertThat(b.calls).isEmpty();
      assertThat(register(client)).as("the next call").isEqualTo(b.endpoint());
    }
  }

  @Test
  void a_slow_call_at_a_healthy_coordinator_is_waited_for() {
    RosterClient client = client(a, b);
    a.hangs = true;
    CompletableFuture<String> call = later(() -> read(client.channel()));
    await().until(() -> a.calls.contains("ListActiveWorkers"));
    // Slower than the clock on the wall, so that no answer about its health comes late.
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              timers.pass(Duration.ofMillis(50));
              return a.calls.stream().filter("health"::equals).count() > 2;
            });
    assertThat(call).isNotDone();
    assertThat(b.calls).isEmpty();
    client.close();
    assertThatThrownBy(call::join).hasRootCauseInstanceOf(StatusRuntimeException.class);
  }

  @Test
  void it_comes_home_when_home_serves_again() {
    RosterClient client = client(a, b);
    a.failure = Optional.of(Status.UNAVAILABLE);
    a.serves(ServingStatus.NOT_SERVING);
    read(client.channel());
    await()
        .until(
            () -> {
              timers.pass(Duration.ofMillis(500));
              return a.calls.contains("health");
            });
    assertThat(client.endpoint()).hasToString(b.endpoint());

    a.failure = Optional.empty();
    a.serves(ServingStatus.SERVING);
    await()
        .until(
            () -> {
              timers.pass(Duration.ofMillis(500));
              return heard.contains("came home to " + a.endpoint());
            });
    read(client.channel());
    assertThat(a.calls).last().isEqualTo("ListActiveWorkers");
  }

  @Test
  void a_foreign_endpoint_is_passed_over_and_named() {
    a.clusterToken = "theirs";
    b.clusterToken = "ours";
    RosterClient client = open(builder(a, b).token("ours"));
    assertThat(register(client)).isEqualTo(b.endpoint());
    assertThat(heard).anyMatch(line -> line.startsWith("foreign " + a.endpoint()));
  }

  @Test
  void an_endpoint_that_asks_for_no_token_is_foreign_too() {
    b.clusterToken = "ours";
    RosterClient client = open(builder(a, b).token("ours"));
    assertThat(register(client)).isEqualTo(b.endpoint());
    assertThat(a.calls).doesNotContain("RegisterWorker");
  }

  @Test
  void when_all_are_foreign_the_call_fails_at_once() {
    a.clusterToken = "theirs";
    b.clusterToken = "theirs";
    RosterClient client = open(builder(a, b).token("ours"));
    assertFails(
        Code.UNAUTHENTICATED,
        a.endpoint() + " does not know this cluster token; it belongs to another cluster",
        () -> read(client.channel()));
    RosterClient bare = open(builder(a));
    assertFails(
        Code.UNAUTHENTICATED,
        a.endpoint() + " asks for a cluster token, and none was given",
        () -> read(bare.channel()));
    bare.close();
    client.close();
  }

  @Test
  void at_least_a_revision_is_asked_for() {
    RosterClient client = client(a, b);
    read(client.atLeast(77));
    assertThat(a.minimums).containsExactly(Optional.of("77"));
  }

  @Test
  void a_name_alone_stands_for_all_its_addresses() throws Exception {
    a.close();
    try (FakeCoordinator first = FakeCoordinator.started()) {
      RosterClient client =
          open(
              RosterClient.builder("registry.test:" + first.port())
                  .timers(timers)
                  .names(
                      host ->
                          new InetAddress[] {
                            InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.1")
                          }));
      read(client.channel());
      assertThat(client.endpoint()).hasToString(first.endpoint());
      assertThat(heard).isEmpty();
    }
  }

  @Test
  void any_channel_resolves_a_list_and_skips_the_dead() throws Exception {
    int dead;
    try (ServerSocket socket = new ServerSocket(0)) {
      dead = socket.getLocalPort();
    }
    ManagedChannel channel =
        ManagedChannelBuilder.forTarget("roster:///127.0.0.1:" + dead + "," + a.endpoint())
            .usePlaintext()
            .build();
    try {
      assertThat(read(channel)).isEqualTo("done");
    } finally {
      channel.shutdownNow();
    }
    assertThatThrownBy(() -> ManagedChannelBuilder.forTarget("roster:///a:1,a:1").build())
        .hasMessageContaining("has a:1 twice");
    assertThatThrownBy(() -> ManagedChannelBuilder.forTarget("roster://a:1").build())
        .hasMessageContaining("three slashes");
  }

  @Test
  void a_channel_of_the_resolver_repeats_reads_and_nothing_else() {
    ManagedChannel channel =
        ManagedChannelBuilder.forTarget("roster:///" + a.endpoint()).usePlaintext().build();
    try {
      a.failure = Optional.of(Status.UNAVAILABLE);
      assertThatThrownBy(() -> read(channel)).isInstanceOf(StatusRuntimeException.class);
      assertThat(a.calls).hasSize(5);
      a.calls.clear();
      assertThatThrownBy(
              () ->
                  ClusterRuntimeServiceGrpc.newBlockingStub(channel)
                      .registerWorker(RegisterWorkerRequest.getDefaultInstance()))
          .isInstanceOf(StatusRuntimeException.class);
      assertThat(a.calls).hasSize(1);
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void a_closed_client_says_so() {
    RosterClient client = client(a, b);
    client.close();
    assertFails(Code.UNAVAILABLE, "closed", () -> read(client.channel()));
  }

  private RosterClient client(FakeCoordinator... at) {
    return open(builder(at));
  }

  private RosterClient open(RosterClient.Builder builder) {
    RosterClient client = builder.build();
    open = Optional.of(client);
    return client;
  }

  private RosterClient.Builder builder(FakeCoordinator... at) {
    return RosterClient.builder(
            String.join(",", List.of(at).stream().map(FakeCoordinator::endpoint).toList()))
        .timers(timers)
        .listener(
            new ClientListener() {
              @Override
              public void movedOn(Endpoint from, Status why) {
                heard.add("moved on from " + from + " " + why.getCode());
              }

              @Override
              public void cameHome(Endpoint home) {
                heard.add("came home to " + home);
              }

              @Override
              public void foreign(Endpoint endpoint, String sentence) {
                heard.add("foreign " + sentence);
              }
            });
  }

  private static String read(Channel channel) {
    var unused =
        ClusterRuntimeServiceGrpc.newBlockingStub(channel)
            .listActiveWorkers(ListActiveWorkersRequest.getDefaultInstance());
    return "done";
  }

  private static String register(RosterClient client) {
    return ClusterRuntimeServiceGrpc.newBlockingStub(client.channel())
        .registerWorker(RegisterWorkerRequest.getDefaultInstance())
        .getWorkerId();
  }

  private static CompletableFuture<String> later(java.util.function.Supplier<String> call) {
    return CompletableFuture.supplyAsync(call, work -> new Thread(work, "caller").start());
  }

  private static void assertFails(Code code, String why, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            failure -> assertThat(failure.getStatus().getCode()).isEqualTo(code))
        .hasMessageContaining(why);
  }
}
