/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static io.roster.it.client.Wire.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.BoolValue;
import io.grpc.Status.Code;
import io.roster.it.client.Artifact;
import io.roster.it.client.Fleet;
import io.roster.it.client.Fresh;
import io.roster.it.client.Replica;
import io.roster.it.client.Transports;
import io.roster.it.client.Wire;
import io.roster.it.client.Worker;
import io.roster.it.product.Product;
import io.roster.it.product.Setup;
import io.roster.wire.common.v1.ArtifactIdKind;
import io.roster.wire.common.v1.ByteSpaceKind;
import io.roster.wire.common.v1.ByteSpaceRef;
import io.roster.wire.common.v1.MemoryInfo;
import io.roster.wire.common.v1.MemoryType;
import io.roster.wire.globalstore.v1.GetArtifactInfoByIdRequest;
import io.roster.wire.globalstore.v1.GetArtifactInfoByIdResponse;
import io.roster.wire.globalstore.v1.MarkReplicaUnavailableRequest;
import io.roster.wire.globalstore.v1.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** GetArtifactInfoById: what an artifact is and where it can be had. */
@ParameterizedClass
@EnumSource(Product.class)
class ArtifactInfoIT {

  private final Wire wire;
  private final Fleet fleet;
  private final Worker worker;
  private final Artifact artifact = Artifact.fresh();
  private final Replica replica;

  ArtifactInfoIT(Product product) {
    wire = Wire.to(product.registry(Setup.PLAIN));
    fleet = new Fleet(wire);
    worker = fleet.join();
    replica = Replica.of(worker.daemon()).of(artifact.id());
  }

  @AfterEach
  void disconnect() {
    fleet.close();
    wire.close();
  }

  private String register(Replica each) {
    return wire.register(each.registration(worker.id()));
  }

  private GetArtifactInfoByIdRequest.Builder question() {
    return GetArtifactInfoByIdRequest.newBuilder().setArtifactId(artifact.id());
  }

  private GetArtifactInfoByIdResponse ask(GetArtifactInfoByIdRequest.Builder question) {
    return wire.assembly().getArtifactInfoById(question.build());
  }

  private Code refusalOf(GetArtifactInfoByIdRequest.Builder question) {
    return statusOf(() -> ask(question)).getCode();
  }

  private static ByteSpaceRef.Builder space(ByteSpaceKind kind, String id) {
    return ByteSpaceRef.newBuilder().setKind(kind).setId(id);
  }

