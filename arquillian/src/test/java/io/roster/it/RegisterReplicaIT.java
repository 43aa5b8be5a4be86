/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static io.roster.it.client.Wire.statusOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.ByteString;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.roster.it.client.Artifact;
import io.roster.it.client.Daemon;
import io.roster.it.client.Fleet;
import io.roster.it.client.Fresh;
import io.roster.it.client.Replica;
import io.roster.it.client.Transports;
import io.roster.it.client.Wire;
import io.roster.it.client.Worker;
import io.roster.it.product.Product;
import io.roster.it.product.Setup;
import io.roster.wire.common.v1.ArtifactDescriptor;
import io.roster.wire.common.v1.ArtifactIdKind;
import io.roster.wire.common.v1.ByteSpaceKind;
import io.roster.wire.common.v1.ByteSpaceRef;
import io.roster.wire.common.v1.MemoryInfo;
import io.roster.wire.common.v1.MemoryType;
import io.roster.wire.common.v1.ReplicaTransportMetadata;
import io.roster.wire.common.v1.ReplicaTransportMetadata.ExportState;
import io.roster.wire.globalstore.v1.GetArtifactIndexByIdRequest;
import io.roster.wire.globalstore.v1.GetArtifactIndexByIdResponse;
import io.roster.wire.globalstore.v1.GetArtifactInfoByIdRequest;
import io.roster.wire.globalstore.v1.RegisterReplicaRequest;
import io.roster.wire.globalstore.v1.RegisterReplicaResponse;
import io.roster.wire.globalstore.v1.RequestReplicaTransportResponse;
import io.roster.wire.globalstore.v1.Status;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RegisterReplica: one copy of an artifact becomes known. */
@ParameterizedClass
@EnumSource(Product.class)
class RegisterReplicaIT {

  private final Wire wire;
  private final Transports transports;
  private final Fleet fleet;
  private final Worker worker;
  private final Replica replica;

  RegisterReplicaIT(Product product) {
    wire = Wire.to(product.registry(Setup.PLAIN));
    transports = new Transports(wire);
    fleet = new Fleet(wire);
    worker = fleet.join();
    replica = Replica.of(worker.daemon());
  }

  @AfterEach
  void disconnect() {
    fleet.close();
    wire.close();
  }

  private RegisterReplicaRequest.Builder registration() {
    return replica.registration(worker.id());
  }

  private RegisterReplicaResponse send(RegisterReplicaRequest.Builder request) {
    return wire.runtime().registerReplica(request.build());
  }

