/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.client;

import com.google.protobuf.ByteString;
import io.roster.bench.load.Action;
import io.roster.bench.load.Answer;
import io.roster.bench.load.Batch;
import io.roster.wire.common.v1.ArtifactDescriptor;
import io.roster.wire.common.v1.ArtifactIdKind;
import io.roster.wire.globalstore.v1.ArtifactCatalogServiceGrpc;
import io.roster.wire.globalstore.v1.ResolveKeyMappingRequest;
import io.roster.wire.globalstore.v1.ResolveKeyMappingResponse;
import io.roster.wire.globalstore.v1.UpsertArtifactMetadataRequest;
import io.roster.wire.globalstore.v1.UpsertKeyMappingRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Keys that lead to artifacts, one each. */
public final class Keys {

  private static final byte[] INDEX =
      "{\"weight\":[0,1024,[256],[1],\"F32\"]}".getBytes(StandardCharsets.UTF_8);
  private static final String INDEX_HASH = Multihash.of(INDEX);
  private static final long ARTIFACT_BYTES = 1024;
  private static final int AT_A_TIME = 16;
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final Channels channels;
  private final int count;

  public Keys(Channels channels, int count) {
    this.channels = channels;
    this.count = count;
  }

  /** Makes the artifacts known, then the keys. */
  public void prepare() {
    Batch.each(
        "UpsertArtifactMetadata",
        Rpc.of(
            channels,
            ArtifactCatalogServiceGrpc.getUpsertArtifactMetadataMethod(),
            Keys::artifact,
            (number, answer) -> Rpc.ok(answer.getStatus())),
        count,
        AT_A_TIME);
    Batch.each(
        "UpsertKeyMapping",
        Rpc.of(
            channels,
            ArtifactCatalogServiceGrpc.getUpsertKeyMappingMethod(),
            Keys::mapping,
            (number, answer) -> Rpc.ok(answer.getStatus())),
        count,
        AT_A_TIME);
  }

  private static UpsertArtifactMetadataRequest artifact(int number) {
    return UpsertArtifactMetadataRequest.newBuilder()
        .setDescriptor(
            ArtifactDescriptor.newBuilder()
                .setArtifactId(artifactId(number))
                .setIndexMultihash(INDEX_HASH)
                .setDataMultihash(dataHash(number))
                .setSchemaVersion("v3")
                .setEncoding("json")
                .setTotalSize(ARTIFACT_BYTES)
                .setIdKind(ArtifactIdKind.ARTIFACT_ID_KIND_MI2))
        .setCanonicalIndexData(ByteString.copyFrom(INDEX))
        .build();
  }

  private static UpsertKeyMappingRequest mapping(int number) {
    return UpsertKeyMappingRequest.newBuilder()
        .setKey(key(number))
        .setArtifactId(artifactId(number))
        .build();
  }

  private static String key(int number) {
    return "bench/key/" + number;
  }

  private static String artifactId(int number) {
    return "mi2:" + INDEX_HASH + ":" + dataHash(number);
  }

  private static String dataHash(int number) {
    return Multihash.of(("bench content " + number).getBytes(StandardCharsets.UTF_8));
  }

  /** Resolves one after another. */
  public Action resolve() {
    return inTurn(resolution());
  }

  /** The same, given up after a while. */
  public Action resolveInTime() {
    return inTurn(resolution().within(DEADLINE));
  }

  /** Few callers, too, must ask for all of them. */
  private Action inTurn(Action ofKey) {
    AtomicInteger turn = new AtomicInteger();
    return (caller, completion) ->
        ofKey.begin(Math.floorMod(turn.getAndIncrement(), count), completion);
  }

  private Rpc<ResolveKeyMappingRequest, ResolveKeyMappingResponse> resolution() {
    String[] expected = new String[count];
    ResolveKeyMappingRequest[] requests = new ResolveKeyMappingRequest[count];
    for (int number = 0; number < count; number++) {
      expected[number] = artifactId(number);
      requests[number] = ResolveKeyMappingRequest.newBuilder().setKey(key(number)).build();
    }
    return Rpc.of(
        channels,
        ArtifactCatalogServiceGrpc.getResolveKeyMappingMethod(),
        number -> requests[number],
        (number, answer) -> judge(expected[number], answer));
  }

  private static Answer judge(String expected, ResolveKeyMappingResponse answer) {
    Answer status = Rpc.ok(answer.getStatus());
    return status == Answer.SERVED && !answer.getArtifactId().equals(expected)
        ? Answer.failed("a key resolved to " + answer.getArtifactId() + ", not to " + expected)
        : status;
  }
}
