/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static io.roster.it.client.Wire.statusOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Duration;
import io.grpc.Status.Code;
import io.roster.it.client.Artifact;
import io.roster.it.client.Daemon;
import io.roster.it.client.Fresh;
import io.roster.it.client.Race;
import io.roster.it.client.Replica;
import io.roster.it.client.Wire;
import io.roster.it.product.Product;
import io.roster.it.product.Setup;
import io.roster.wire.globalstore.v1.ResolveKeyMappingRequest;
import io.roster.wire.globalstore.v1.ResolveKeyMappingResponse;
import io.roster.wire.globalstore.v1.RevokeKeyMappingRequest;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.SwapKeyMappingRequest;
import io.roster.wire.globalstore.v1.SwapKeyMappingResponse;
import io.roster.wire.globalstore.v1.UpsertKeyMappingRequest;
import io.roster.wire.globalstore.v1.UpsertKeyMappingResponse;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys: names for artifacts that are fixed, swapped, resolved and revoked. */
@ParameterizedClass
@EnumSource(Product.class)
class KeyMappingIT {

  /** A key that is swapped is looked up again after this time. */
  private static final int ALIAS_SECONDS = 1;

  private static final int IMMUTABLE_SECONDS = 30;

  private final Wire wire;
  private final String key = Fresh.name("key");
  private final Artifact artifact;
  private final Artifact other;

  KeyMappingIT(Product product) {
    wire = Wire.to(product.registry(Setup.PLAIN));
    artifact = Artifact.fresh().publish(wire);
    other = Artifact.fresh().publish(wire);
  }

  @AfterEach
  void disconnect() {
    wire.close();
  }

  private UpsertKeyMappingRequest.Builder mapping(Artifact target) {
    return UpsertKeyMappingRequest.newBuilder().setKey(key).setArtifactId(target.id());
  }

  private UpsertKeyMappingResponse upsert(UpsertKeyMappingRequest.Builder request) {
    return wire.catalog().upsertKeyMapping(request.build());
  }

  private SwapKeyMappingRequest.Builder swapTo(Artifact target) {
    return SwapKeyMappingRequest.newBuilder().setKey(key).setNewArtifactId(target.id());
  }

  private SwapKeyMappingResponse swap(SwapKeyMappingRequest.Builder request) {
    return wire.catalog().swapKeyMapping(request.build());
  }

  private ResolveKeyMappingResponse resolve() {
    return wire.catalog()
        .resolveKeyMapping(ResolveKeyMappingRequest.newBuilder().setKey(key).build());
  }

  private Status revoke() {
    return wire.catalog()
        .revokeKeyMapping(RevokeKeyMappingRequest.newBuilder().setKey(key).build())
        .getStatus();
  }

