/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key.app;

import io.roster.registry.journal.model.Change;
import io.roster.registry.journal.model.Projection;
import io.roster.registry.key.KeyLookup;
import io.roster.registry.key.KeyMapping;
import io.roster.registry.key.ResolvedKey;
import io.roster.registry.key.model.KeyPictures;
import io.roster.registry.key.model.RememberPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All keys in memory, each with the answer for whoever asks: the hottest read there is. */
@ApplicationScoped
public class KeyDirectory implements Projection {

  private volatile Map<String, ResolvedKey> keys = new ConcurrentHashMap<>();

  private KeyPictures pictures;
  private RememberPolicy policy;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public KeyDirectory() {}

  @Inject
  public KeyDirectory(KeyPictures pictures, RememberPolicy policy) {
    this.pictures = pictures;
    this.policy = policy;
  }

  @Override
  public void load() {
    // Beside the old ones: a key that is there must never look as if it were not.
    Map<String, ResolvedKey> loaded = new ConcurrentHashMap<>();
    pictures.each(mapping -> loaded.put(mapping.key(), resolved(mapping)));
    keys = loaded;
  }

  @Override
  public void apply(Change change) {
    switch (change.kind()) {
      case "key.updated" ->
          change
              .state()
              .ifPresent(
                  state ->
                      keys.put(change.subject(), resolved(KeyJson.read(change.subject(), state))));
      case "key.revoked" -> keys.remove(change.subject());
      default -> {
        // Not about keys.
      }
    }
  }

  private ResolvedKey resolved(KeyMapping mapping) {
    return new ResolvedKey(mapping, policy.seconds(mapping));
  }

  /** A way to look keys up that goes through no proxy. */
  public KeyLookup lookup() {
    return this::find;
  }

  private Optional<ResolvedKey> find(String key) {
    return Optional.ofNullable(keys.get(key));
  }

  public int size() {
    return keys.size();
  }
}
