/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key.app;

import io.roster.registry.journal.model.Journal;
import io.roster.registry.key.KeyMapping;
import io.roster.registry.key.KeyMapping.Kind;
import io.roster.registry.key.KeyOutcome;
import io.roster.registry.key.KeySwap;
import io.roster.registry.key.model.ArtifactKey;
import io.roster.registry.key.model.KeyRepository;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.Names;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Optional;

/** Lets a key stand for another artifact. The key's row decides between those who race. */
@ApplicationScoped
public class SwapKey {

  private KeyRepository keys;
  private Targets targets;
  private Journal journal;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public SwapKey() {}

  @Inject
  public SwapKey(KeyRepository keys, Targets targets, Journal journal) {
    this.keys = keys;
    this.targets = targets;
    this.journal = journal;
  }

  static void validate(KeySwap wish) {
    Names.require("key", wish.key());
    Names.require("new_artifact_id", wish.newArtifactId());
  }

  /** Runs inside one transaction. */
  public KeyOutcome run(KeySwap wish, Actor actor) {
    targets.requireReady("swap", wish.newArtifactId());
    Optional<ArtifactKey> known = keys.lock(wish.key());
    Optional<KeyMapping> before = known.map(ArtifactKey::mapping);
    boolean expected = before.map(wish::expects).orElse(!wish.expectsSomething());
    if (!expected) {
      return new KeyOutcome.Refused(before);
    }
    Instant now = keys.now();
    ArtifactKey key = known.orElseGet(() -> arrive(wish, now));
    if (key.swapTo(wish.newArtifactId(), now) || before.isEmpty()) {
      journal.append(
          actor,
          "key.updated",
          wish.key(),
          before.<JsonValue>map(KeyJson::of).orElse(JsonValue.NULL),
          KeyJson.of(key.mapping()));
    }
    return new KeyOutcome.Mapped(key.mapping());
  }

  private ArtifactKey arrive(KeySwap wish, Instant now) {
    ArtifactKey key = new ArtifactKey(wish.key(), wish.newArtifactId(), Kind.ALIAS, now);
    keys.add(key);
    return key;
  }
}
