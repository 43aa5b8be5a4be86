/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.roster.registry.artifact.ArtifactIndex;
import io.roster.registry.artifact.ArtifactPublication;
import io.roster.registry.artifact.ArtifactService;
import io.roster.registry.artifact.ArtifactView;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.replica.ArtifactClaim.ArtifactIdKind;
import io.roster.wire.common.v1.ArtifactDescriptor;
import io.roster.wire.globalstore.v1.GetArtifactIndexByIdRequest;
import io.roster.wire.globalstore.v1.GetArtifactIndexByIdResponse;
import io.roster.wire.globalstore.v1.GetArtifactIndexRequest;
import io.roster.wire.globalstore.v1.GetArtifactIndexResponse;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.UpsertArtifactMetadataRequest;
import io.roster.wire.globalstore.v1.UpsertArtifactMetadataResponse;
import java.util.Optional;

/** The calls about artifacts and their indexes. */
final class ArtifactCalls {

  /** What every index that is asked for by its hash is said to be. */
  private static final String ENCODING = "json";

  private static final String SCHEMA_VERSION = "v3";

  private final ArtifactService artifacts;

  ArtifactCalls(ArtifactService artifacts) {
    this.artifacts = artifacts;
  }

  UpsertArtifactMetadataResponse publish(UpsertArtifactMetadataRequest request, Actor actor) {
    if (!request.hasDescriptor()) {
      throw new InvalidRequest("descriptor", "is required");
    }
    artifacts.publish(
        new ArtifactPublication(
            described(request.getDescriptor()), request.getCanonicalIndexData().toByteArray()),
        actor);
    return UpsertArtifactMetadataResponse.newBuilder().setStatus(Status.STATUS_OK).build();
  }

  private static ArtifactView described(ArtifactDescriptor descriptor) {
    boolean named =
        descriptor.getIdKind() == io.roster.wire.common.v1.ArtifactIdKind.ARTIFACT_ID_KIND_CGID;
    return new ArtifactView(
        descriptor.getArtifactId().strip(),
        named ? ArtifactIdKind.CGID : ArtifactIdKind.MI2,
        descriptor.getIndexMultihash().strip(),
        descriptor.getDataMultihash().strip(),
        descriptor.getSchemaVersion().strip(),
        descriptor.getEncoding().strip());
  }

  GetArtifactIndexResponse index(GetArtifactIndexRequest request) {
    Optional<ArtifactIndex> index = artifacts.index(request.getTensorIndexKey().strip());
    GetArtifactIndexResponse.Builder answer = GetArtifactIndexResponse.newBuilder();
    return index.isEmpty()
        ? answer.setStatus(Status.STATUS_NOT_FOUND).build()
        : answer
            .setStatus(Status.STATUS_OK)
            .setTensorIndexData(bytes(index.get()))
            .setEncoding(ENCODING)
            .setSchemaVersion(SCHEMA_VERSION)
            .build();
  }

  GetArtifactIndexByIdResponse indexById(GetArtifactIndexByIdRequest request) {
    Optional<ArtifactIndex> index = artifacts.indexOf(request.getArtifactId().strip());
    GetArtifactIndexByIdResponse.Builder answer = GetArtifactIndexByIdResponse.newBuilder();
    return index.isEmpty()
        ? answer.setStatus(Status.STATUS_NOT_FOUND).build()
        : answer
            .setStatus(Status.STATUS_OK)
            .setTensorIndexData(bytes(index.get()))
            .setEncoding(index.get().encoding())
            .setSchemaVersion(index.get().schemaVersion())
            .build();
  }

  private static ByteString bytes(ArtifactIndex index) {
    return UnsafeByteOperations.unsafeWrap(index.content());
  }
}
