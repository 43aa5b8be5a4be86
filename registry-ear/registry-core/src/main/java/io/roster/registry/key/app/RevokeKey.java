/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key.app;

import io.roster.registry.journal.model.Journal;
import io.roster.registry.key.model.ArtifactKey;
import io.roster.registry.key.model.KeyRepository;
import io.roster.registry.platform.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.util.Optional;

/** Removes a key. One of the same name begins at generation 0 again. */
@ApplicationScoped
public class RevokeKey {

  private KeyRepository keys;
  private Journal journal;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public RevokeKey() {}

  @Inject
  public RevokeKey(KeyRepository keys, Journal journal) {
    this.keys = keys;
    this.journal = journal;
  }

  /** Runs inside one transaction; returns whether there was such a key. */
  public boolean run(String name, Actor actor) {
    Optional<ArtifactKey> known = keys.lock(name);
    known.ifPresent(
        key -> {
          journal.append(actor, "key.revoked", name, KeyJson.of(key.mapping()), JsonValue.NULL);
          keys.remove(key);
        });
    return known.isPresent();
  }
}
