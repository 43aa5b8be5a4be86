/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.BoolValue;
import com.google.protobuf.Timestamp;
import io.roster.registry.artifact.ArtifactLookup;
import io.roster.registry.artifact.ArtifactView;
import io.roster.registry.artifact.NotRecorded;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.replica.ArtifactClaim.ArtifactIdKind;
import io.roster.registry.replica.ExportState;
import io.roster.registry.replica.MemoryType;
import io.roster.registry.replica.ReplicaExport;
import io.roster.registry.replica.ReplicaPlace;
import io.roster.registry.replica.ReplicaView;
import io.roster.wire.common.v1.ArtifactDescriptor;
import io.roster.wire.common.v1.ByteSpaceKind;
import io.roster.wire.common.v1.ByteSpaceRef;
import io.roster.wire.common.v1.MemoryInfo;
import io.roster.wire.common.v1.ReplicaTransportMetadata;
import io.roster.wire.globalstore.v1.GetArtifactInfoByIdRequest;
import io.roster.wire.globalstore.v1.GetArtifactInfoByIdResponse;
import io.roster.wire.globalstore.v1.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ArtifactInfoCallsTest {

  private static final UUID REPLICA = UUID.fromString("00000000-0000-0000-0000-00000000000a");
  private static final ByteSpaceRef CANONICAL = space(ByteSpaceKind.BYTE_SPACE_KIND_CANONICAL, "");
  private static final ByteSpaceRef VIEW = space(ByteSpaceKind.BYTE_SPACE_KIND_VIEW, "v1");

  private final ArtifactInfoCalls calls = new ArtifactInfoCalls(new Known());

  @Test
  void an_artifact_is_told_with_its_replicas_unless_said_otherwise() {
    GetArtifactInfoByIdResponse info = calls.info(of("held").build());

    assertThat(info.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(info.getDescriptor())
        .isEqualTo(
            ArtifactDescriptor.newBuilder()
                .setArtifactId("held")
                .setIdKind(io.roster.wire.common.v1.ArtifactIdKind.ARTIFACT_ID_KIND_CGID)
                .setIndexMultihash("index")
                .setDataMultihash("data")
                .setSchemaVersion("v3")
                .setEncoding("json")
                .build());
    assertThat(info.getReplicasList())
        .containsExactly(
            MemoryInfo.newBuilder()
                .setReplicaId(REPLICA.toString())
                .setNodeId("n1")
                .setNodeAddress("10.0.0.1")
                .setNodePort(-1)
                .setMemorySize(-2)
                .setMemoryType(io.roster.wire.common.v1.MemoryType.MEMORY_TYPE_GPU)
                .setDeviceId(3)
                .setCreationTs(Timestamp.getDefaultInstance())
                .setByteSpace(CANONICAL)
                .setTransport(
                    ReplicaTransportMetadata.newBuilder()
                        .setExportState(
                            ReplicaTransportMetadata.ExportState.EXPORT_STATE_EXPORTABLE)
                        .setExportGeneration(-3)
                        .addRemoteMemoryKeys("key")
                        .addBufferSizes(-2)
                        .setVerificationJson("{}"))
                .build());
  }

  @Test
  void replicas_may_be_left_out_and_then_nothing_is_left_to_tell() {
    GetArtifactInfoByIdResponse info =
        calls.info(of("held").setIncludeReplicas(BoolValue.of(false)).build());

    assertThat(info.getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
    assertThat(info.getReplicasList()).isEmpty();
    assertThat(info.getDescriptor().getArtifactId()).isEqualTo("held");
  }

  @Test
  void an_artifact_that_nobody_has_is_not_found_but_described() {
    GetArtifactInfoByIdResponse info = calls.info(of("lonely").build());

    assertThat(info.getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
    assertThat(info.getDescriptor().getArtifactId()).isEqualTo("lonely");
    assertThat(calls.info(of("unknown").build()).hasDescriptor()).isFalse();
  }

  @Test
  void a_view_is_asked_for_by_its_name() {
    GetArtifactInfoByIdResponse info = calls.info(of("held").setRequestedByteSpace(VIEW).build());

    assertThat(info.getReplicasList()).extracting(MemoryInfo::getByteSpace).containsExactly(VIEW);
  }

  @Test
  void the_canonical_bytes_filter_nothing_but_need_an_index() {
    assertThat(calls.info(of("held").setRequestedByteSpace(CANONICAL).build()).getReplicasList())
        .hasSize(1);
    assertThatThrownBy(() -> calls.info(of("bare").setRequestedByteSpace(CANONICAL).build()))
        .isInstanceOf(NotRecorded.class);
    assertThatThrownBy(() -> calls.info(of("unknown").setRequestedByteSpace(CANONICAL).build()))
        .isInstanceOf(NotRecorded.class);
  }

  @Test
  void what_cannot_be_asked_is_refused() {
    assertInvalid(of(" "));
    assertInvalid(of("held").setIncludeLeaves(true));
    assertInvalid(of("held").setIncludeViewMeta(true));
    assertInvalid(of("held").setRequestedByteSpace(space(ByteSpaceKind.BYTE_SPACE_KIND_VIEW, " ")));
    assertInvalid(of("held").setRequestedByteSpace(ByteSpaceRef.getDefaultInstance()));
    assertInvalid(of("held").setRequestedByteSpace(ByteSpaceRef.newBuilder().setKindValue(99)));
  }

  private void assertInvalid(GetArtifactInfoByIdRequest.Builder request) {
    assertThatThrownBy(() -> calls.info(request.build())).isInstanceOf(InvalidRequest.class);
  }

  @Test
  void leaves_and_views_that_nobody_recorded_are_not_found() {
    assertThatThrownBy(
            () ->
                calls.info(
                    of("held")
                        .setIncludeLeaves(true)
                        .addLeafIdxs(0)
                        .setRequestedByteSpace(CANONICAL)
                        .build()))
        .isInstanceOf(NotRecorded.class);
    assertThatThrownBy(
            () ->
                calls.info(of("held").setIncludeViewMeta(true).setRequestedByteSpace(VIEW).build()))
        .isInstanceOf(NotRecorded.class)
        .hasMessageContaining("v1");
    assertThat(
            calls
                .info(of("held").setIncludeLeaves(true).setRequestedByteSpace(CANONICAL).build())
                .getStatus())
        .as("all leaves there are, which are none")
        .isEqualTo(Status.STATUS_OK);
  }

  private static GetArtifactInfoByIdRequest.Builder of(String artifactId) {
    return GetArtifactInfoByIdRequest.newBuilder().setArtifactId(artifactId);
  }

  private static ByteSpaceRef space(ByteSpaceKind kind, String id) {
    return ByteSpaceRef.newBuilder().setKind(kind).setId(id).build();
  }

  /** Knows an artifact that is held, one that is lonely, and one without an index. */
  private static final class Known implements ArtifactLookup {

    @Override
    public Optional<ArtifactView> find(String artifactId) {
      return switch (artifactId) {
        case "held", "lonely" ->
            Optional.of(
                new ArtifactView(artifactId, ArtifactIdKind.CGID, "index", "data", "v3", "json"));
        case "bare" ->
            Optional.of(new ArtifactView(artifactId, ArtifactIdKind.MI2, "", "", "", ""));
        default -> Optional.empty();
      };
    }

    @Override
    public List<ReplicaView> available(String artifactId) {
      return artifactId.equals("held") ? List.of(replica("")) : List.of();
    }

    @Override
    public List<ReplicaView> availableView(String artifactId, String viewId) {
      return List.of(replica(viewId));
    }

    private static ReplicaView replica(String viewId) {
      return new ReplicaView(
          REPLICA,
          new ReplicaPlace("held", viewId, "n1", "10.0.0.1", 0xffff_ffffL, MemoryType.GPU, 3),
          new WorkerId("w"),
          -2,
          1,
          true,
          new ReplicaExport(ExportState.EXPORTABLE, -3, List.of("key"), List.of(-2L), "{}"),
          Instant.EPOCH,
          Instant.EPOCH,
          Optional.empty());
    }
  }
}
