/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.client;

import io.roster.chaos.client.Session.Intent;
import io.roster.wire.globalstore.v1.ArtifactCatalogServiceGrpc;
import io.roster.wire.globalstore.v1.ResolveKeyMappingRequest;
import io.roster.wire.globalstore.v1.ResolveKeyMappingResponse;
import io.roster.wire.globalstore.v1.RevokeKeyMappingRequest;
import io.roster.wire.globalstore.v1.RevokeKeyMappingResponse;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.SwapKeyMappingRequest;
import io.roster.wire.globalstore.v1.SwapKeyMappingResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Compares and swaps keys that others swap as well. */
final class KeyActor implements Actor {

  private final Session session;
  private final List<Subject> keys;
  private final Random random;
  private final Map<String, String> generations = new HashMap<>();

  KeyActor(Session session, List<Subject> keys, Random random) {
    this.session = session;
    this.keys = keys;
    this.random = random;
  }

  @Override
  public void step() {
    Subject key = keys.get(random.nextInt(keys.size()));
    int dice = random.nextInt(100);
    String artifact = Artifacts.all().get(random.nextInt(Artifacts.all().size()));
    if (dice < 20) {
      read(session, key.name()).ifPresent(told -> remember(key.name(), told));
    } else if (dice < 23) {
      revoke(key);
    } else {
      String expected = dice < 28 ? "" : generations.getOrDefault(key.name(), "");
      swap(session, key, artifact, expected).ifPresent(told -> remember(key.name(), told));
    }
  }

  private void remember(String key, Map<String, String> told) {
    generations.put(key, told.getOrDefault("generation", ""));
  }

  static Optional<Map<String, String>> swap(
      Session session, Subject key, String artifact, String expected) {
    SwapKeyMappingRequest.Builder request =
        SwapKeyMappingRequest.newBuilder().setKey(key.name()).setNewArtifactId(artifact);
    if (!expected.isEmpty()) {
      request.setExpectedGeneration(Long.parseLong(expected));
    }
    return session.call(
        Intent.change(
            "key/" + key.name(), "swap", Map.of("artifact", artifact, "expected", expected), key),
        ArtifactCatalogServiceGrpc.getSwapKeyMappingMethod(),
        request.build(),
        KeyActor::swapped);
  }

  private static Map<String, String> swapped(SwapKeyMappingResponse answer) {
    return Map.of(
        "swapped", String.valueOf(answer.getStatus() == Status.STATUS_OK),
        "artifact", answer.getArtifactId(),
        "generation", Long.toString(answer.getGeneration()));
  }

  static Optional<Map<String, String>> read(Session session, String key) {
    return session.call(
        Intent.read("key/" + key),
        ArtifactCatalogServiceGrpc.getResolveKeyMappingMethod(),
        ResolveKeyMappingRequest.newBuilder().setKey(key).build(),
        KeyActor::resolved);
  }

  private static Map<String, String> resolved(ResolveKeyMappingResponse answer) {
    return Map.of(
        "artifact", answer.getArtifactId(), "generation", Long.toString(answer.getGeneration()));
  }

  private void revoke(Subject key) {
    var unused =
        session.call(
            Intent.change("key/" + key.name(), "revoke", Map.of(), key),
            ArtifactCatalogServiceGrpc.getRevokeKeyMappingMethod(),
            RevokeKeyMappingRequest.newBuilder().setKey(key.name()).build(),
            KeyActor::revoked);
    generations.remove(key.name());
  }

  private static Map<String, String> revoked(RevokeKeyMappingResponse answer) {
    return Map.of("found", String.valueOf(answer.getStatus() == Status.STATUS_OK));
  }

  @Override
  public void close() {
    session.close();
  }
}
