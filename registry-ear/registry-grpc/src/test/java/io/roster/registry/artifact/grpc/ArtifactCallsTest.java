/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.roster.registry.artifact.ArtifactIndex;
import io.roster.registry.artifact.ArtifactLookup;
import io.roster.registry.artifact.ArtifactPublication;
import io.roster.registry.artifact.ArtifactService;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArtifactCallsTest {

  private static final Actor ACTOR = Actor.client("10.0.0.9");

  private final Told told = new Told();
  private final ArtifactCalls calls = new ArtifactCalls(told);

  @Test
  void a_publication_needs_a_descriptor() {
    assertThatThrownBy(
            () -> calls.publish(UpsertArtifactMetadataRequest.getDefaultInstance(), ACTOR))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("descriptor");
  }

  @ParameterizedTest
  @CsvSource({
    "ARTIFACT_ID_KIND_UNSPECIFIED,MI2",
    "ARTIFACT_ID_KIND_MI2,MI2",
    "ARTIFACT_ID_KIND_CGID,CGID"
  })
  void an_artifact_is_content_addressed_unless_its_descriptor_says_otherwise(
      io.roster.wire.common.v1.ArtifactIdKind said, ArtifactIdKind kind) {
    calls.publish(
        UpsertArtifactMetadataRequest.newBuilder()
            .setDescriptor(ArtifactDescriptor.newBuilder().setArtifactId(" a ").setIdKind(said))
            .setCanonicalIndexData(ByteString.copyFromUtf8("index"))
            .build(),
        ACTOR);

    assertThat(told.publications)
        .singleElement()
        .satisfies(
            publication -> {
              assertThat(publication.artifact().artifactId()).isEqualTo("a");
              assertThat(publication.artifact().idKind()).isEqualTo(kind);
              assertThat(publication.canonicalIndex())
                  .isEqualTo(new byte[] {'i', 'n', 'd', 'e', 'x'});
            });
  }

  @Test
  void an_index_by_its_hash_is_always_said_to_be_the_usual_one() {
    assertThat(index("known"))
        .isEqualTo(
            GetArtifactIndexResponse.newBuilder()
                .setStatus(Status.STATUS_OK)
                .setTensorIndexData(ByteString.copyFromUtf8("index"))
                .setEncoding("json")
                .setSchemaVersion("v3")
                .build());
    assertThat(index("unknown"))
        .isEqualTo(
            GetArtifactIndexResponse.newBuilder().setStatus(Status.STATUS_NOT_FOUND).build());
  }

  private GetArtifactIndexResponse index(String key) {
    return calls.index(GetArtifactIndexRequest.newBuilder().setTensorIndexKey(key).build());
  }

  @Test
  void an_index_by_its_artifact_is_said_to_be_what_it_was_stored_as() {
    assertThat(indexById("known"))
        .isEqualTo(
            GetArtifactIndexByIdResponse.newBuilder()
                .setStatus(Status.STATUS_OK)
                .setTensorIndexData(ByteString.copyFromUtf8("index"))
                .setEncoding("stored encoding")
                .setSchemaVersion("stored version")
                .build());
    assertThat(indexById("unknown"))
        .isEqualTo(
            GetArtifactIndexByIdResponse.newBuilder().setStatus(Status.STATUS_NOT_FOUND).build());
  }

  private GetArtifactIndexByIdResponse indexById(String id) {
    return calls.indexById(GetArtifactIndexByIdRequest.newBuilder().setArtifactId(id).build());
  }

  /** Remembers what it was told, and knows one index. */
  private static final class Told implements ArtifactService {

    private final List<ArtifactPublication> publications = new ArrayList<>();

    @Override
    public void publish(ArtifactPublication publication, Actor actor) {
      publications.add(publication);
    }

    @Override
    public Optional<ArtifactIndex> index(String tensorIndexKey) {
      return known(tensorIndexKey);
    }

    @Override
    public Optional<ArtifactIndex> indexOf(String artifactId) {
      return known(artifactId);
    }

    private static Optional<ArtifactIndex> known(String name) {
      return name.equals("known")
          ? Optional.of(
              new ArtifactIndex(
                  new byte[] {'i', 'n', 'd', 'e', 'x'}, "stored encoding", "stored version"))
          : Optional.empty();
    }

    @Override
    public ArtifactLookup lookup() {
      throw new UnsupportedOperationException("nobody looks anything up here");
    }
  }
}
