/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.grpc;

import com.google.protobuf.Timestamp;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.MalformedId;
import io.roster.registry.platform.grpc.RequestKeys;
import io.roster.registry.replica.ArtifactClaim;
import io.roster.registry.replica.ArtifactClaim.ArtifactIdKind;
import io.roster.registry.replica.Drain;
import io.roster.registry.replica.ExportState;
import io.roster.registry.replica.HeldCopy;
import io.roster.registry.replica.MemoryType;
import io.roster.registry.replica.ReplicaCount;
import io.roster.registry.replica.ReplicaExport;
import io.roster.registry.replica.ReplicaPage;
import io.roster.registry.replica.ReplicaPlace;
import io.roster.registry.replica.ReplicaQuery;
import io.roster.registry.replica.ReplicaRegistration;
import io.roster.registry.replica.ReplicaView;
import io.roster.registry.replica.TensorIndex;
import io.roster.wire.common.v1.ArtifactDescriptor;
import io.roster.wire.common.v1.ByteSpaceKind;
import io.roster.wire.common.v1.ByteSpaceRef;
import io.roster.wire.common.v1.MemoryInfo;
import io.roster.wire.common.v1.PageInfo;
import io.roster.wire.common.v1.Pagination;
import io.roster.wire.common.v1.ReplicaTransportMetadata;
import io.roster.wire.globalstore.v1.ArtifactReplicaCountRecord;
import io.roster.wire.globalstore.v1.ArtifactReplicaRecord;
import io.roster.wire.globalstore.v1.ListReplicasV2Request;
import io.roster.wire.globalstore.v1.ListReplicasV2Response;
import io.roster.wire.globalstore.v1.RegisterReplicaRequest;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.UnregisterReplicaByWorkerRequest;
import io.roster.wire.globalstore.v1.WaitReplicaDrainResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Replicas between the wire's words and the registry's. */
public final class ReplicaMessages {

  private static final int DEFAULT_PAGE = 100;
  private static final long FIRST_SECOND = -62_135_596_800L;
  private static final long LAST_SECOND = 253_402_300_799L;
  private static final int NANOS_PER_SECOND = 1_000_000_000;

  private ReplicaMessages() {}

  static ReplicaRegistration registration(RegisterReplicaRequest request) {
    MemoryInfo memory = request.getMemInfo();
    if (memory.getMemoryType() == io.roster.wire.common.v1.MemoryType.UNRECOGNIZED) {
      throw new InvalidRequest("memory_type", "is unknown: " + memory.getMemoryTypeValue());
    }
    String described = request.getDescriptor().getArtifactId();
    return new ReplicaRegistration(
        place(described.isEmpty() ? request.getArtifactId() : described, memory),
        new WorkerId(request.getWorkerId()),
        memory.getMemorySize(),
        Integer.toUnsignedLong(request.getMaxConcurrency()),
        export(memory),
        memory.hasExpiresAt() ? Optional.of(instant(memory.getExpiresAt())) : Optional.empty(),
        claim(request),
        RequestKeys.of(request.getClientRequestId(), request));
  }

  private static ArtifactClaim claim(RegisterReplicaRequest request) {
    ArtifactDescriptor descriptor = request.getDescriptor();
    return new ArtifactClaim(
        switch (descriptor.getIdKind()) {
          case ARTIFACT_ID_KIND_MI2 -> Optional.of(ArtifactIdKind.MI2);
          case ARTIFACT_ID_KIND_CGID -> Optional.of(ArtifactIdKind.CGID);
          case ARTIFACT_ID_KIND_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
        },
        descriptor.getIndexMultihash(),
        descriptor.getDataMultihash(),
        firstOf(descriptor.getSchemaVersion(), request.getSchemaVersion().strip()),
        firstOf(descriptor.getEncoding(), request.getEncoding()),
        request.getMemInfo().getTensorIndexKey(),
        request.getTensorIndexData().isEmpty()
            ? Optional.empty()
            : Optional.of(new TensorIndex(request.getTensorIndexData().toByteArray())));
  }

  private static String firstOf(String preferred, String otherwise) {
    return preferred.isEmpty() ? otherwise : preferred;
  }

  /** Where a copy lies; a view without an id is refused. */
  public static ReplicaPlace place(String artifactId, MemoryInfo memory) {
    return new ReplicaPlace(
        artifactId,
        viewId(memory.getByteSpace()),
        memory.getNodeId(),
        memory.getNodeAddress(),
        Integer.toUnsignedLong(memory.getNodePort()),
        memoryType(memory.getMemoryType()),
        Integer.toUnsignedLong(memory.getDeviceId()));
  }

