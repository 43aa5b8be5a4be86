/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.MetadataUtils;
import io.roster.registry.access.Identity;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.command.Command;
import io.roster.registry.command.CommandKind;
import io.roster.registry.command.CommandPage;
import io.roster.registry.command.CommandQuery;
import io.roster.registry.command.CommandQuery.Place;
import io.roster.registry.command.CommandRequest;
import io.roster.registry.command.CommandService;
import io.roster.registry.command.CommandState;
import io.roster.registry.command.NodeCommands;
import io.roster.registry.command.Order;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.grpc.OperatorName;
import io.roster.registry.replica.MemoryType;
import io.roster.v1.AcknowledgeCommandRequest;
import io.roster.v1.CommandOutcome;
import io.roster.v1.DrainWorkerRequest;
import io.roster.v1.EvictReplicaRequest;
import io.roster.v1.HandOverLeadershipRequest;
import io.roster.v1.Intent;
import io.roster.v1.ListCommandsRequest;
import io.roster.v1.ListCommandsResponse;
import io.roster.v1.NodeCommandServiceGrpc;
import io.roster.v1.OperatorServiceGrpc;
import io.roster.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import io.roster.v1.PrefetchArtifactRequest;
import io.roster.v1.TakeCommandsRequest;
import io.roster.v1.TakeCommandsResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandEndpointTest {

  private static final Intent INTENT =
      Intent.newBuilder().setReason(" maintenance ").setIdempotencyKey("key").build();
  private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05.678901Z");
  private static final UUID ID = UUID.fromString("00000000-0000-0001-0000-000000000002");

  private final Asked asked = new Asked();
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void open() throws IOException {
    String name = "commands-" + UUID.randomUUID();
    server =
        InProcessServerBuilder.forName(name)
            .addService(
                ServerInterceptors.intercept(
                    OperatorEndpoint.serving(asked), new OperatorName(), new Told()))
            .addService(NodeCommandEndpoint.serving(asked))
            .build()
            .start();
    channel = InProcessChannelBuilder.forName(name).build();
  }

  @AfterEach
  void close() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void an_order_is_issued_in_the_callers_name() {
    operator("ann")
        .drainWorker(DrainWorkerRequest.newBuilder().setIntent(INTENT).setWorkerId("w1").build());

    assertThat(asked.request.get())
        .isEqualTo(CommandRequest.of(Order.drain(new WorkerId("w1")), "maintenance", "key"));
    assertThat(asked.actor.get()).isEqualTo(Actor.user("ann"));
  }

  @Test
  void a_caller_that_gives_no_name_is_the_operator() {
    OperatorServiceGrpc.newBlockingStub(channel)
        .drainWorker(DrainWorkerRequest.newBuilder().setIntent(INTENT).setWorkerId("w1").build());

    assertThat(asked.actor.get()).isEqualTo(Actor.user("operator"));
  }

  @Test
  void expectation_and_time_limit_are_passed_on() {
    operator("ann")
        .prefetchArtifact(
            PrefetchArtifactRequest.newBuilder()
                .setIntent(
                    INTENT.toBuilder()
                        .setExpectedRevision(9)
                        .setTimeLimit(Duration.newBuilder().setSeconds(30)))
                .setWorkerId("w1")
                .setArtifactId("artifact")
                .setMemoryType("RAM")
                .build());

    assertThat(asked.request.get())
        .isEqualTo(
            new CommandRequest(
                Order.prefetch(new WorkerId("w1"), "artifact", Optional.of(MemoryType.RAM)),
                "maintenance",
                "key",
                OptionalLong.of(9),
                java.time.Duration.ofSeconds(30)));
  }

  @Test
  void a_named_successor_is_passed_on_and_none_is_any() {
    operator("ann")
        .handOverLeadership(
            HandOverLeadershipRequest.newBuilder().setIntent(INTENT).setCoordinator("b").build());
    assertThat(given(asked.request).order()).isEqualTo(Order.handOver(Optional.of("b")));

    operator("ann")
        .handOverLeadership(HandOverLeadershipRequest.newBuilder().setIntent(INTENT).build());
    assertThat(given(asked.request).order()).isEqualTo(Order.handOver(Optional.empty()));
  }

  @Test
  void what_is_missing_or_unsound_is_named() {
    refused(() -> operator("ann").drainWorker(DrainWorkerRequest.getDefaultInstance()));
    assertThat(asked.refusal.get()).hasMessage("worker_id is required");

    refused(
        () ->
            operator("ann").drainWorker(DrainWorkerRequest.newBuilder().setWorkerId("w1").build()));
    assertThat(asked.refusal.get()).hasMessage("reason is required");

    refused(
        () ->
            operator("ann")
                .evictReplica(
                    EvictReplicaRequest.newBuilder()
                        .setIntent(INTENT)
                        .setReplicaId("1-1-1-1-1")
                        .build()));
    assertThat(asked.refusal.get()).hasMessage("replica_id must be a UUID");

    refused(
        () ->
            operator("ann")
                .listCommands(ListCommandsRequest.newBuilder().addStatesValue(0).build()));
    assertThat(asked.refusal.get()).hasMessage("states contains COMMAND_STATE_UNSPECIFIED");

    refused(
        () ->
            operator("ann")
                .listCommands(ListCommandsRequest.newBuilder().setPageToken("x").build()));
    assertThat(asked.refusal.get()).hasMessageStartingWith("page_token");

    refused(
        () ->
            operator("x".repeat(600))
                .drainWorker(
                    DrainWorkerRequest.newBuilder().setIntent(INTENT).setWorkerId("w1").build()));
    assertThat(asked.refusal.get()).hasMessageStartingWith("roster-actor");
  }

  @Test
  void a_command_is_told_whole() {
    io.roster.v1.Command told =
        operator("ann")
            .drainWorker(
                DrainWorkerRequest.newBuilder().setIntent(INTENT).setWorkerId("w1").build());

    assertThat(told)
        .isEqualTo(
            io.roster.v1.Command.newBuilder()
                .setCommandId(ID.toString())
                .setKind(io.roster.v1.CommandKind.COMMAND_KIND_PREFETCH_ARTIFACT)
                .setTarget("w1")
                .setWorkerId("w1")
                .putParameters("artifact_id", "artifact")
                .setReason("because")
                .setActor("user:ann")
                .setIdempotencyKey("key")
                .setState(io.roster.v1.CommandState.COMMAND_STATE_DELIVERED)
                .setDetail("under way")
                .setCreatedAt(
                    Timestamp.newBuilder()
                        .setSeconds(CREATED.getEpochSecond())
                        .setNanos(CREATED.getNano()))
                .setDeadline(
                    Timestamp.newBuilder()
                        .setSeconds(CREATED.getEpochSecond() + 1)
                        .setNanos(CREATED.getNano()))
                .setUpdatedAt(
                    Timestamp.newBuilder()
                        .setSeconds(CREATED.getEpochSecond() + 2)
                        .setNanos(CREATED.getNano()))
                .setDeliveries(3)
                .build());
  }

  @Test
  void each_kind_and_state_has_its_word_on_the_wire() {
    assertThat(io.roster.v1.CommandKind.values())
        .extracting(Enum::name)
        .containsAll(prefixed("COMMAND_KIND_", CommandKind.values()));
    assertThat(io.roster.v1.CommandState.values())
        .extracting(Enum::name)
        .containsAll(prefixed("COMMAND_STATE_", CommandState.values()));
    assertThat(io.roster.v1.CommandKind.values()).hasSize(CommandKind.values().length + 2);
    assertThat(io.roster.v1.CommandState.values()).hasSize(CommandState.values().length + 2);
  }

  private static List<String> prefixed(String prefix, Enum<?>[] constants) {
    return Arrays.stream(constants).map(constant -> prefix + constant.name()).toList();
  }

  @Test
  void a_page_leads_to_the_next() {
    ListCommandsResponse first =
        operator("ann")
            .listCommands(
                ListCommandsRequest.newBuilder()
                    .addStates(io.roster.v1.CommandState.COMMAND_STATE_DONE)
                    .addKinds(io.roster.v1.CommandKind.COMMAND_KIND_DRAIN_WORKER)
                    .setTarget("w1")
                    .setPageSize(7)
                    .build());
    CommandQuery query = given(asked.query);
    assertThat(query.states()).containsExactly(CommandState.DONE);
    assertThat(query.kinds()).containsExactly(CommandKind.DRAIN_WORKER);
    assertThat(query.target()).contains("w1");
    assertThat(query.worker()).isEmpty();
    assertThat(query.pageSize()).isEqualTo(7);

    operator("ann")
        .listCommands(
            ListCommandsRequest.newBuilder().setPageToken(first.getNextPageToken()).build());
    assertThat(given(asked.query).after()).contains(new Place(CREATED, ID));
    assertThat(given(asked.query).pageSize()).isEqualTo(100);
  }

  @Test
  void a_node_waits_without_an_answer_until_there_is_something() throws Exception {
    Future<TakeCommandsResponse> answer =
        NodeCommandServiceGrpc.newFutureStub(channel)
            .takeCommands(
                TakeCommandsRequest.newBuilder()
                    .setWorkerId("w1")
                    .setDaemonId("d1")
                    .setWaitMs(5_000)
                    .setRestarted(true)
                    .build());
    await().until(() -> asked.taker.get() != null);
    assertThat(asked.taker.get())
        .isEqualTo(
            new NodeCommands.Taker(
                new WorkerId("w1"), "d1", java.time.Duration.ofSeconds(5), true));
    assertThat(answer.isDone()).isFalse();

    asked.given.complete(List.of(command()));

    assertThat(answer.get().getCommandsList())
        .extracting(io.roster.v1.Command::getCommandId)
        .containsExactly(ID.toString());
  }

  @Test
  void a_node_that_goes_ends_its_wait() {
    Future<TakeCommandsResponse> answer =
        NodeCommandServiceGrpc.newFutureStub(channel)
            .takeCommands(
                TakeCommandsRequest.newBuilder()
                    .setWorkerId("w1")
                    .setDaemonId("d1")
                    .setWaitMs(5_000)
                    .build());
    await().until(() -> asked.taker.get() != null);

    answer.cancel(true);

    await().until(asked.given::isCancelled);
  }

  @Test
  void an_acknowledgement_is_passed_on() {
    NodeCommandServiceGrpc.newBlockingStub(channel)
        .acknowledgeCommand(
            AcknowledgeCommandRequest.newBuilder()
                .setCommandId(ID.toString())
                .setWorkerId("w1")
                .setDaemonId("d1")
                .setOutcome(CommandOutcome.COMMAND_OUTCOME_FAILED)
                .setDetail("no room")
                .build());

    assertThat(asked.acknowledgement.get())
        .isEqualTo(
            new NodeCommands.Acknowledgement(
                ID, new WorkerId("w1"), "d1", NodeCommands.Outcome.FAILED, "no room"));
  }

  private static <T> T given(AtomicReference<T> asked) {
    return Objects.requireNonNull(asked.get());
  }

  private OperatorServiceBlockingStub operator(String name) {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("roster-actor", Metadata.ASCII_STRING_MARSHALLER), name);
    return OperatorServiceGrpc.newBlockingStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private void refused(Runnable call) {
    asked.refusal.set(null);
    assertThat(catchThrowableOfType(io.grpc.StatusRuntimeException.class, call::run)).isNotNull();
  }

  private static Command command() {
    return new Command(
        ID,
        new Order(CommandKind.PREFETCH_ARTIFACT, "w1", Map.of("artifact_id", "artifact")),
        Optional.of(new WorkerId("w1")),
        "because",
        "user:ann",
        "key",
        CommandState.DELIVERED,
        "under way",
        3,
        CREATED,
        CREATED.plusSeconds(1),
        CREATED.plusSeconds(2));
  }

  /** Keeps what an endpoint throws, since no status is made of it here. */
  private final class Told implements io.grpc.ServerInterceptor {
    @Override
    public <Q, A> io.grpc.ServerCall.Listener<Q> interceptCall(
        io.grpc.ServerCall<Q, A> call, Metadata headers, io.grpc.ServerCallHandler<Q, A> next) {
      return new io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener<>(
          next.startCall(call, headers)) {
        @Override
        public void onHalfClose() {
          try {
            super.onHalfClose();
          } catch (InvalidRequest refusal) {
            asked.refusal.set(refusal);
            call.close(io.grpc.Status.INVALID_ARGUMENT, new Metadata());
          }
        }
      };
    }
  }

  /** Notes what it is asked. */
  private static final class Asked implements CommandService, NodeCommands {

    private final AtomicReference<CommandRequest> request = new AtomicReference<>();
    private final AtomicReference<Actor> actor = new AtomicReference<>();
    private final AtomicReference<CommandQuery> query = new AtomicReference<>();
    private final AtomicReference<Taker> taker = new AtomicReference<>();
    private final AtomicReference<Acknowledgement> acknowledgement = new AtomicReference<>();
    private final AtomicReference<InvalidRequest> refusal = new AtomicReference<>();
    private final CompletableFuture<List<Command>> given = new CompletableFuture<>();

    @Override
    public Command issue(CommandRequest wanted, Identity by) {
      request.set(wanted);
      actor.set(by.actor());
      return command();
    }

    @Override
    public Command cancel(UUID id, String reason, Identity by) {
      return command();
    }

    @Override
    public Command find(UUID id) {
      return command();
    }

    @Override
    public CommandPage list(CommandQuery wanted) {
      query.set(wanted);
      return new CommandPage(
          new ArrayList<>(List.of(command())), Optional.of(new Place(CREATED, ID)));
    }

    @Override
    public CompletableFuture<List<Command>> take(Taker node) {
      taker.set(node);
      return given;
    }

    @Override
    public Command acknowledge(Acknowledgement said) {
      acknowledgement.set(said);
      return command();
    }
  }
}
