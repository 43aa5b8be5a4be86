/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.grpc;

import com.google.protobuf.Timestamp;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.MalformedId;
import io.roster.registry.replica.ReplicaExport;
import io.roster.registry.replica.ReplicaView;
import io.roster.registry.replica.grpc.ReplicaMessages;
import io.roster.registry.transport.TransportAnswer;
import io.roster.registry.transport.TransportCompletion;
import io.roster.registry.transport.TransportGroup;
import io.roster.registry.transport.TransportOutcome;
import io.roster.registry.transport.TransportRecord;
import io.roster.registry.transport.TransportRequest;
import io.roster.registry.transport.TransportRequest.Requester;
import io.roster.registry.transport.TransportWindow;
import io.roster.wire.common.v1.ByteSpaceRef;
import io.roster.wire.common.v1.MemoryInfo;
import io.roster.wire.globalstore.v1.CompleteReplicaTransportRequest;
import io.roster.wire.globalstore.v1.QueryTransportWindowRequest;
import io.roster.wire.globalstore.v1.RequestReplicaTransportRequest;
import io.roster.wire.globalstore.v1.RequestReplicaTransportResponse;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.TransportSchedulingGroup;
import io.roster.wire.globalstore.v1.TransportWindowRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Transports between the wire's words and the registry's. */
final class TransportMessages {

  /** The first and the last moment that a timestamp of the wire may name. */
  private static final long FIRST_SECOND = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();

  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private TransportMessages() {}

  static TransportRequest request(RequestReplicaTransportRequest request) {
    if (request.hasBroadcast()) {
      throw new InvalidRequest(
          "broadcast", "sessions are not served yet; ask for the transport without the hint");
    }
    return new TransportRequest(
        request.getRequestId(),
        request.getArtifactId(),
        viewId(request.getRequestedByteSpace()),
        new Requester(
            request.getSourceNodeId(),
            request.getSourceAddress(),
            Integer.toUnsignedLong(request.getSourcePort()),
            request.getRequesterWorkerId()),
        patience(request.getWaitTimeoutDur()),
        request.hasSchedulingGroup()
            ? Optional.of(group(request.getSchedulingGroup()))
            : Optional.empty());
  }

  private static String viewId(ByteSpaceRef space) {
    return switch (space.getKind()) {
      case BYTE_SPACE_KIND_UNSPECIFIED, BYTE_SPACE_KIND_CANONICAL -> "";
      case BYTE_SPACE_KIND_VIEW -> {
        if (space.getId().isBlank()) {
          throw new InvalidRequest("requested_byte_space.id", "is required for a view");
        }
        yield space.getId().strip();
      }
      case UNRECOGNIZED ->
          throw new InvalidRequest(
              "requested_byte_space.kind", "is unknown: " + space.getKindValue());
    };
  }

  private static Duration patience(com.google.protobuf.Duration wait) {
    // Whatever else may be in there, a year is more than anybody waits.
    long seconds = Math.max(-1, Math.min(wait.getSeconds(), Duration.ofDays(365).toSeconds()));
    return Duration.ofSeconds(seconds, wait.getNanos());
  }

  private static TransportGroup group(TransportSchedulingGroup group) {
    return new TransportGroup(
        group.getGroupKind(),
        group.getGroupId(),
        group.getEpoch(),
        Integer.toUnsignedLong(group.getTotalParts()),
        group.getPartId(),
        Integer.toUnsignedLong(group.getPriority()));
  }

  static RequestReplicaTransportResponse answer(TransportAnswer answer) {
    RequestReplicaTransportResponse.Builder response = RequestReplicaTransportResponse.newBuilder();
    if (answer instanceof TransportAnswer.Started started) {
      return response
          .setStatus(Status.STATUS_OK)
          .setTransportId(started.transport().toString())
          .setRemoteMemoryInfo(source(started.source()))
          .build();
    }
    return response
        .setStatus(
            answer instanceof TransportAnswer.NoReplica
                ? Status.STATUS_NOT_FOUND
                : Status.STATUS_TIMED_OUT)
        .build();
  }

  private static MemoryInfo source(ReplicaView replica) {
    ReplicaExport export = replica.export();
    return ReplicaMessages.memoryInfo(replica)
        // Older lines fetch by these.
        .addAllRemoteMemoryKeys(export.remoteMemoryKeys())
        .addAllBufferSizes(export.bufferSizes())
        .setVerificationJson(export.verificationJson())
        .build();
  }

  static TransportCompletion completion(CompleteReplicaTransportRequest request) {
    UUID transport =
        ReplicaMessages.parsedId(request.getTransportId())
            .orElseThrow(() -> new MalformedId("transport_id"));
    return new TransportCompletion(transport, outcome(request), request.getOutcomeDetail());
  }

  private static TransportOutcome outcome(CompleteReplicaTransportRequest request) {
    return switch (request.getOutcome()) {
      case TRANSPORT_COMPLETION_OUTCOME_SUCCESS -> TransportOutcome.SUCCESS;
      case TRANSPORT_COMPLETION_OUTCOME_FAILED -> TransportOutcome.FAILED;
      case TRANSPORT_COMPLETION_OUTCOME_EXPIRED -> TransportOutcome.EXPIRED;
      case TRANSPORT_COMPLETION_OUTCOME_CANCELLED -> TransportOutcome.CANCELLED;
      case TRANSPORT_COMPLETION_OUTCOME_UNSPECIFIED ->
          throw new InvalidRequest("outcome", "is required");
      case UNRECOGNIZED ->
          throw new InvalidRequest("outcome", "is unknown: " + request.getOutcomeValue());
    };
  }

  static TransportWindow window(QueryTransportWindowRequest request) {
    return new TransportWindow(
        moment("created_at_start", request.hasCreatedAtStart(), request.getCreatedAtStart()),
        moment("created_at_end", request.hasCreatedAtEnd(), request.getCreatedAtEnd()),
        Integer.toUnsignedLong(request.getLimit()));
  }

  private static Instant moment(String field, boolean given, Timestamp time) {
    if (!given) {
      throw new InvalidRequest(field, "is required");
    }
    if (time.getSeconds() < FIRST_SECOND || time.getSeconds() > LAST_SECOND) {
      throw new InvalidRequest(field, "is no moment between the years 1 and 9999");
    }
    return ReplicaMessages.instant(time);
  }

  static TransportWindowRow row(TransportRecord transport) {
    TransportWindowRow.Builder row =
        TransportWindowRow.newBuilder()
            .setTransportId(transport.transport().toString())
            .setReplicaId(transport.replica().toString())
            .setArtifactId(transport.artifactId())
            .setStatus(transport.outcome().isPresent() ? "completed" : "in_progress")
            .setCompletionOutcome(transport.outcome().map(TransportOutcome::text).orElse(""))
            .setRequestId(transport.requestId())
            .setRequesterWorkerId(transport.requesterWorkerId())
            .setCreatedAt(ReplicaMessages.timestamp(transport.createdAt()))
            .setReplicaMemorySizeBytes(transport.memorySize());
    transport.completedAt().ifPresent(end -> row.setCompletedAt(ReplicaMessages.timestamp(end)));
    transport
        .group()
        .ifPresent(
            group ->
                row.setGroupId(group.id())
                    .setGroupKind(group.kind())
                    .setGroupPartId(group.partId())
                    .setGroupTotalParts((int) group.totalParts()));
    return row.build();
  }
}