  private static String viewId(ByteSpaceRef space) {
    if (space.getKind() != ByteSpaceKind.BYTE_SPACE_KIND_VIEW) {
      return "";
    }
    if (space.getId().isBlank()) {
      throw new InvalidRequest("byte_space.id", "is required for a view");
    }
    return space.getId().strip();
  }

  /** What is neither GPU nor RAM counts as disk. */
  static MemoryType memoryType(io.roster.wire.common.v1.MemoryType type) {
    return switch (type) {
      case MEMORY_TYPE_GPU -> MemoryType.GPU;
      case MEMORY_TYPE_RAM -> MemoryType.RAM;
      case MEMORY_TYPE_DISK, MEMORY_TYPE_UNSPECIFIED, UNRECOGNIZED -> MemoryType.DISK;
    };
  }

  /** What is said of fetching a copy; empty when nothing is. The deprecated fields say nothing. */
  public static Optional<ReplicaExport> export(MemoryInfo memory) {
    if (!memory.hasTransport()) {
      return Optional.empty();
    }
    ReplicaTransportMetadata transport = memory.getTransport();
    return Optional.of(
        new ReplicaExport(
            switch (transport.getExportState()) {
              case EXPORT_STATE_EXPORTABLE -> ExportState.EXPORTABLE;
              case EXPORT_STATE_DRAINING -> ExportState.DRAINING;
              case EXPORT_STATE_PRESENCE_ONLY, EXPORT_STATE_UNSPECIFIED, UNRECOGNIZED ->
                  ExportState.PRESENCE_ONLY;
            },
            transport.getExportGeneration(),
            transport.getRemoteMemoryKeysList(),
            transport.getBufferSizesList(),
            transport.getVerificationJson()));
  }

