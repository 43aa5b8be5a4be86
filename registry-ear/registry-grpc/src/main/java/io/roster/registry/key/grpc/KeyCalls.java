/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key.grpc;

import com.google.protobuf.ByteString;
import io.roster.registry.key.KeyLookup;
import io.roster.registry.key.KeyMapping;
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
import io.roster.wire.globalstore.v1.RevokeKeyMappingResponse;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.SwapKeyMappingRequest;
import io.roster.wire.globalstore.v1.SwapKeyMappingResponse;
import io.roster.wire.globalstore.v1.UpsertKeyMappingRequest;
import io.roster.wire.globalstore.v1.UpsertKeyMappingResponse;
import java.util.Optional;
import java.util.OptionalLong;

/** The calls about keys. A key that is not as expected is told inside the message. */
public final class KeyCalls {

  private static final ResolveKeyMappingResponse UNKNOWN =
      ResolveKeyMappingResponse.newBuilder().setStatus(Status.STATUS_NOT_FOUND).build();

  private final KeyService keys;
  private final KeyLookup lookup;

  public KeyCalls(KeyService keys) {
    this.keys = keys;
    this.lookup = keys.lookup();
  }

  public UpsertKeyMappingResponse upsert(UpsertKeyMappingRequest request, Actor actor) {
    KeyOutcome outcome = keys.upsert(upsertOf(request), actor);
    UpsertKeyMappingResponse.Builder answer = UpsertKeyMappingResponse.newBuilder();
    if (outcome instanceof KeyOutcome.Refused refused) {
      answer.setStatus(Status.STATUS_ERROR);
      refused
          .current()
          .ifPresent(
              current -> answer.setConflictReason("key already mapped to " + current.artifactId()));
      return answer.build();
    }
    return answer.setStatus(Status.STATUS_OK).build();
  }

  private static KeyUpsert upsertOf(UpsertKeyMappingRequest request) {
    return new KeyUpsert(
        request.getKey().strip(),
        request.getArtifactId().strip(),
        request.getReplicaUuid(),
        request.getDaemonAddress(),
        request.hasTtl() ? OptionalLong.of(request.getTtl().getSeconds()) : OptionalLong.empty());
  }

  public SwapKeyMappingResponse swap(SwapKeyMappingRequest request, Actor actor) {
    KeyOutcome outcome = keys.swap(swapOf(request), actor);
    if (outcome instanceof KeyOutcome.Mapped mapped) {
      return swapped(Status.STATUS_OK, mapped.mapping());
    }
    return ((KeyOutcome.Refused) outcome)
        .current()
        .map(current -> swapped(Status.STATUS_ERROR, current))
        .orElseGet(
            () -> SwapKeyMappingResponse.newBuilder().setStatus(Status.STATUS_ERROR).build());
  }

  private static KeySwap swapOf(SwapKeyMappingRequest request) {
    String expected = request.getExpectedArtifactId().strip();
    return new KeySwap(
        request.getKey().strip(),
        request.getNewArtifactId().strip(),
        expected.isEmpty() ? Optional.empty() : Optional.of(expected),
        request.hasExpectedGeneration()
            ? OptionalLong.of(request.getExpectedGeneration())
            : OptionalLong.empty());
  }

  private static SwapKeyMappingResponse swapped(Status status, KeyMapping mapping) {
    return SwapKeyMappingResponse.newBuilder()
        .setStatus(status)
        .setArtifactId(mapping.artifactId())
        .setGeneration(mapping.generation())
        .build();
  }

  /** Touches memory only. */
  public ResolveKeyMappingResponse resolve(ResolveKeyMappingRequest request) {
    String key = request.getKey().strip();
    if (key.isEmpty()) {
      throw new InvalidRequest("key", "is required");
    }
    return lookup
        .resolve(key)
        .map(resolved -> resolved.as(ResolveKeyMappingResponse.class, KeyCalls::answer))
        .orElse(UNKNOWN);
  }

  private static ResolveKeyMappingResponse answer(ResolvedKey resolved) {
    KeyMapping mapping = resolved.mapping();
    return ResolveKeyMappingResponse.newBuilder()
        .setStatus(Status.STATUS_OK)
        .setArtifactIdBytes(ByteString.copyFromUtf8(mapping.artifactId()))
        .setReplicaUuidBytes(ByteString.copyFromUtf8(mapping.replicaUuid()))
        .setDaemonAddressBytes(ByteString.copyFromUtf8(mapping.daemonAddress()))
        .setGeneration(mapping.generation())
        .setCacheTtlSeconds(resolved.rememberSeconds())
        .build();
  }

  public RevokeKeyMappingResponse revoke(RevokeKeyMappingRequest request, Actor actor) {
    boolean revoked = keys.revoke(request.getKey().strip(), actor);
    return RevokeKeyMappingResponse.newBuilder()
        .setStatus(revoked ? Status.STATUS_OK : Status.STATUS_NOT_FOUND)
        .build();
  }
}
