/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static io.roster.it.client.Wire.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Status.Code;
import io.roster.it.client.Artifact;
import io.roster.it.client.Daemon;
import io.roster.it.client.Fresh;
import io.roster.it.client.Replica;
import io.roster.it.client.Wire;
import io.roster.it.product.Product;
import io.roster.it.product.Setup;
import io.roster.wire.globalstore.v1.GetArtifactIndexByIdRequest;
import io.roster.wire.globalstore.v1.GetArtifactIndexByIdResponse;
import io.roster.wire.globalstore.v1.GetArtifactIndexRequest;
import io.roster.wire.globalstore.v1.GetArtifactIndexResponse;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.UpsertArtifactMetadataRequest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalog of artifacts: what they are made of, found by hash and by id. */
@ParameterizedClass
@EnumSource(Product.class)
class ArtifactCatalogIT {

  private final Wire wire;
  private final Artifact artifact = Artifact.fresh();

  ArtifactCatalogIT(Product product) {
    wire = Wire.to(product.registry(Setup.PLAIN));
  }

  @AfterEach
  void disconnect() {
    wire.close();
  }

  private Status upsert(UpsertArtifactMetadataRequest.Builder request) {
    return wire.catalog().upsertArtifactMetadata(request.build()).getStatus();
  }

  private GetArtifactIndexResponse byKey(String key) {
    return wire.catalog()
        .getArtifactIndex(GetArtifactIndexRequest.newBuilder().setTensorIndexKey(key).build());
  }

  private GetArtifactIndexByIdResponse byId(String id) {
    return wire.catalog()
        .getArtifactIndexById(GetArtifactIndexByIdRequest.newBuilder().setArtifactId(id).build());
  }

