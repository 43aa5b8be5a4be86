/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.grpc;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.command.Command;
import io.roster.registry.command.CommandKind;
import io.roster.registry.command.CommandPage;
import io.roster.registry.command.CommandQuery;
import io.roster.registry.command.CommandRequest;
import io.roster.registry.command.CommandState;
import io.roster.registry.command.NodeCommands.Acknowledgement;
import io.roster.registry.command.NodeCommands.Outcome;
import io.roster.registry.command.NodeCommands.Taker;
import io.roster.registry.command.Order;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.Names;
import io.roster.registry.replica.MemoryType;
import io.roster.v1.AcknowledgeCommandRequest;
import io.roster.v1.CommandOutcome;
import io.roster.v1.Intent;
import io.roster.v1.ListCommandsRequest;
import io.roster.v1.ListCommandsResponse;
import io.roster.v1.PrefetchArtifactRequest;
import io.roster.v1.SwapKeyRequest;
import io.roster.v1.TakeCommandsRequest;
import io.roster.v1.TakeCommandsResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Commands between the wire's words and the registry's. */
final class CommandMessages {

  private static final int LONGEST_WAIT_MILLIS = 60_000;
  private static final long LONGEST_SECONDS = 1_000_000_000;
  private static final int UUID_LENGTH = 36;
  private static final String KIND = "COMMAND_KIND_";
  private static final String STATE = "COMMAND_STATE_";

  private CommandMessages() {}

  static CommandRequest request(Order order, Intent intent) {
    return new CommandRequest(
        order,
        intent.getReason().strip(),
        intent.getIdempotencyKey(),
        intent.getExpectedRevision() == 0
            ? OptionalLong.empty()
            : OptionalLong.of(intent.getExpectedRevision()),
        intent.hasTimeLimit() ? duration(intent.getTimeLimit()) : CommandRequest.USUAL_LIMIT);
  }

  private static java.time.Duration duration(Duration limit) {
    // Beyond it, arithmetic would overflow before anything could be said about it.
    long seconds = Math.max(-LONGEST_SECONDS, Math.min(limit.getSeconds(), LONGEST_SECONDS));
    return java.time.Duration.ofSeconds(seconds, limit.getNanos());
  }

  static WorkerId worker(String id) {
    Names.require("worker_id", id);
    return new WorkerId(id);
  }

  static UUID replica(String id) {
    return uuid("replica_id", id);
  }

  static UUID transport(String id) {
    return uuid("transport_id", id);
  }

  static Order swap(SwapKeyRequest request) {
    Names.require("artifact_id", request.getArtifactId());
    return Order.swapKey(
        request.getKey(), request.getArtifactId(), request.getExpectedGeneration());
  }

  static UUID command(String id) {
    return uuid("command_id", id);
  }

  private static UUID uuid(String field, String id) {
    Names.require(field, id);
    try {
      if (id.length() == UUID_LENGTH) {
        return UUID.fromString(id);
      }
    } catch (IllegalArgumentException ignored) {
      // Said below, as for any other text.
    }
    throw new InvalidRequest(field, "must be a UUID");
  }

  static Order prefetch(PrefetchArtifactRequest request) {
    Names.require("artifact_id", request.getArtifactId());
    return Order.prefetch(
        worker(request.getWorkerId()), request.getArtifactId(), memory(request.getMemoryType()));
  }

  private static Optional<MemoryType> memory(String name) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Arrays.stream(MemoryType.values())
            .filter(type -> type.name().equals(name))
            .findFirst()
            .orElseThrow(
                () -> new InvalidRequest("memory_type", "must be GPU, RAM, DISK or empty")));
  }

  static Optional<String> coordinator(String name) {
    Names.requireSound("coordinator", name);
    return name.isBlank() ? Optional.empty() : Optional.of(name);
  }

  static CommandQuery query(ListCommandsRequest request) {
    return new CommandQuery(
        named("states", STATE, request.getStatesList(), CommandState.class),
        named("kinds", KIND, request.getKindsList(), CommandKind.class),
        wanted(request.getTarget()),
        wanted(request.getWorkerId()),
        PageToken.read(request.getPageToken()),
        request.getPageSize() == 0 ? CommandQuery.USUAL : request.getPageSize());
  }

  private static Optional<String> wanted(String filter) {
    return filter.isEmpty() ? Optional.empty() : Optional.of(filter);
  }

  /** The wire's constants bear the registry's names behind a prefix. */
  private static <E extends Enum<E>> Set<E> named(
      String field, String prefix, List<? extends Enum<?>> given, Class<E> type) {
    return given.stream()
        .map(
            value ->
                Arrays.stream(type.getEnumConstants())
                    .filter(constant -> value.name().equals(prefix + constant.name()))
                    .findFirst()
                    .orElseThrow(() -> new InvalidRequest(field, "contains " + value.name())))
        .collect(Collectors.toSet());
  }

  static ListCommandsResponse page(CommandPage page) {
    ListCommandsResponse.Builder response = ListCommandsResponse.newBuilder();
    page.commands().forEach(command -> response.addCommands(message(command)));
    page.next().ifPresent(place -> response.setNextPageToken(PageToken.of(place)));
    return response.build();
  }

  static Taker taker(TakeCommandsRequest request) {
    int millis = request.getWaitMs();
    if (millis < 0 || millis > LONGEST_WAIT_MILLIS) {
      throw new InvalidRequest("wait_ms", "must be at most " + LONGEST_WAIT_MILLIS);
    }
    return new Taker(
        worker(request.getWorkerId()),
        request.getDaemonId(),
        java.time.Duration.ofMillis(millis),
        request.getRestarted());
  }

  static TakeCommandsResponse given(List<Command> commands) {
    TakeCommandsResponse.Builder response = TakeCommandsResponse.newBuilder();
    commands.forEach(command -> response.addCommands(message(command)));
    return response.build();
  }

  static Acknowledgement acknowledgement(AcknowledgeCommandRequest request) {
    return new Acknowledgement(
        command(request.getCommandId()),
        worker(request.getWorkerId()),
        request.getDaemonId(),
        outcome(request.getOutcome()),
        request.getDetail());
  }

  private static Outcome outcome(CommandOutcome outcome) {
    return switch (outcome) {
      case COMMAND_OUTCOME_ACCEPTED -> Outcome.ACCEPTED;
      case COMMAND_OUTCOME_DONE -> Outcome.DONE;
      case COMMAND_OUTCOME_FAILED -> Outcome.FAILED;
      case COMMAND_OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
          throw new InvalidRequest("outcome", "must be accepted, done or failed");
    };
  }

  static io.roster.v1.Command message(Command command) {
    return io.roster.v1.Command.newBuilder()
        .setCommandId(command.id().toString())
        .setKind(io.roster.v1.CommandKind.valueOf(KIND + command.kind().name()))
        .setTarget(command.order().target())
        .setWorkerId(command.worker().map(WorkerId::value).orElse(""))
        .putAllParameters(command.order().parameters())
        .setReason(command.reason())
        .setActor(command.actor())
        .setIdempotencyKey(command.idempotencyKey())
        .setState(io.roster.v1.CommandState.valueOf(STATE + command.state().name()))
        .setDetail(command.detail())
        .setCreatedAt(timestamp(command.createdAt()))
        .setDeadline(timestamp(command.deadline()))
        .setUpdatedAt(timestamp(command.updatedAt()))
        .setDeliveries(command.deliveries())
        .build();
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }
}
