/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key.app;

import io.roster.registry.journal.model.Journal;
import io.roster.registry.key.KeyMapping;
import io.roster.registry.key.KeyMapping.Kind;
import io.roster.registry.key.KeyOutcome;
import io.roster.registry.key.KeyUpsert;
import io.roster.registry.key.model.ArtifactKey;
import io.roster.registry.key.model.KeyRepository;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.Names;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Optional;

/** Fixes a key to an artifact. */
@ApplicationScoped
public class UpsertKey {

  private KeyRepository keys;
  private Targets targets;
  private Journal journal;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public UpsertKey() {}

  @Inject
  public UpsertKey(KeyRepository keys, Targets targets, Journal journal) {
    this.keys = keys;
    this.targets = targets;
    this.journal = journal;
  }

  static void validate(KeyUpsert wish) {
    Names.require("key", wish.key());
    Names.require("artifact_id", wish.artifactId());
    Names.requireSound("replica_uuid", wish.replicaUuid());
    Names.requireSound("daemon_address", wish.daemonAddress());
    if (wish.ttlSeconds().orElse(0) < 0) {
      throw new InvalidRequest("ttl", "must not be negative");
    }
  }

  /** Runs inside one transaction. */
  KeyOutcome run(KeyUpsert wish, Actor actor) {
    Optional<ArtifactKey> known = keys.lock(wish.key());
    Optional<KeyMapping> before = known.map(ArtifactKey::mapping);
    if (before.filter(mapping -> !mapping.artifactId().equals(wish.artifactId())).isPresent()) {
      return new KeyOutcome.Refused(before);
    }
    Instant now = keys.now();
    ArtifactKey key = known.orElseGet(() -> arrive(wish, now));
    if (key.recommend(wish, now) || before.isEmpty()) {
      journal.append(
          actor,
          "key.updated",
          wish.key(),
          before.<JsonValue>map(KeyJson::of).orElse(JsonValue.NULL),
          KeyJson.of(key.mapping()));
    }
    return new KeyOutcome.Mapped(key.mapping());
  }

  private ArtifactKey arrive(KeyUpsert wish, Instant now) {
    targets.requireReady("upsert", wish.artifactId());
    ArtifactKey key = new ArtifactKey(wish.key(), wish.artifactId(), Kind.IMMUTABLE, now);
    keys.add(key);
    return key;
  }
}