  private void assertRefused(Code code, UpsertArtifactMetadataRequest.Builder request) {
    assertThat(statusOf(() -> upsert(request)).getCode()).isEqualTo(code);
    assertThat(byId(artifact.id()).getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
  }

  private UpsertArtifactMetadataRequest.Builder metadata() {
    return artifact.metadata();
  }

  @Test
  void an_artifact_is_found_by_its_id() {
    assertThat(upsert(metadata())).isEqualTo(Status.STATUS_OK);

    GetArtifactIndexByIdResponse index = byId(artifact.id());

    assertThat(index.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(index.getTensorIndexData()).isEqualTo(artifact.index());
    assertThat(index.getEncoding()).isEqualTo("json");
    assertThat(index.getSchemaVersion()).isEqualTo("v3");
  }

  @Test
  void an_index_is_found_by_its_hash() {
    upsert(metadata());

    GetArtifactIndexResponse index = byKey(artifact.indexKey());

    assertThat(index.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(index.getTensorIndexData()).isEqualTo(artifact.index());
    assertThat(index.getEncoding()).isEqualTo("json");
    assertThat(index.getSchemaVersion()).isEqualTo("v3");
  }

  @Test
  void what_was_said_can_be_said_again() {
    upsert(metadata());

    assertThat(upsert(metadata())).isEqualTo(Status.STATUS_OK);
    assertThat(byId(artifact.id()).getTensorIndexData()).isEqualTo(artifact.index());
  }

  @Test
  void two_artifacts_may_have_one_index() {
    Artifact twin =
        new Artifact(artifact.index(), artifact.indexMultihash(), Artifact.fresh().dataMultihash());
    upsert(metadata());

    assertThat(upsert(twin.metadata())).isEqualTo(Status.STATUS_OK);

    assertThat(byId(twin.id()).getTensorIndexData()).isEqualTo(artifact.index());
    assertThat(byId(artifact.id()).getTensorIndexData()).isEqualTo(artifact.index());
  }

  @Test
  void an_artifact_that_a_client_named_is_described_too() {
    String named = Fresh.name("cgid:assembly");
    UpsertArtifactMetadataRequest.Builder request = metadata();
    request.getDescriptorBuilder().setArtifactId(named);

    assertThat(upsert(request)).isEqualTo(Status.STATUS_OK);

    assertThat(byId(named).getTensorIndexData()).isEqualTo(artifact.index());
  }

  @Test
  void a_description_is_complete_or_refused() {
    assertRefused(Code.INVALID_ARGUMENT, metadata().clearDescriptor());
    assertRefused(Code.INVALID_ARGUMENT, metadata().clearCanonicalIndexData());
    UpsertArtifactMetadataRequest.Builder nameless = metadata();
    nameless.getDescriptorBuilder().clearArtifactId();
    assertRefused(Code.INVALID_ARGUMENT, nameless);
    UpsertArtifactMetadataRequest.Builder hashless = metadata();
    hashless.getDescriptorBuilder().clearIndexMultihash();
    assertRefused(Code.INVALID_ARGUMENT, hashless);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "b",
        "bciq",
        "zciqaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "b0189",
        "bciq=a"
      })
  void a_hash_that_is_none_is_refused(String multihash) {
    UpsertArtifactMetadataRequest.Builder request = metadata();
    request.getDescriptorBuilder().setIndexMultihash(multihash);

    assertRefused(Code.INVALID_ARGUMENT, request);
  }

  @Test
  void an_index_of_another_hash_is_refused() {
    assertRefused(
        Code.FAILED_PRECONDITION,
        metadata().setCanonicalIndexData(artifact.index().concat(ByteString.copyFromUtf8(" "))));
  }

  @Test
  void an_id_that_is_made_of_other_hashes_is_refused() {
    UpsertArtifactMetadataRequest.Builder otherData = metadata();
    otherData.getDescriptorBuilder().setDataMultihash(Artifact.fresh().dataMultihash());
    assertRefused(Code.FAILED_PRECONDITION, otherData);

    Artifact stranger = Artifact.fresh();
    UpsertArtifactMetadataRequest.Builder otherIndex = metadata();
    otherIndex
        .setCanonicalIndexData(stranger.index())
        .getDescriptorBuilder()
        .setIndexMultihash(stranger.indexMultihash());
    assertRefused(Code.FAILED_PRECONDITION, otherIndex);
  }

  @Test
  void an_index_nobody_gave_is_not_found() {
    assertThat(byKey("0".repeat(64)).getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
    assertThat(byKey("no-hash").getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
    assertThat(statusOf(() -> byKey("")).getCode()).isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void an_artifact_nobody_described_is_not_found() {
    assertThat(byId(Artifact.fresh().id()).getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
    assertThat(statusOf(() -> byId("")).getCode()).isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void an_artifact_without_an_index_has_none_to_give() {
    wire.register(Replica.of(Daemon.fresh()).of(artifact.id()).registration("nobody"));
    String unhashed = Fresh.name("artifact");
    wire.register(Replica.of(Daemon.fresh()).of(unhashed).registration("nobody"));

    assertThat(byId(artifact.id()).getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
    assertThat(byId(unhashed).getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
  }

  @Test
  void an_artifact_that_lives_in_one_daemon_only_is_not_asked_for_here() {
    assertThat(statusOf(() -> byId("msa1:session")).getCode()).isEqualTo(Code.FAILED_PRECONDITION);
  }

  @Test
  void a_large_index_comes_back_byte_for_byte() {
    String tensors =
        IntStream.range(0, 60_000)
            .mapToObj(each -> "\"layer." + each + "\":[0,1024,[256],[1]]")
            .collect(Collectors.joining(",", "{", "}"));
    ByteString index = ByteString.copyFromUtf8(tensors);
    assertThat(index.size()).isGreaterThan(1 << 20);
    Artifact big =
        new Artifact(
            index, Artifact.multihash(index.toByteArray()), Artifact.fresh().dataMultihash());

    upsert(big.metadata());

    assertThat(byId(big.id()).getTensorIndexData()).isEqualTo(index);
    assertThat(byKey(big.indexKey()).getTensorIndexData()).isEqualTo(index);
  }
}