  /** A time; one that the wire's own format does not know is refused. */
  public static Instant instant(Timestamp time) {
    boolean known =
        time.getSeconds() >= FIRST_SECOND
            && time.getSeconds() <= LAST_SECOND
            && time.getNanos() >= 0
            && time.getNanos() < NANOS_PER_SECOND;
    if (!known) {
      throw new InvalidRequest("timestamp", "must lie in the years 1 to 9999");
    }
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  public static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  /** Everything that the wire tells of a replica, its deprecated fields aside. */
  public static MemoryInfo.Builder memoryInfo(ReplicaView replica) {
    ReplicaPlace place = replica.place();
    ReplicaExport export = replica.export();
    MemoryInfo.Builder memory =
        MemoryInfo.newBuilder()
            .setNodeId(place.nodeId())
            .setNodeAddress(place.nodeAddress())
            .setNodePort((int) place.nodePort())
            .setMemorySize(replica.memorySize())
            .setMemoryType(memoryType(place.memoryType()))
            .setDeviceId((int) place.deviceId())
            .setCreationTs(timestamp(replica.createdAt()))
            .setByteSpace(byteSpace(place.viewId()))
            .setReplicaId(replica.id().toString())
            .setTransport(
                ReplicaTransportMetadata.newBuilder()
                    .setExportState(exportState(export.state()))
                    .setExportGeneration(export.generation())
                    .addAllRemoteMemoryKeys(export.remoteMemoryKeys())
                    .addAllBufferSizes(export.bufferSizes())
                    .setVerificationJson(export.verificationJson()));
    replica.expiresAt().ifPresent(end -> memory.setExpiresAt(timestamp(end)));
    return memory;
  }

  private static ByteSpaceRef byteSpace(String viewId) {
    return viewId.isEmpty()
        ? ByteSpaceRef.newBuilder().setKind(ByteSpaceKind.BYTE_SPACE_KIND_CANONICAL).build()
        : ByteSpaceRef.newBuilder()
            .setKind(ByteSpaceKind.BYTE_SPACE_KIND_VIEW)
            .setId(viewId)
            .build();
  }

  private static io.roster.wire.common.v1.MemoryType memoryType(MemoryType type) {
    return switch (type) {
      case GPU -> io.roster.wire.common.v1.MemoryType.MEMORY_TYPE_GPU;
      case RAM -> io.roster.wire.common.v1.MemoryType.MEMORY_TYPE_RAM;
      case DISK -> io.roster.wire.common.v1.MemoryType.MEMORY_TYPE_DISK;
    };
  }

  private static ReplicaTransportMetadata.ExportState exportState(ExportState state) {
    return switch (state) {
      case PRESENCE_ONLY -> ReplicaTransportMetadata.ExportState.EXPORT_STATE_PRESENCE_ONLY;
      case EXPORTABLE -> ReplicaTransportMetadata.ExportState.EXPORT_STATE_EXPORTABLE;
      case DRAINING -> ReplicaTransportMetadata.ExportState.EXPORT_STATE_DRAINING;
    };
  }

  /** Reads a replica's id. */
  static UUID replicaId(String text) {
    return parsedId(text)
        .orElseThrow(
            () ->
                new InvalidRequest(
                    "replica_id", text.isBlank() ? "is required" : "must be a UUID"));
  }

  /** Reads a replica's id where the wire calls any other text an internal failure. */
  static UUID wellFormedId(String text) {
    return parsedId(text).orElseThrow(() -> new MalformedId("replica_id"));
  }

  /** A replica's id; empty when the text is none. */
  public static Optional<UUID> parsedId(String text) {
    String stripped = text.strip();
    try {
      // Java would also read shortened forms.
      return stripped.length() == 36 ? Optional.of(UUID.fromString(stripped)) : Optional.empty();
    } catch (IllegalArgumentException noUuid) {
      return Optional.empty();
    }
  }

  static HeldCopy copy(UnregisterReplicaByWorkerRequest request) {
    return new HeldCopy(
        request.getArtifactId(),
        new WorkerId(request.getWorkerId()),
        request.hasMemoryType() ? filter(request.getMemoryType()) : Optional.empty(),
        request.hasDeviceId()
            ? OptionalLong.of(Integer.toUnsignedLong(request.getDeviceId()))
            : OptionalLong.empty());
  }

  /** A type that is named only to say nothing filters nothing. */
  private static Optional<MemoryType> filter(io.roster.wire.common.v1.MemoryType type) {
    return type == io.roster.wire.common.v1.MemoryType.MEMORY_TYPE_UNSPECIFIED
        ? Optional.empty()
        : Optional.of(memoryType(type));
  }

  static WaitReplicaDrainResponse drain(Drain drain) {
    WaitReplicaDrainResponse.Builder answer = WaitReplicaDrainResponse.newBuilder();
    if (drain instanceof Drain.Drained) {
      return answer.setStatus(Status.STATUS_OK).setDrained(true).build();
    }
    if (drain instanceof Drain.Busy busy) {
      answer.setStatus(Status.STATUS_TIMED_OUT).setCurrentRequests((int) busy.currentRequests());
      busy.oldestTransportAgeMillis().ifPresent(answer::setOldestTransportAgeMs);
      return answer.build();
    }
    return answer.setStatus(Status.STATUS_NOT_FOUND).build();
  }

  static ReplicaQuery query(ListReplicasV2Request request) {
    Pagination pagination = request.getPagination();
    int size = pagination.getPageSize();
    return new ReplicaQuery(
        given(request.getArtifactId()),
        given(request.getNodeId()),
        request.hasMemoryType() ? filter(request.getMemoryType()) : Optional.empty(),
        offset(pagination.getPageToken()),
        // Unsigned on the wire: what looks negative is only very large.
        size == 0 ? DEFAULT_PAGE : size < 0 ? ReplicaQuery.MOST : size);
  }

  private static Optional<String> given(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** A token that is no offset begins anew. */
  private static long offset(String token) {
    try {
      return Math.max(0, Long.parseLong(token));
    } catch (NumberFormatException noOffset) {
      return 0;
    }
  }

  static ListReplicasV2Response page(ReplicaPage page) {
    ListReplicasV2Response.Builder answer = ListReplicasV2Response.newBuilder();
    for (ReplicaView replica : page.replicas()) {
      answer.addReplicas(
          ArtifactReplicaRecord.newBuilder()
              .setArtifactId(replica.place().artifactId())
              .setMemoryInfo(memoryInfo(replica)));
    }
    String next = page.next().isPresent() ? Long.toString(page.next().getAsLong()) : "";
    return answer
        .setPageInfo(
            PageInfo.newBuilder()
                .setNextPageToken(next)
                .setTotalSize((int) Math.min(page.total(), Integer.MAX_VALUE)))
        .build();
  }

  /** Trimmed, without blanks, each once. */
  static List<String> artifactIds(List<String> asked) {
    return asked.stream().map(String::strip).filter(id -> !id.isEmpty()).distinct().toList();
  }

  static ArtifactReplicaCountRecord counted(ReplicaCount count) {
    return ArtifactReplicaCountRecord.newBuilder()
        .setArtifactId(count.artifactId())
        .setReplicaCount(count.replicas())
        .setAvailableCount(count.available())
        .build();
  }
}