  private MemoryInfo listed() {
    List<MemoryInfo> found = wire.replicasOf(replica.artifact());
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private ArtifactDescriptor descriptorOf(String artifact) {
    return wire.assembly()
        .getArtifactInfoById(
            GetArtifactInfoByIdRequest.newBuilder().setArtifactId(artifact).build())
        .getDescriptor();
  }

  private GetArtifactIndexByIdResponse indexOf(String artifact) {
    return wire.catalog()
        .getArtifactIndexById(
            GetArtifactIndexByIdRequest.newBuilder().setArtifactId(artifact).build());
  }

  private void assertRefused(RegisterReplicaRequest.Builder request) {
    assertThat(statusOf(() -> send(request)).getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(wire.replicasOf(replica.artifact())).isEmpty();
  }

  @Test
  void a_replica_gets_an_id_and_is_listed() {
    RegisterReplicaResponse answer = send(registration());

    assertThat(answer.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(answer.getArtifactId()).isEqualTo(replica.artifact());
    assertThat(answer.getReplicaId()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    MemoryInfo info = listed();
    assertThat(info.getReplicaId()).isEqualTo(answer.getReplicaId());
    assertThat(info.getNodeId()).isEqualTo(worker.daemon().node());
    assertThat(info.getNodeAddress()).isEqualTo(worker.daemon().address());
    assertThat(info.getNodePort()).isEqualTo(worker.daemon().p2pPort());
    assertThat(info.getMemorySize()).isEqualTo(replica.bytes());
    assertThat(info.getMemoryType()).isEqualTo(MemoryType.MEMORY_TYPE_GPU);
    assertThat(info.getDeviceId()).isZero();
    assertThat(info.getByteSpace().getKind()).isEqualTo(ByteSpaceKind.BYTE_SPACE_KIND_CANONICAL);
    assertThat(info.getTransport()).isEqualTo(replica.transport());
  }

  @Test
  void a_registered_replica_can_be_fetched() {
    String id = wire.register(registration());

    RequestReplicaTransportResponse granted = transports.request(replica.artifact());

    assertThat(granted.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(granted.getRemoteMemoryInfo().getReplicaId()).isEqualTo(id);
  }

  @Test
  void the_descriptor_names_the_artifact_when_it_does() {
    String named = Fresh.name("artifact");

    assertThat(
            send(registration().setDescriptor(ArtifactDescriptor.newBuilder().setArtifactId(named)))
                .getArtifactId())
        .isEqualTo(named);
    assertThat(
            send(registration().setDescriptor(ArtifactDescriptor.getDefaultInstance()))
                .getArtifactId())
        .isEqualTo(replica.artifact());
  }

  @Test
  void only_the_third_schema_is_known() {
    io.grpc.Status refusal = statusOf(() -> send(registration().setSchemaVersion("v2")));

    assertThat(refusal.getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refusal.getDescription()).contains("schema_version must be 'v3'");
    assertThat(wire.replicasOf(replica.artifact())).isEmpty();
    assertThat(send(registration().setSchemaVersion("v3")).getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(send(registration().setSchemaVersion("  ")).getStatus()).isEqualTo(Status.STATUS_OK);
  }

  @Test
  void a_view_needs_a_name() {
    for (String id : List.of("", "  ")) {
      RegisterReplicaRequest.Builder request = registration();
      request
          .getMemInfoBuilder()
          .setByteSpace(
              ByteSpaceRef.newBuilder().setKind(ByteSpaceKind.BYTE_SPACE_KIND_VIEW).setId(id));
      assertRefused(request);
    }
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("no artifact", RegisterReplicaRequest.Builder::clearArtifactId),
        mistake("no worker", RegisterReplicaRequest.Builder::clearWorkerId),
        mistake("no slots", request -> request.setMaxConcurrency(0)),
        mistake("no node", request -> request.getMemInfoBuilder().clearNodeId()),
        mistake("no size", request -> request.getMemInfoBuilder().clearMemorySize()),
        mistake("no port", request -> request.getMemInfoBuilder().clearNodePort()),
        mistake("a port too high", request -> request.getMemInfoBuilder().setNodePort(65_536)),
        mistake("the highest port", request -> request.getMemInfoBuilder().setNodePort(-1)),
        mistake("no address", request -> request.getMemInfoBuilder().clearNodeAddress()),
        mistake("loopback", request -> request.getMemInfoBuilder().setNodeAddress("127.0.0.1")),
        mistake("loopback 6", request -> request.getMemInfoBuilder().setNodeAddress("::1")),
        mistake("anywhere", request -> request.getMemInfoBuilder().setNodeAddress("0.0.0.0")),
        mistake("anywhere 6", request -> request.getMemInfoBuilder().setNodeAddress("::")),
        mistake("no memory at all", RegisterReplicaRequest.Builder::clearMemInfo));
  }

  private static Arguments mistake(String name, Consumer<RegisterReplicaRequest.Builder> mistake) {
    return arguments(name, mistake);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void what_cannot_be_a_replica_is_refused(
      String name, Consumer<RegisterReplicaRequest.Builder> mistake) {
    RegisterReplicaRequest.Builder request = registration();
    mistake.accept(request);

    assertThat(statusOf(() -> send(request)).getCode()).as(name).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(wire.replicasOf(replica.artifact())).isEmpty();
  }

  @Test
  void a_memory_that_nobody_knows_is_an_error_and_stores_nothing() {
    RegisterReplicaRequest.Builder request = registration();
    request.getMemInfoBuilder().setMemoryTypeValue(999);

    assertThat(outcomeOf(request)).isNotEqualTo(Status.STATUS_OK);
    assertThat(wire.replicasOf(replica.artifact())).isEmpty();
  }

  /** Whether an error comes as a status or inside the message does not matter. */
  private Status outcomeOf(RegisterReplicaRequest.Builder request) {
    try {
      return send(request).getStatus();
    } catch (StatusRuntimeException refused) {
      return Status.STATUS_ERROR;
    }
  }

  @Test
  void the_worker_need_not_be_known_but_only_a_known_one_is_fetched_from() {
    assertThat(send(replica.registration("nobody")).getStatus()).isEqualTo(Status.STATUS_OK);

    assertThat(transports.request(replica.artifact()).getStatus())
        .isEqualTo(Status.STATUS_TIMED_OUT);
  }

  @Test
  void unsigned_numbers_are_kept_bit_for_bit() {
    RegisterReplicaRequest.Builder request = registration().setMaxConcurrency(-1);
    request
        .getMemInfoBuilder()
        .setMemorySize(-1L)
        .setDeviceId(-1)
        .setTransport(Replica.exportable(-1L).toBuilder().setExportGeneration(-2L));

    assertThat(send(request).getStatus()).isEqualTo(Status.STATUS_OK);

    MemoryInfo info = listed();
    assertThat(info.getMemorySize()).isEqualTo(-1L);
    assertThat(info.getDeviceId()).isEqualTo(-1);
    assertThat(info.getTransport().getExportState()).isEqualTo(ExportState.EXPORT_STATE_EXPORTABLE);
    assertThat(info.getTransport().getExportGeneration()).isEqualTo(-2L);
    assertThat(info.getTransport().getBufferSizesList()).containsExactly(-1L);
    assertThat(transports.request(replica.artifact()).getStatus())
        .as("four thousand million slots are more than none")
        .isEqualTo(Status.STATUS_OK);
  }

  static Stream<Arguments> transportsAsStored() {
    ReplicaTransportMetadata full = Replica.exportable(Replica.BYTES);
    ReplicaTransportMetadata present = Replica.present();
    return Stream.of(
        arguments("exportable", full, full),
        arguments(
            "draining",
            full.toBuilder().setExportState(ExportState.EXPORT_STATE_DRAINING).build(),
            full.toBuilder().setExportState(ExportState.EXPORT_STATE_DRAINING).build()),
        arguments(
            "draining with nothing to fetch",
            present.toBuilder().setExportState(ExportState.EXPORT_STATE_DRAINING).build(),
            present.toBuilder().setExportState(ExportState.EXPORT_STATE_DRAINING).build()),
        arguments(
            "presence with keys",
            full.toBuilder().setExportState(ExportState.EXPORT_STATE_PRESENCE_ONLY).build(),
            present),
        arguments("no state", full.toBuilder().clearExportState().build(), present),
        arguments(
            "a state nobody knows", full.toBuilder().setExportStateValue(99).build(), present),
        arguments(
            "exportable with nothing to fetch",
            full.toBuilder()
                .clearRemoteMemoryKeys()
                .clearBufferSizes()
                .clearVerificationJson()
                .build(),
            present),
        arguments(
            "several buffers",
            full.toBuilder()
                .addRemoteMemoryKeys("second")
                .clearBufferSizes()
                .addBufferSizes(24)
                .addBufferSizes(1000)
                .build(),
            full.toBuilder()
                .addRemoteMemoryKeys("second")
                .clearBufferSizes()
                .addBufferSizes(24)
                .addBufferSizes(1000)
                .build()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("transportsAsStored")
  void the_transport_is_put_in_order(
      String name, ReplicaTransportMetadata sent, ReplicaTransportMetadata stored) {
    wire.register(replica.with(sent).registration(worker.id()));

    assertThat(listed().getTransport()).as(name).isEqualTo(stored);
  }

  static Stream<Arguments> transportsThatDoNotFit() {
    ReplicaTransportMetadata full = Replica.exportable(Replica.BYTES);
    return Stream.of(
        arguments("keys without sizes", full.toBuilder().clearBufferSizes().build()),
        arguments("sizes without keys", full.toBuilder().clearRemoteMemoryKeys().build()),
        arguments("more keys than sizes", full.toBuilder().addRemoteMemoryKeys("second").build()),
        arguments(
            "an empty buffer",
            full.toBuilder().addRemoteMemoryKeys("second").addBufferSizes(0).build()),
        arguments("a sum too small", full.toBuilder().setBufferSizes(0, 1).build()),
        arguments("a sum too large", full.toBuilder().setBufferSizes(0, 4096).build()),
        arguments(
            "a sum that overflows",
            full.toBuilder()
                .setBufferSizes(0, -1L)
                .addRemoteMemoryKeys("second")
                .addBufferSizes(Replica.BYTES + 1)
                .build()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("transportsThatDoNotFit")
  void a_transport_that_does_not_fit_is_only_presence(
      String name, ReplicaTransportMetadata transport) {
    wire.register(replica.with(transport).registration(worker.id()));

    ReplicaTransportMetadata stored = listed().getTransport();
    assertThat(stored.getExportState()).as(name).isEqualTo(ExportState.EXPORT_STATE_PRESENCE_ONLY);
    assertThat(stored.getRemoteMemoryKeysList()).isEmpty();
    assertThat(stored.getBufferSizesList()).isEmpty();
    assertThat(transports.request(replica.artifact()).getStatus())
        .isEqualTo(Status.STATUS_TIMED_OUT);
  }

  @Test
  void without_a_transport_a_replica_is_only_present_whatever_the_old_fields_say() {
    RegisterReplicaRequest.Builder request = replica.withoutTransport().registration(worker.id());
    request
        .getMemInfoBuilder()
        .addRemoteMemoryKeys("old")
        .addBufferSizes(Replica.BYTES)
        .setVerificationJson("old");
    wire.register(request);

    ReplicaTransportMetadata stored = listed().getTransport();
    assertThat(stored.getExportState()).isEqualTo(ExportState.EXPORT_STATE_PRESENCE_ONLY);
    assertThat(stored.getExportGeneration()).isZero();
    assertThat(stored.getRemoteMemoryKeysList()).isEmpty();
    assertThat(stored.getVerificationJson()).isEmpty();
  }

  @Test
  void the_same_place_is_the_same_replica() {
    String first = wire.register(registration());

    assertThat(wire.register(registration())).isEqualTo(first);
    assertThat(wire.replicasOf(replica.artifact())).hasSize(1);
  }

  @Test
  void another_place_is_another_replica() {
    wire.register(registration());
    wire.register(replica.ofView("view-1").registration(worker.id()));
    wire.register(replica.onDevice(1).registration(worker.id()));
    wire.register(replica.in(MemoryType.MEMORY_TYPE_RAM).registration(worker.id()));
    wire.register(replica.at(Daemon.fresh()).registration(worker.id()));
    RegisterReplicaRequest.Builder otherPort = registration();
    otherPort.getMemInfoBuilder().setNodePort(61_000);
    wire.register(otherPort);

    assertThat(wire.replicasOf(replica.artifact()))
        .extracting(MemoryInfo::getReplicaId)
        .hasSize(6)
        .doesNotHaveDuplicates();
  }

  @Test
  void a_replica_that_is_registered_again_takes_the_new_transport() {
    wire.register(registration());
    Replica larger = replica.withBytes(2048).with(Replica.exportable(2048));

    wire.register(larger.registration(worker.id()));

    assertThat(listed().getTransport()).isEqualTo(larger.transport());
    assertThat(listed().getMemorySize()).isEqualTo(2048);
    assertThat(transports.request(replica.artifact()).getStatus()).isEqualTo(Status.STATUS_OK);
  }

  @Test
  void a_replica_that_is_registered_again_without_transport_keeps_transport_and_size() {
    wire.register(registration());

    wire.register(replica.withBytes(2048).withoutTransport().registration(worker.id()));

    assertThat(listed().getTransport()).isEqualTo(replica.transport());
    assertThat(listed().getMemorySize()).isEqualTo(replica.bytes());
    assertThat(transports.request(replica.artifact()).getStatus()).isEqualTo(Status.STATUS_OK);
  }

  @Test
  void a_replica_that_is_registered_again_takes_the_new_slots_and_the_new_worker() {
    Worker other = fleet.join();
    wire.register(replica.withSlots(1).registration(other.id()));
    wire.unregister(other.id());

    wire.register(replica.withSlots(2).registration(worker.id()));

    transports.hold(replica.artifact());
    transports.hold(replica.artifact());
    assertThat(transports.request(replica.artifact()).getStatus())
        .isEqualTo(Status.STATUS_TIMED_OUT);
  }

  @Test
  void a_replica_that_is_registered_again_stays_as_busy_as_it_is() {
    String id = wire.register(replica.withSlots(1).registration(worker.id()));
    transports.hold(replica.artifact());

    wire.register(replica.withSlots(1).registration(worker.id()));

    assertThat(transports.look(id).getCurrentRequests()).isEqualTo(1);
    assertThat(transports.request(replica.artifact()).getStatus())
        .isEqualTo(Status.STATUS_TIMED_OUT);
  }

  @Test
  void a_replica_that_is_registered_again_does_not_jump_the_queue() {
    Worker other = fleet.join();
    Replica copy = replica.at(other.daemon());
    wire.register(registration());
    wire.register(copy.registration(other.id()));
    String firstByName =
        wire.replicasOf(replica.artifact()).stream()
            .map(MemoryInfo::getReplicaId)
            .min(Comparator.naturalOrder())
            .orElseThrow();
    RequestReplicaTransportResponse first = transports.request(replica.artifact());
    assertThat(first.getRemoteMemoryInfo().getReplicaId())
        .as("of two that were never asked, the first by name")
        .isEqualTo(firstByName);
    transports.complete(first.getTransportId());

    wire.register(registration());
    wire.register(copy.registration(other.id()));

    assertThat(transports.request(replica.artifact()).getRemoteMemoryInfo().getReplicaId())
        .as("now it is the other one's turn")
        .isNotEqualTo(firstByName);
  }

  @Test
  void an_index_that_comes_along_is_kept() {
    Artifact artifact = Artifact.fresh();

    wire.register(
        replica.of(artifact.id()).registration(worker.id()).setTensorIndexData(artifact.index()));

    GetArtifactIndexByIdResponse index = indexOf(artifact.id());
    assertThat(index.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(index.getTensorIndexData()).isEqualTo(artifact.index());
    assertThat(index.getEncoding()).isEqualTo("json");
    assertThat(index.getSchemaVersion()).isEqualTo("v3");
  }

  @Test
  void an_id_that_is_made_of_content_names_its_hashes() {
    Artifact artifact = Artifact.fresh();

    wire.register(replica.of(artifact.id()).registration(worker.id()));

    ArtifactDescriptor descriptor = descriptorOf(artifact.id());
    assertThat(descriptor.getIndexMultihash()).isEqualTo(artifact.indexMultihash());
    assertThat(descriptor.getDataMultihash()).isEqualTo(artifact.dataMultihash());
    assertThat(descriptor.getIdKind()).isEqualTo(ArtifactIdKind.ARTIFACT_ID_KIND_MI2);
  }

  @Test
  void an_index_names_itself_where_the_id_does_not() {
    ByteString index = Artifact.fresh().index();
    String assembled = Fresh.name("cgid:assembly");

    wire.register(replica.of(assembled).registration(worker.id()).setTensorIndexData(index));

    assertThat(descriptorOf(assembled).getIndexMultihash())
        .isEqualTo(Artifact.multihash(index.toByteArray()));
    assertThat(indexOf(assembled).getTensorIndexData()).isEqualTo(index);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cgid:assembly", "anything"})
  void an_id_that_is_not_made_of_content_was_chosen_by_a_client(String kind) {
    String artifact = Fresh.name(kind);

    wire.register(replica.of(artifact).registration(worker.id()));

    assertThat(descriptorOf(artifact).getIdKind()).isEqualTo(ArtifactIdKind.ARTIFACT_ID_KIND_CGID);
  }

  @Test
  void the_descriptor_says_what_kind_of_id_it_is() {
    wire.register(
        registration()
            .setDescriptor(
                ArtifactDescriptor.newBuilder()
                    .setArtifactId(replica.artifact())
                    .setIdKind(ArtifactIdKind.ARTIFACT_ID_KIND_MI2)));

    assertThat(descriptorOf(replica.artifact()).getIdKind())
        .isEqualTo(ArtifactIdKind.ARTIFACT_ID_KIND_MI2);
  }
}
