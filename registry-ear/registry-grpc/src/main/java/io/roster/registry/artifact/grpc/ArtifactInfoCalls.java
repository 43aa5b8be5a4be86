/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact.grpc;

import io.roster.registry.artifact.ArtifactLookup;
import io.roster.registry.artifact.ArtifactView;
import io.roster.registry.artifact.NotRecorded;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.replica.ArtifactClaim.ArtifactIdKind;
import io.roster.registry.replica.ReplicaView;
import io.roster.registry.replica.grpc.ReplicaMessages;
import io.roster.wire.common.v1.ArtifactDescriptor;
import io.roster.wire.common.v1.ByteSpaceKind;
import io.roster.wire.common.v1.ByteSpaceRef;
import io.roster.wire.globalstore.v1.GetArtifactInfoByIdRequest;
import io.roster.wire.globalstore.v1.GetArtifactInfoByIdResponse;
import io.roster.wire.globalstore.v1.Status;
import java.util.List;
import java.util.Optional;

/**
 * What an artifact is and who has it, from memory. Leaves and descriptions of views are not kept
 * yet: whoever asks for them is told as of an artifact whose publisher never sent any.
 */
final class ArtifactInfoCalls {

  private final ArtifactLookup artifacts;

  ArtifactInfoCalls(ArtifactLookup artifacts) {
    this.artifacts = artifacts;
  }

  GetArtifactInfoByIdResponse info(GetArtifactInfoByIdRequest request) {
    String artifactId = request.getArtifactId().strip();
    if (artifactId.isEmpty()) {
      throw new InvalidRequest("artifact_id", "is required");
    }
    Optional<ArtifactView> artifact = artifacts.find(artifactId);
    requireAnswerable(request, artifactId, artifact);
    GetArtifactInfoByIdResponse.Builder answer = GetArtifactInfoByIdResponse.newBuilder();
    artifact.ifPresent(known -> answer.setDescriptor(descriptor(known)));
    if (!request.hasIncludeReplicas() || request.getIncludeReplicas().getValue()) {
      for (ReplicaView replica : offers(artifactId, request)) {
        answer.addReplicas(ReplicaMessages.memoryInfo(replica));
      }
    }
    return answer
        .setStatus(answer.getReplicasCount() == 0 ? Status.STATUS_NOT_FOUND : Status.STATUS_OK)
        .build();
  }

  private static void requireAnswerable(
      GetArtifactInfoByIdRequest request, String artifactId, Optional<ArtifactView> artifact) {
    boolean wantsParts = request.getIncludeLeaves() || request.getIncludeViewMeta();
    if (!request.hasRequestedByteSpace()) {
      if (wantsParts) {
        throw new InvalidRequest(
            "requested_byte_space", "is required with include_leaves and include_view_meta");
      }
      return;
    }
    ByteSpaceRef space = request.getRequestedByteSpace();
    switch (space.getKind()) {
      case BYTE_SPACE_KIND_CANONICAL -> requireIndex(artifactId, artifact);
      case BYTE_SPACE_KIND_VIEW -> requireView(request, artifactId, space.getId());
      default -> throw new InvalidRequest("requested_byte_space.kind", "must be CANONICAL or VIEW");
    }
    if (request.getIncludeLeaves() && request.getLeafIdxsCount() > 0) {
      throw new NotRecorded(artifactId, "the leaves that are asked for");
    }
  }

  private static void requireIndex(String artifactId, Optional<ArtifactView> artifact) {
    if (artifact.map(ArtifactView::indexMultihash).orElse("").isEmpty()) {
      throw new NotRecorded(artifactId, "a canonical index");
    }
  }

  private static void requireView(
      GetArtifactInfoByIdRequest request, String artifactId, String viewId) {
    if (viewId.isBlank()) {
      throw new InvalidRequest("requested_byte_space.id", "is required for a view");
    }
    if (request.getIncludeViewMeta()) {
      throw new NotRecorded(artifactId, "what its view " + viewId + " is");
    }
  }

  private List<ReplicaView> offers(String artifactId, GetArtifactInfoByIdRequest request) {
    ByteSpaceRef space = request.getRequestedByteSpace();
    // The canonical byte space filters nothing; clients of every line count on that.
    return space.getKind() == ByteSpaceKind.BYTE_SPACE_KIND_VIEW
        ? artifacts.availableView(artifactId, space.getId().strip())
        : artifacts.available(artifactId);
  }

  private static ArtifactDescriptor descriptor(ArtifactView artifact) {
    // Its total size is zero for everybody: nobody ever recorded it.
    return ArtifactDescriptor.newBuilder()
        .setArtifactId(artifact.artifactId())
        .setIdKind(
            artifact.idKind() == ArtifactIdKind.MI2
                ? io.roster.wire.common.v1.ArtifactIdKind.ARTIFACT_ID_KIND_MI2
                : io.roster.wire.common.v1.ArtifactIdKind.ARTIFACT_ID_KIND_CGID)
        .setIndexMultihash(artifact.indexMultihash())
        .setDataMultihash(artifact.dataMultihash())
        .setSchemaVersion(artifact.schemaVersion())
        .setEncoding(artifact.encoding())
        .build();
  }
}
