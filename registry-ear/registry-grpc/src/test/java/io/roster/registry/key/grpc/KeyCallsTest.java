/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Duration;
import io.roster.registry.key.KeyLookup;
import io.roster.registry.key.KeyMapping;
import io.roster.registry.key.KeyMapping.Kind;
import io.roster.registry.key.KeyOutcome;
import io.roster.registry.key.KeyService;
import io.roster.registry.key.KeySwap;
import io.roster.registry.key.KeyUpsert;
import io.roster.registry.key.ResolvedKey;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.InvalidRequest;
import io.roster.wire.globalstore.v1.ResolveKeyMappingRequest;
import io.roster.wire.globalstore.v1.ResolveKeyMappingResponse;
import io.roster.wire.globalstore.v1.RevokeKeyMappingRequest;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.SwapKeyMappingRequest;
import io.roster.wire.globalstore.v1.SwapKeyMappingResponse;
import io.roster.wire.globalstore.v1.UpsertKeyMappingRequest;
import io.roster.wire.globalstore.v1.UpsertKeyMappingResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class KeyCallsTest {

  private static final Actor ACTOR = Actor.client("10.0.0.9");
  private static final KeyMapping MAPPING =
      new KeyMapping("k", "a", "r1", "10.0.0.1:1", OptionalLong.of(7), -1, Kind.ALIAS);

  private final Told told = new Told();
  private final KeyCalls calls = new KeyCalls(told);

  @Test
  void a_wish_is_trimmed_and_its_nanoseconds_are_dropped() {
    calls.upsert(
        UpsertKeyMappingRequest.newBuilder()
            .setKey(" k ")
            .setArtifactId("\ta\n")
            .setReplicaUuid("r1")
            .setDaemonAddress("10.0.0.1:1")
            .setTtl(Duration.newBuilder().setSeconds(5).setNanos(999_999_999))
            .build(),
        ACTOR);
    calls.upsert(
        UpsertKeyMappingRequest.newBuilder().setKey("k").setArtifactId("a").build(), ACTOR);

    assertThat(told.wishes)
        .containsExactly(
            new KeyUpsert("k", "a", "r1", "10.0.0.1:1", OptionalLong.of(5)),
            new KeyUpsert("k", "a", "", "", OptionalLong.empty()));
  }

  @Test
  void a_key_of_another_artifact_is_told_inside_the_message() {
    told.outcome = new KeyOutcome.Refused(Optional.of(MAPPING));

    UpsertKeyMappingResponse answer =
        calls.upsert(UpsertKeyMappingRequest.newBuilder().setKey("k").build(), ACTOR);

    assertThat(answer.getStatus()).isEqualTo(Status.STATUS_ERROR);
    assertThat(answer.getConflictReason()).isEqualTo("key already mapped to a");
  }

  @Test
  void an_empty_expectation_is_none_but_the_generation_zero_is_one() {
    calls.swap(SwapKeyMappingRequest.newBuilder().setKey("k").setNewArtifactId("a").build(), ACTOR);
    calls.swap(
        SwapKeyMappingRequest.newBuilder()
            .setKey("k")
            .setNewArtifactId("a")
            .setExpectedArtifactId("b")
            .setExpectedGeneration(0)
            .setOperationId("ignored")
            .build(),
        ACTOR);

    assertThat(told.swaps)
        .containsExactly(
            new KeySwap("k", "a", Optional.empty(), OptionalLong.empty()),
            new KeySwap("k", "a", Optional.of("b"), OptionalLong.of(0)));
  }

  @Test
  void a_swap_that_did_not_happen_tells_what_the_key_is() {
    told.outcome = new KeyOutcome.Refused(Optional.of(MAPPING));
    assertThat(calls.swap(SwapKeyMappingRequest.getDefaultInstance(), ACTOR))
        .isEqualTo(
            SwapKeyMappingResponse.newBuilder()
                .setStatus(Status.STATUS_ERROR)
                .setArtifactId("a")
                .setGeneration(-1)
                .build());

    told.outcome = new KeyOutcome.Refused(Optional.empty());
    assertThat(calls.swap(SwapKeyMappingRequest.getDefaultInstance(), ACTOR))
        .isEqualTo(SwapKeyMappingResponse.newBuilder().setStatus(Status.STATUS_ERROR).build());
  }

  @Test
  void a_resolved_key_tells_all_that_its_publisher_said() {
    assertThat(calls.resolve(ResolveKeyMappingRequest.newBuilder().setKey(" k").build()))
        .isEqualTo(
            ResolveKeyMappingResponse.newBuilder()
                .setStatus(Status.STATUS_OK)
                .setArtifactId("a")
                .setReplicaUuid("r1")
                .setDaemonAddress("10.0.0.1:1")
                .setGeneration(-1)
                .setCacheTtlSeconds(3)
                .build());
  }

  @Test
  void an_unknown_key_is_told_inside_the_message_and_a_missing_one_is_refused() {
    assertThat(calls.resolve(ResolveKeyMappingRequest.newBuilder().setKey("?").build()))
        .isEqualTo(
            ResolveKeyMappingResponse.newBuilder().setStatus(Status.STATUS_NOT_FOUND).build());
    assertThatThrownBy(
            () -> calls.resolve(ResolveKeyMappingRequest.newBuilder().setKey(" ").build()))
        .isInstanceOf(InvalidRequest.class);
  }

  @Test
  void a_revocation_tells_whether_there_was_a_key() {
    assertThat(revoke("k")).isEqualTo(Status.STATUS_OK);
    assertThat(revoke("?")).isEqualTo(Status.STATUS_NOT_FOUND);
  }

  private Status revoke(String key) {
    return calls
        .revoke(RevokeKeyMappingRequest.newBuilder().setKey(key).build(), ACTOR)
        .getStatus();
  }

  /** Remembers what it was told, and knows one key. */
  private static final class Told implements KeyService {

    private final List<KeyUpsert> wishes = new ArrayList<>();
    private final List<KeySwap> swaps = new ArrayList<>();
    private KeyOutcome outcome = new KeyOutcome.Mapped(MAPPING);

    @Override
    public KeyOutcome upsert(KeyUpsert wish, Actor actor) {
      wishes.add(wish);
      return outcome;
    }

    @Override
    public KeyOutcome swap(KeySwap wish, Actor actor) {
      swaps.add(wish);
      return outcome;
    }

    @Override
    public boolean revoke(String key, Actor actor) {
      return key.equals("k");
    }

    @Override
    public KeyLookup lookup() {
      return key -> key.equals("k") ? Optional.of(new ResolvedKey(MAPPING, 3)) : Optional.empty();
    }
  }
}