  private void assertResolves(Artifact target, long generation) {
    ResolveKeyMappingResponse answer = resolve();
    assertThat(answer.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(answer.getArtifactId()).isEqualTo(target.id());
    assertThat(answer.getGeneration()).isEqualTo(generation);
  }

  private void assertUnknown() {
    assertThat(resolve().getStatus()).isEqualTo(Status.STATUS_NOT_FOUND);
  }

  /** The answer of a swap that did not happen tells what the key names instead. */
  private void assertLost(SwapKeyMappingResponse answer, Artifact current, long generation) {
    assertThat(answer.getStatus()).isEqualTo(Status.STATUS_ERROR);
    assertThat(answer.getArtifactId()).isEqualTo(current.id());
    assertThat(answer.getGeneration()).isEqualTo(generation);
    assertResolves(current, generation);
  }

  // To fix a key

  @Test
  void a_key_names_an_artifact() {
    UpsertKeyMappingResponse answer =
        upsert(mapping(artifact).setReplicaUuid("a-replica").setDaemonAddress("10.4.0.1:50051"));

    assertThat(answer.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(answer.getConflictReason()).isEmpty();
    assertResolves(artifact, 0);
    assertThat(resolve().getReplicaUuid()).isEqualTo("a-replica");
    assertThat(resolve().getDaemonAddress()).isEqualTo("10.4.0.1:50051");
    assertThat(resolve().getCacheTtlSeconds()).isEqualTo(IMMUTABLE_SECONDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \t"})
  void a_mapping_needs_a_key_and_an_artifact(String blank) {
    assertThat(statusOf(() -> upsert(mapping(artifact).setKey(blank))).getCode())
        .isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(statusOf(() -> upsert(mapping(artifact).setArtifactId(blank))).getCode())
        .isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void a_key_that_is_asked_for_before_it_exists_is_found_as_soon_as_it_does() {
    assertUnknown();
    assertUnknown();

    upsert(mapping(artifact));

    assertResolves(artifact, 0);
  }

  @Test
  void a_key_does_not_change_by_being_fixed_to_something_else() {
    upsert(mapping(artifact));

    UpsertKeyMappingResponse answer = upsert(mapping(other));

    assertThat(answer.getStatus()).isEqualTo(Status.STATUS_ERROR);
    assertThat(answer.getConflictReason()).isEqualTo("key already mapped to " + artifact.id());
    assertResolves(artifact, 0);
  }

  @Test
  void fixing_a_key_again_renews_what_belongs_to_it() {
    upsert(mapping(artifact).setReplicaUuid("old").setDaemonAddress("old:1"));

    assertThat(
            upsert(
                    mapping(artifact)
                        .setReplicaUuid("new")
                        .setDaemonAddress("new:1")
                        .setTtl(Duration.newBuilder().setSeconds(7)))
                .getStatus())
        .isEqualTo(Status.STATUS_OK);

    assertResolves(artifact, 0);
    assertThat(resolve().getReplicaUuid()).isEqualTo("new");
    assertThat(resolve().getDaemonAddress()).isEqualTo("new:1");
    assertThat(resolve().getCacheTtlSeconds()).isEqualTo(7);
  }

  @Test
  void the_time_to_keep_an_answer_is_whole_seconds() {
    upsert(mapping(artifact).setTtl(Duration.newBuilder().setSeconds(5).setNanos(999_000_000)));

    assertThat(resolve().getCacheTtlSeconds()).isEqualTo(5);
  }

  @Test
  void the_time_to_keep_an_answer_does_not_end_the_key() {
    upsert(mapping(artifact).setTtl(Duration.newBuilder().setSeconds(1)));

    await()
        .during(java.time.Duration.ofMillis(1_500))
        .atMost(java.time.Duration.ofSeconds(5))
        .until(() -> resolve().getStatus() == Status.STATUS_OK);
  }

  @Test
  void a_key_cannot_name_an_artifact_that_nobody_knows() {
    assertNotReady(() -> upsert(mapping(Artifact.fresh())));
    assertUnknown();
  }

  @Test
  void a_key_cannot_name_an_artifact_whose_index_is_missing() {
    Artifact bare = Artifact.fresh();
    wire.register(Replica.of(Daemon.fresh()).of(bare.id()).registration("nobody"));

    assertNotReady(() -> upsert(mapping(bare)));
    assertUnknown();

    bare.publish(wire);
    assertThat(upsert(mapping(bare)).getStatus()).isEqualTo(Status.STATUS_OK);
  }

  private static void assertNotReady(Supplier<?> call) {
    io.grpc.Status refusal = statusOf(call);
    assertThat(refusal.getCode()).isEqualTo(Code.FAILED_PRECONDITION);
    assertThat(refusal.getDescription())
        .startsWith("artifact/index not ready for key mapping upsert: ");
  }

  @Test
  void a_key_that_exists_may_be_fixed_again_in_other_words_only_when_it_names_the_same() {
    swap(swapTo(artifact));

    assertThat(upsert(mapping(other)).getConflictReason())
        .isEqualTo("key already mapped to " + artifact.id());
    assertThat(upsert(mapping(artifact)).getStatus()).isEqualTo(Status.STATUS_OK);
    assertResolves(artifact, 0);
  }

  // To swap a key

  @Test
  void a_swap_makes_a_key_that_does_not_exist() {
    SwapKeyMappingResponse answer = swap(swapTo(artifact));

    assertThat(answer.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(answer.getArtifactId()).isEqualTo(artifact.id());
    assertThat(answer.getGeneration()).isZero();
    assertResolves(artifact, 0);
    assertThat(resolve().getCacheTtlSeconds()).isEqualTo(ALIAS_SECONDS);
  }

  @Test
  void a_swap_that_expects_something_makes_no_key() {
    assertThat(swap(swapTo(artifact).setExpectedArtifactId(other.id())).getStatus())
        .isEqualTo(Status.STATUS_ERROR);
    assertThat(swap(swapTo(artifact).setExpectedGeneration(0)).getStatus())
        .isEqualTo(Status.STATUS_ERROR);
    assertUnknown();
  }

  @Test
  void each_swap_is_one_generation_more() {
    swap(swapTo(artifact));

    for (long generation = 1; generation <= 4; generation++) {
      Artifact target = generation % 2 == 1 ? other : artifact;
      SwapKeyMappingResponse answer = swap(swapTo(target));
      assertThat(answer.getStatus()).isEqualTo(Status.STATUS_OK);
      assertThat(answer.getArtifactId()).isEqualTo(target.id());
      assertThat(answer.getGeneration()).isEqualTo(generation);
      assertResolves(target, generation);
    }
  }

  @Test
  void a_fixed_key_can_be_swapped_and_is_looked_up_more_often_from_then_on() {
    upsert(mapping(artifact));

    assertThat(swap(swapTo(other)).getGeneration()).isEqualTo(1);

    assertResolves(other, 1);
    assertThat(resolve().getCacheTtlSeconds()).isEqualTo(ALIAS_SECONDS);
  }

  @Test
  void a_swap_to_what_the_key_names_already_is_no_generation_but_makes_it_an_alias() {
    upsert(mapping(artifact));

    SwapKeyMappingResponse answer = swap(swapTo(artifact));

    assertThat(answer.getStatus()).isEqualTo(Status.STATUS_OK);
    assertThat(answer.getGeneration()).isZero();
    assertResolves(artifact, 0);
    assertThat(resolve().getCacheTtlSeconds()).isEqualTo(ALIAS_SECONDS);
  }

  @Test
  void a_swap_happens_when_the_key_is_as_expected() {
    swap(swapTo(artifact));

    assertThat(swap(swapTo(other).setExpectedArtifactId(artifact.id())).getGeneration())
        .isEqualTo(1);
    assertThat(swap(swapTo(artifact).setExpectedGeneration(1)).getGeneration()).isEqualTo(2);
    assertThat(
            swap(swapTo(other).setExpectedArtifactId(artifact.id()).setExpectedGeneration(2))
                .getGeneration())
        .isEqualTo(3);
    assertResolves(other, 3);
  }

  @Test
  void a_swap_does_not_happen_when_the_key_is_not_as_expected() {
    swap(swapTo(artifact));

    assertLost(swap(swapTo(other).setExpectedArtifactId(other.id())), artifact, 0);
    assertLost(swap(swapTo(other).setExpectedGeneration(1)), artifact, 0);
    assertLost(swap(swapTo(other).setExpectedGeneration(-1L)), artifact, 0);
    assertLost(
        swap(swapTo(other).setExpectedArtifactId(artifact.id()).setExpectedGeneration(7)),
        artifact,
        0);
    assertLost(
        swap(swapTo(other).setExpectedArtifactId(other.id()).setExpectedGeneration(0)),
        artifact,
        0);
  }

  @Test
  void the_generation_zero_can_be_expected() {
    swap(swapTo(artifact));
    swap(swapTo(other));

    assertLost(swap(swapTo(artifact).setExpectedGeneration(0)), other, 1);
  }

  @Test
  void a_swap_needs_a_key_and_an_artifact_that_is_ready() {
    assertThat(statusOf(() -> swap(swapTo(artifact).clearKey())).getCode())
        .isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(statusOf(() -> swap(swapTo(artifact).clearNewArtifactId())).getCode())
        .isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(statusOf(() -> swap(swapTo(Artifact.fresh()))).getCode())
        .isEqualTo(Code.FAILED_PRECONDITION);
    assertUnknown();
  }

  @Test
  void the_operation_behind_a_swap_does_not_matter() {
    assertThat(swap(swapTo(artifact).setOperationId("one")).getGeneration()).isZero();
    assertThat(swap(swapTo(other).setOperationId("one")).getGeneration()).isEqualTo(1);
  }

  @Test
  void of_many_swaps_that_expect_the_same_one_happens() {
    swap(swapTo(artifact));
    List<Artifact> targets =
        IntStream.range(0, 8).mapToObj(each -> Artifact.fresh().publish(wire)).toList();

    List<SwapKeyMappingResponse> answers =
        Race.of(8, runner -> swap(swapTo(targets.get(runner)).setExpectedGeneration(0)));

    assertThat(answers)
        .filteredOn(answer -> answer.getStatus() == Status.STATUS_OK)
        .singleElement()
        .satisfies(
            winner -> {
              assertThat(winner.getGeneration()).isEqualTo(1);
              assertThat(resolve().getArtifactId()).isEqualTo(winner.getArtifactId());
            });
    assertThat(resolve().getGeneration()).isEqualTo(1);
  }

  // To resolve and to revoke a key

  @Test
  void a_key_is_needed_to_resolve_and_to_revoke() {
    assertThat(
            statusOf(
                    () ->
                        wire.catalog()
                            .resolveKeyMapping(ResolveKeyMappingRequest.getDefaultInstance()))
                .getCode())
        .isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(
            statusOf(
                    () ->
                        wire.catalog()
                            .revokeKeyMapping(RevokeKeyMappingRequest.getDefaultInstance()))
                .getCode())
        .isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void a_revoked_key_is_unknown() {
    upsert(mapping(artifact));
    assertResolves(artifact, 0);

    assertThat(revoke()).isEqualTo(Status.STATUS_OK);

    assertUnknown();
    assertThat(revoke()).isEqualTo(Status.STATUS_NOT_FOUND);
  }

  @Test
  void a_revoked_key_starts_again_from_nothing() {
    swap(swapTo(artifact));
    swap(swapTo(other));
    revoke();

    assertThat(upsert(mapping(artifact)).getStatus()).isEqualTo(Status.STATUS_OK);

    assertResolves(artifact, 0);
    assertThat(resolve().getCacheTtlSeconds()).isEqualTo(IMMUTABLE_SECONDS);
    assertThat(resolve().getReplicaUuid()).isEmpty();
  }
}