  @Test
  void an_artifact_is_described_with_its_replicas_unless_said_otherwise() {
    artifact.publish(wire);
    String id = register(replica);

    GetArtifactInfoByIdResponse info = ask(question());

    assertThat(info.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(info.getDescriptor().getArtifactId()).isEqualTo(artifact.id());
    assertThat(info.getDescriptor().getIndexMultihash()).isEqualTo(artifact.indexMultihash());
    assertThat(info.getDescriptor().getDataMultihash()).isEqualTo(artifact.dataMultihash());
    assertThat(info.getDescriptor().getSchemaVersion()).isEqualTo("v3");
    assertThat(info.getDescriptor().getEncoding()).isEqualTo("json");
    assertThat(info.getDescriptor().getIdKind()).isEqualTo(ArtifactIdKind.ARTIFACT_ID_KIND_MI2);
    assertThat(info.getDescriptor().getTotalSize()).isZero();
    assertThat(info.getReplicasList()).hasSize(1);
    MemoryInfo found = info.getReplicas(0);
    assertThat(found.getReplicaId()).isEqualTo(id);
    assertThat(found.getNodeId()).isEqualTo(worker.daemon().node());
    assertThat(found.getNodeAddress()).isEqualTo(worker.daemon().address());
    assertThat(found.getTransport()).isEqualTo(replica.transport());
    assertThat(info.getLeavesList()).isEmpty();
    assertThat(info.hasViewMeta()).isFalse();
  }

  @Test
  void an_artifact_that_was_only_registered_is_described_too() {
    register(replica);

    assertThat(ask(question()).getDescriptor().getIndexMultihash())
        .isEqualTo(artifact.indexMultihash());
  }

  @Test
  void an_id_is_needed() {
    assertThat(refusalOf(question().clearArtifactId())).isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void an_artifact_nobody_knows_is_not_found() {
    GetArtifactInfoByIdResponse info = ask(question());

    assertThat(info.getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
    assertThat(info.hasDescriptor()).isFalse();
  }

  @Test
  void an_artifact_that_nobody_holds_is_not_found_but_described() {
    artifact.publish(wire);

    GetArtifactInfoByIdResponse info = ask(question());

    assertThat(info.getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
    assertThat(info.getDescriptor().getArtifactId()).isEqualTo(artifact.id());
    assertThat(info.getDescriptor().getIndexMultihash()).isEqualTo(artifact.indexMultihash());
    assertThat(info.getReplicasList()).isEmpty();
  }

  @Test
  void replicas_are_left_out_when_they_are_not_wanted() {
    register(replica);

    GetArtifactInfoByIdResponse info = ask(question().setIncludeReplicas(BoolValue.of(false)));

    assertThat(info.getReplicasList()).isEmpty();
    assertThat(info.getDescriptor().getArtifactId()).isEqualTo(artifact.id());
    assertThat(ask(question().setIncludeReplicas(BoolValue.of(true))).getReplicasList()).hasSize(1);
  }

  @Test
  void only_replicas_that_are_available_are_named() {
    String marked = register(replica);
    String good = register(replica.onDevice(1));
    wire.runtime()
        .markReplicaUnavailable(
            MarkReplicaUnavailableRequest.newBuilder().setReplicaId(marked).build());

    assertThat(ask(question()).getReplicasList())
        .extracting(MemoryInfo::getReplicaId)
        .containsExactly(good);
  }

  @Test
  void a_replica_that_cannot_be_fetched_is_named_all_the_same() {
    register(replica.with(Replica.present()));

    assertThat(ask(question()).getReplicasList()).hasSize(1);
  }

  @Test
  void faster_memories_come_first_and_idle_ones_before_busy_ones() {
    String disk = register(replica.in(MemoryType.MEMORY_TYPE_DISK));
    String ram = register(replica.in(MemoryType.MEMORY_TYPE_RAM));
    String busy = register(replica.withSlots(4));
    new Transports(wire).hold(artifact.id());
    String idle = register(replica.onDevice(1).withSlots(4));

    assertThat(ask(question()).getReplicasList())
        .extracting(MemoryInfo::getReplicaId)
        .containsExactly(idle, busy, ram, disk);
  }

  @Test
  void all_views_are_named_unless_one_is_asked_for() {
    artifact.publish(wire);
    String canonical = register(replica);
    Replica view = replica.ofView("view-1");
    String ofView = register(view);

    assertThat(ask(question()).getReplicasList())
        .extracting(MemoryInfo::getReplicaId)
        .containsExactlyInAnyOrder(canonical, ofView);
    assertThat(ask(question().setRequestedByteSpace(replica.byteSpace())).getReplicasList())
        .extracting(MemoryInfo::getReplicaId)
        .containsExactlyInAnyOrder(canonical, ofView);
    assertThat(ask(question().setRequestedByteSpace(view.byteSpace())).getReplicasList())
        .extracting(MemoryInfo::getReplicaId)
        .containsExactly(ofView);
  }

  @Test
  void a_view_that_nobody_holds_is_not_found() {
    register(replica);

    assertThat(
            ask(question()
                    .setRequestedByteSpace(space(ByteSpaceKind.BYTE_SPACE_KIND_VIEW, "view-9")))
                .getStatus())
        .isEqualTo(Status.STATUS_NOT_FOUND);
  }

  @Test
  void a_byte_space_is_a_named_view_or_the_artifact_itself() {
    register(replica);

    assertThat(
            refusalOf(
                question().setRequestedByteSpace(space(ByteSpaceKind.BYTE_SPACE_KIND_VIEW, ""))))
        .isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(
            refusalOf(
                question()
                    .setRequestedByteSpace(
                        space(ByteSpaceKind.BYTE_SPACE_KIND_UNSPECIFIED, "view-1"))))
        .isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(
            refusalOf(
                question()
                    .setRequestedByteSpace(
                        ByteSpaceRef.newBuilder().setKindValue(99).setId("view-1"))))
        .isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void the_artifact_itself_needs_a_known_index() {
    String unhashed = Fresh.name("artifact");
    register(replica.of(unhashed));

    assertThat(
            refusalOf(
                question().setArtifactId(unhashed).setRequestedByteSpace(replica.byteSpace())))
        .isEqualTo(Code.NOT_FOUND);
  }

  @Test
  void leaves_and_the_description_of_a_view_belong_to_a_byte_space() {
    register(replica);

    assertThat(refusalOf(question().setIncludeLeaves(true))).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refusalOf(question().setIncludeViewMeta(true))).isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void a_view_that_was_never_described_cannot_be_shown() {
    Replica view = replica.ofView("view-1");
    register(view);

    assertThat(
            refusalOf(question().setIncludeViewMeta(true).setRequestedByteSpace(view.byteSpace())))
        .isEqualTo(Code.NOT_FOUND);
  }

  @Test
  void leaves_that_were_never_told_cannot_be_shown() {
    artifact.publish(wire);
    register(replica);

    assertThat(
            refusalOf(
                question()
                    .setIncludeLeaves(true)
                    .addLeafIdxs(0)
                    .setRequestedByteSpace(replica.byteSpace())))
        .isEqualTo(Code.NOT_FOUND);
  }
}
